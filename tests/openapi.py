"""Every answer of the API in the whole suite is held against what the OpenAPI document says."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

SCHEMAS = {"/api/v1/": "edupro_v1", "/api/": "edupro"}
"""The contract of an address: the first base that fits."""
METHODS = {"get", "post", "put", "patch", "delete"}
# Any address may answer these: a doubled cookie, nobody, another origin, no such id, another
# method, a body of another kind or size, too many requests, a school that is closed.
COMMON = {400, 401, 403, 404, 405, 410, 413, 415, 429, 503}


class AnswerUndocumented(AssertionError):
    """The answer is not what the OpenAPI document says."""


def check_answer(method: str, path: str, response: Any) -> None:
    """Compare one answer with the document. Raises `AnswerUndocumented`."""
    found = find_operation(method, path.partition("?")[0])
    if found is None or response.streaming or response.status_code == 304:
        return  # a 304 says nothing but that what was told before still holds
    template, operation = found
    status = response.status_code
    by_the_view = hasattr(response, "accepted_renderer")
    if not by_the_view or str(status) not in operation["responses"]:
        # What stands before every view answers in its own words: the host, the origin, a closed school.
        if status not in COMMON:
            raise AnswerUndocumented(f"{method.upper()} {template}: status {status} is not documented")
        _check_common(method, template, response)
        return
    for error in _validator(template, method, status).iter_errors(_body(response)):
        where = "/".join(str(part) for part in error.absolute_path)
        raise AnswerUndocumented(f"{method.upper()} {template} {status} at {where!r}: {error.message[:400]}")


def find_operation(method: str, path: str) -> tuple[str, dict[str, Any]] | None:
    """The path template and the operation of a request; None when the document has none."""
    contract = contract_of(path)
    if contract is None:
        return None
    for pattern, template, item in _templates(contract):
        if pattern.fullmatch(path.rstrip("/") or "/") and method.lower() in item:
            return template, item[method.lower()]
    return None


def contract_of(path: str) -> str | None:
    """The contract that an address belongs to; None for a page."""
    slashed = path.rstrip("/") + "/"
    return next((name for base, name in SCHEMAS.items() if slashed.startswith(base)), None)


@cache
def openapi(contract: str) -> tuple[dict[str, Any], list[str]]:
    """The OpenAPI document of a contract and everything that its generator complained about."""
    from drf_spectacular.drainage import GENERATOR_STATS, reset_generator_stats
    from drf_spectacular.generators import SchemaGenerator

    reset_generator_stats()
    document = SchemaGenerator(urlconf=f"config.urls.schema_{contract}").get_schema(public=True)
    said = [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]
    return document, said


@cache
def _templates(contract: str) -> list[tuple[re.Pattern[str], str, dict[str, Any]]]:
    found = []
    for template, item in openapi(contract)[0]["paths"].items():
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template.rstrip("/")))
        found.append((re.compile(pattern), template, item))
    # An address without arguments wins over one that could be read as having some.
    return sorted(found, key=lambda entry: entry[1].count("{"))


def _check_common(method: str, template: str, response: Any) -> None:
    """An error that the document does not describe apart: `detail` as text, or lists under fields."""
    if response.headers["Content-Type"].startswith("text/plain"):
        return  # the resolver's own answers, before there is a contract
    body = _body(response)
    texts = isinstance(body, dict) and isinstance(body.get("detail"), str)
    fields = isinstance(body, dict) and body and all(isinstance(value, list) for value in body.values())
    if not (texts or (fields and response.status_code == 400)):
        raise AnswerUndocumented(f"{method.upper()} {template} {response.status_code}: {body!r}")


def _body(response: Any) -> Any:
    return json.loads(response.content) if response.content else None


@cache
def _validator(template: str, method: str, status: int) -> Draft202012Validator:
    contract = contract_of(template) or ""
    answer = openapi(contract)[0]["paths"][template][method.lower()]["responses"][str(status)]
    content = answer.get("content", {}).get("application/json")
    schema = content["schema"] if content else {"type": "null"}
    components = _components(contract, closed=status < 300)
    return Draft202012Validator({**schema, "components": components}, format_checker=FormatChecker())


@cache
def _components(contract: str, *, closed: bool) -> dict[str, Any]:
    """The document's shapes; `closed` ones have no field that is not documented."""
    components: dict[str, Any] = json.loads(json.dumps(openapi(contract)[0]["components"]))
    if closed:
        for schema in components["schemas"].values():
            if "properties" in schema:
                schema.setdefault("additionalProperties", False)
    return components
