"""An S3-compatible server for tests that checks what moto does not: signatures of links, and their end.

A WSGI gate in front of moto's S3. Requests without an Authorization header must carry a query
signature (SigV4) that botocore computes alike, over the same method, path, parameters and host.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.server import DomainDispatcherApplication, create_backend_app

KEY, SECRET, REGION, BUCKET = "gate-key", "gate-secret", "us-east-1", "uploads"


def refusal(environ: dict[str, Any]) -> str | None:
    """Why the request may not pass, in S3's words; None when it may."""
    if environ.get("HTTP_AUTHORIZATION"):
        return None
    raw = environ.get("QUERY_STRING", "")
    given = dict(parse_qsl(raw, keep_blank_values=True))
    if "X-Amz-Signature" not in given:
        return "AccessDenied"
    made_at = datetime.strptime(given["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if datetime.now(UTC) > made_at + timedelta(seconds=int(given["X-Amz-Expires"])):
        return "Request has expired"
    unsigned = "&".join(pair for pair in raw.split("&") if not pair.startswith("X-Amz-Signature="))
    url = f"http://{environ['HTTP_HOST']}{environ['PATH_INFO']}?{unsigned}"
    request = AWSRequest(environ["REQUEST_METHOD"], url, headers={"host": environ["HTTP_HOST"]})
    request.context["timestamp"] = given["X-Amz-Date"]
    auth = S3SigV4QueryAuth(Credentials(KEY, SECRET), "s3", REGION)
    text = auth.string_to_sign(request, auth.canonical_request(request))
    matches = auth.signature(text, request) == given["X-Amz-Signature"]
    return None if matches else "SignatureDoesNotMatch"


class _Gate:
    def __init__(self) -> None:
        self.moto = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        reason = refusal(environ)
        if reason is None:
            return list(self.moto(environ, start_response))
        start_response("403 Forbidden", [("Content-Type", "application/xml")])
        return [f"<Error><Code>{reason}</Code></Error>".encode()]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Says nothing."""


@contextmanager
def running_gate() -> Iterator[str]:
    """The address of a running server."""
    server = make_server("127.0.0.1", 0, _Gate(), server_class=_Server, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
