"""What every contract's views share: language, limits, pages, headers that let clients keep answers."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag
from rest_framework import exceptions
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

PUBLIC_SECONDS = 60
"""How long anybody may keep a public answer without asking again."""

RATE_HEADERS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
PAGE_HEADERS = ("X-Pagination-Count", "X-Pagination-Page", "X-Pagination-PageSize")


class ContractView(APIView):
    """Base of every view of every contract. Texts of the contracts stay English: clients compare them."""

    is_public: ClassVar[bool] = False
    """What this view tells an anonymous caller may be kept by caches and is given an ETag."""

    _modified_at: datetime | None = None
    _modified_decides = False

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        with translation.override("en"):
            response = super().dispatch(request, *args, **kwargs)
        _tell_numbers(response, request)
        if self.is_public and request.method in ("GET", "HEAD") and response.status_code == 200:
            return self._keepable(response)
        return response

    def perform_authentication(self, request: Request) -> None:
        super().perform_authentication(request)
        # Counted before anything is refused: who may not is limited too, and hears of the limits.
        super().check_throttles(request)
        self.check_request(request)

    def check_throttles(self, request: Request) -> None:
        """Done together with the authentication."""

    def check_request(self, request: Request) -> None:
        """Refuse what no honest client sends. Raises ParseError."""
        # Bodies are checked by their fields; PostgreSQL's texts cannot hold this character.
        if any("\x00" in text for texts in request.query_params.lists() for text in texts[1]):
            raise exceptions.ParseError("Null characters are not allowed.")

    def tell_modified(self, moment: datetime | None, *, decides: bool = True) -> None:
        """The answer's Last-Modified. `decides`: whether a client that asks only "since then?" may be
        told that nothing changed; not so for lists, whose rows can be deleted."""
        self._modified_at = moment
        self._modified_decides = decides

    def _keepable(self, response: Any) -> Any:
        """Headers for caches, and 304 for who has the answer already."""
        signed_in = bool(self.request.auth)
        response["Cache-Control"] = (
            "private, no-cache" if signed_in else f"public, max-age={PUBLIC_SECONDS}, must-revalidate"
        )
        patch_vary_headers(response, ["Cookie", "Authorization"])
        if self._modified_at:
            response["Last-Modified"] = http_date(self._modified_at.timestamp())
        if isinstance(response, Response):
            response.add_post_render_callback(self._conditional)
            return response
        return self._conditional(response)

    def _conditional(self, response: HttpResponse) -> HttpResponse:
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        response["ETag"] = etag
        decides = self._modified_at if self._modified_decides else None
        moment = int(decides.timestamp()) if decides else None
        answer: HttpResponse = (
            get_conditional_response(self.request._request, etag, moment, response) or response
        )
        if answer is not response:  # Django's 304 leaves them out; those of the stored answer are old
            _tell_numbers(answer, self.request._request)
        return answer


def _tell_numbers(response: Any, request: Any) -> None:
    _set_all(response, RATE_HEADERS, getattr(request, "rate_limit", None))
    _set_all(response, PAGE_HEADERS, getattr(request, "page_of_list", None))


def _set_all(response: Any, names: tuple[str, ...], values: tuple[int, ...] | None) -> None:
    for name, value in zip(names, values or (), strict=False):
        response[name] = str(value)


class ContractPages(PageNumberPagination):
    """`count next previous results`, told in headers too; an empty `page` or `page_size` means absent."""

    page_size = 5
    page_size_query_param = "page_size"
    max_page_size = 100

    def get_page_number(self, request: Request, paginator: Any) -> int | str:
        return super().get_page_number(request, paginator) or 1

    def paginate(self, queryset: Any, view: APIView) -> list[Any]:
        """One page of `queryset` for the view's request. Raises NotFound for a page that is not there."""
        rows = list(self.paginate_queryset(queryset, view.request, view=view) or [])
        page = self.page  # type: ignore[has-type]  # set by the call above
        view.request._request.page_of_list = (page.paginator.count, page.number, page.paginator.per_page)
        return rows


class _Slices(ContractPages):
    page_size = 100
    max_page_size = 1000


def sliced(rows: QuerySet[Any] | list[Any], view: APIView) -> list[Any]:
    """The rows of a bare array: all of them, or one page when the client asks with `page` or `page_size`.

    The shape stays a bare array; which part it is stands in the `X-Pagination-*` headers.
    """
    asked = view.request.query_params
    if asked.get("page") or asked.get("page_size"):
        return _Slices().paginate(rows, view)
    everything = list(rows)
    view.request._request.page_of_list = (len(everything), 1, len(everything))
    return everything


def absolute(request: Request, url: str | None) -> str | None:
    """`url` as the absolute address that the documents promise, or None."""
    return request.build_absolute_uri(url) if url else None
