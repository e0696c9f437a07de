"""What is promised, routed, described and checked for rights is one set of operations."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import resolve
from openapi_schema_validator import OAS31Validator

from tests.contracts.promised import (
    BASES,
    CONTRACTS,
    METHODS,
    addresses_that_say_what_is_missing,
    methods_of,
    promises,
    routed,
    view_of,
)
from tests.isolation.matrix import operations_with_a_row
from tests.openapi import openapi

OPERATIONS = {name: {promise.operation for promise in promises(name)} for name in CONTRACTS}
COUNTS = {"edupro_v1": 120, "edupro": 100}


@pytest.fixture(params=CONTRACTS)
def contract(request):
    return request.param


def listed(contract):
    return [
        (path, pattern) for path, pattern in routed(contract) if getattr(view_of(pattern), "is_listed", True)
    ]


def test_table_of_the_document_has_no_operation_twice(contract):
    assert len(OPERATIONS[contract]) == len(promises(contract)) == COUNTS[contract]


def test_urls_are_the_promised_ones(contract):
    offered = {
        f"{method.upper()} {path}"
        for path, pattern in listed(contract)
        for method in methods_of(pattern)
        if path == "" or path.endswith("/")
    }
    assert offered == OPERATIONS[contract]


def test_addresses_without_their_last_argument_are_the_promised_ones(contract):
    others = {path for path, pattern in routed(contract) if not getattr(view_of(pattern), "is_listed", True)}
    assert {path for path in others if path.endswith("/")} == addresses_that_say_what_is_missing(contract)


def test_openapi_describes_the_promised_ones(contract):
    document, _said = openapi(contract)
    described = {
        f"{method.upper()} {path.removeprefix(BASES[contract])}"
        for path, item in document["paths"].items()
        for method in item
        if method in METHODS
    }
    assert described == OPERATIONS[contract]


def test_matrix_has_a_row_for_each_promised_one(contract):
    assert operations_with_a_row(contract) == OPERATIONS[contract]


def test_every_path_is_routed_once_in_both_spellings(contract):
    paths = [path for path, _pattern in routed(contract) if path]
    assert len(paths) == len(set(paths))
    slashed = {path.rstrip("/") for path in paths if path.endswith("/")}
    bare = {path for path in paths if not path.endswith("/")}
    assert slashed == bare


KEY = "0190a000-0000-7000-8000-000000000001"
NUMBERED = {"student_id", "enrollment_id", "category_id", "coupon_id"}
"""What `edupro_v1` calls by numbers; everything else has a UUID."""


def sample(contract, argument):
    if argument in ("teacher_username", "username"):
        return "alice"
    if argument in ("assessment_type", "question_type"):
        return "quiz" if argument == "assessment_type" else "essay"
    return "999999" if contract == "edupro_v1" and argument in NUMBERED else KEY


def spellings(contract):
    """Each operation's address with the final slash and without."""
    for promise in promises(contract):
        slashed = promise.base + re.sub(r"{(\w+)}", lambda found: sample(contract, found[1]), promise.path)
        yield promise, slashed, slashed.removesuffix("/")


@pytest.mark.parametrize("urlconf", ["config.urls.platform", "config.urls.school"])
def test_both_spellings_reach_the_same_class_on_each_kind_of_host(urlconf, contract):
    wrong = [
        promise.operation
        for promise, slashed, bare in spellings(contract)
        if resolve(slashed, urlconf).func.view_class is not resolve(bare, urlconf).func.view_class
    ]
    assert wrong == []


def test_both_spellings_answer_alike_and_never_redirect(api, alpha, contract):
    wrong = []
    for promise, slashed, bare in spellings(contract):
        answers = [
            getattr(api(school=alpha), promise.method.lower())(address, {}, status=None)
            for address in (slashed, bare)
        ]
        codes = {answer.status_code for answer in answers}
        if len(codes) != 1 or 300 <= min(codes) < 400 or answers[0].content != answers[1].content:
            wrong.append((str(promise), [answer.status_code for answer in answers]))
    assert wrong == []


def test_openapi_is_generated_without_a_warning(contract):
    _document, said = openapi(contract)
    assert said == []


def test_openapi_document_is_valid_and_served_alike_on_both_hosts(api, alpha, contract):
    documents = [
        json.loads(client.get(BASES[contract] + "schema/?format=json").content)
        for client in (api(), api(school=alpha))
    ]
    assert documents[0] == documents[1]
    document = documents[0]
    assert document["openapi"].startswith("3.1")
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        OAS31Validator.check_schema(schema)
    assert _dangling(document, schemas) == set()


def _dangling(document, schemas):
    """References to components that are not there."""
    text = json.dumps(document)
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    return named - set(schemas)


def test_openapi_tells_every_promised_status(contract):
    document, _said = openapi(contract)
    told = {
        f"{method.upper()} {path.removeprefix(BASES[contract])}": {
            int(status) for status in operation["responses"]
        }
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }
    untold = {p.operation: {p.success, *p.refusals} - told[p.operation] for p in promises(contract)}
    assert {operation: statuses for operation, statuses in untold.items() if statuses} == {}
    unpromised = {
        p.operation: told[p.operation] - {p.success, *p.refusals} - {500} for p in promises(contract)
    }
    assert {operation: statuses for operation, statuses in unpromised.items() if statuses} == {}


def test_openapi_names_each_operation_once(contract):
    document, _said = openapi(contract)
    names = [operation["operationId"] for item in document["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names))
    empty = [name for name in names if not name]
    assert empty == []


def test_schema_tells_nothing_of_the_operators_pages(api, alpha, contract):
    text = api(school=alpha).get(BASES[contract] + "schema/").content.decode()
    assert "operator/" not in text
    api(school=alpha).get("/operator/", status=404)
