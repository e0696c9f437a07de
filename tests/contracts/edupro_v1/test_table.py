"""What is promised, routed, described and checked for rights is one set of operations."""

from __future__ import annotations

import json

import pytest
from django.urls import resolve
from openapi_schema_validator import OAS31Validator

from tests.contracts.edupro_v1.promised import (
    BASE,
    METHODS,
    addresses_that_say_what_is_missing,
    methods_of,
    openapi,
    promises,
    routed,
    view_of,
)
from tests.isolation.matrix import operations_with_a_row

OPERATIONS = {promise.operation for promise in promises()}


def listed():
    return [(path, pattern) for path, pattern in routed() if getattr(view_of(pattern), "is_listed", True)]


def test_table_of_the_document_has_no_operation_twice():
    assert len(OPERATIONS) == len(promises()) == 71


def test_urls_are_the_promised_ones():
    offered = {
        f"{method.upper()} {path}"
        for path, pattern in listed()
        for method in methods_of(pattern)
        if path == "" or path.endswith("/")
    }
    assert offered == OPERATIONS


def test_addresses_without_their_last_argument_are_the_promised_ones():
    others = {path for path, pattern in routed() if not getattr(view_of(pattern), "is_listed", True)}
    assert {path for path in others if path.endswith("/")} == addresses_that_say_what_is_missing()


def test_openapi_describes_the_promised_ones():
    document, _said = openapi()
    described = {
        f"{method.upper()} {path.removeprefix(BASE)}"
        for path, item in document["paths"].items()
        for method in item
        if method in METHODS
    }
    assert described == OPERATIONS


def test_matrix_has_a_row_for_each_promised_one():
    assert operations_with_a_row() == OPERATIONS


def test_every_path_is_routed_once_in_both_spellings():
    paths = [path for path, _pattern in routed() if path]
    assert len(paths) == len(set(paths))
    slashed = {path.rstrip("/") for path in paths if path.endswith("/")}
    bare = {path for path in paths if not path.endswith("/")}
    assert slashed == bare


SAMPLES = {
    "teacher_username": "alice",
    "course_id": "0190a000-0000-7000-8000-000000000001",
    "module_id": "0190a000-0000-7000-8000-000000000001",
    "id": "0190a000-0000-7000-8000-000000000001",
    "student_id": "999999",
    "enrollment_id": "999999",
    "category_id": "999999",
    "coupon_id": "999999",
}


def spellings():
    """Each operation's address with the final slash and without."""
    for promise in promises():
        slashed = BASE + promise.path.format(**SAMPLES)
        yield promise, slashed, slashed.removesuffix("/")


@pytest.mark.parametrize("urlconf", ["config.urls.platform", "config.urls.school"])
def test_both_spellings_reach_the_same_class_on_each_kind_of_host(urlconf):
    wrong = [
        promise.operation
        for promise, slashed, bare in spellings()
        if resolve(slashed, urlconf).func.view_class is not resolve(bare, urlconf).func.view_class
    ]
    assert wrong == []


def test_both_spellings_answer_alike_and_never_redirect(api, alpha):
    wrong = []
    for promise, slashed, bare in spellings():
        answers = [
            getattr(api(school=alpha), promise.method.lower())(address, {}, status=None)
            for address in (slashed, bare)
        ]
        codes = {answer.status_code for answer in answers}
        if len(codes) != 1 or 300 <= min(codes) < 400 or answers[0].content != answers[1].content:
            wrong.append((promise.operation, [answer.status_code for answer in answers]))
    assert wrong == []


def test_openapi_is_generated_without_a_warning():
    _document, said = openapi()
    assert said == []


def test_openapi_document_is_valid_and_served_alike_on_both_hosts(api, alpha):
    documents = [
        json.loads(client.get("/api/v1/schema/?format=json").content) for client in (api(), api(school=alpha))
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


def test_openapi_tells_every_promised_status():
    document, _said = openapi()
    told = {
        f"{method.upper()} {path.removeprefix(BASE)}": {int(status) for status in operation["responses"]}
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }
    untold = {p.operation: {p.success, *p.refusals} - told[p.operation] for p in promises()}
    assert {operation: statuses for operation, statuses in untold.items() if statuses} == {}
    unpromised = {p.operation: told[p.operation] - {p.success, *p.refusals} - {500} for p in promises()}
    assert {operation: statuses for operation, statuses in unpromised.items() if statuses} == {}


def test_openapi_names_each_operation_once():
    document, _said = openapi()
    names = [operation["operationId"] for item in document["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names))
    empty = [name for name in names if not name]
    assert empty == []


def test_schema_tells_nothing_of_the_operators_pages(api, alpha):
    text = api(school=alpha).get("/api/v1/schema/").content.decode()
    assert "operator/" not in text
    api(school=alpha).get("/operator/", status=404)
