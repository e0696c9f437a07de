"""python -m fakes.vdocipher [--port N] [--queued SECONDS]: serves until it is interrupted."""

from __future__ import annotations

import argparse
from contextlib import suppress

from fakes.serving import LOOPBACK, open_server
from fakes.vdocipher import PLATFORM_SECRET, VdoCipherFake


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m fakes.vdocipher")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--queued", type=float, default=5.0, help="seconds until an upload is ready")
    given = parser.parse_args()
    fake = VdoCipherFake()
    fake.state.pace.queued = given.queued
    server = open_server(fake, port=given.port)
    base = f"http://{LOOPBACK}:{server.server_port}"
    lines = {
        "VDOCIPHER_BASE_URL": f"{base}/api",
        "VDOCIPHER_PLAYER_URL": f"{base}/v2/",
        "VDOCIPHER_UPLOAD_ORIGINS": base,
        "VDOCIPHER_API_SECRET": PLATFORM_SECRET,
    }
    for name, value in lines.items():
        print(f"{name}={value}", flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
