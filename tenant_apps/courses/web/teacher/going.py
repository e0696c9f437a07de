"""Where a form leads after it was taken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

FOLLOW = "X-Follow"
"""Read by `branding/frontend/js/upload.js`."""


def go(request: HttpRequest, place: str) -> HttpResponse:
    """A redirect; for a form that a script sent, the same as a header.

    A script follows redirects unseen: it would use up the message meant for the reader, and lose the
    place on the page.
    """
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return HttpResponse(status=204, headers={FOLLOW: place})
    return HttpResponseRedirect(place)
