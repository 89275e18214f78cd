"""What every answer of the hub carries, and the one line a request leaves in the log.

The line has the method, the pattern of the path, the status and the time it took: no address,
token, id, query or body. It is an ASGI wrapper around the whole app; it changes no content.
"""

from __future__ import annotations

import logging
import time
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG: Final = logging.getLogger("mysay.hub")

# For answers that say nothing else: an API answer is never a page.
API_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"

ALWAYS: Final[dict[str, str]] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    # Nothing the app does now needs these; a form that records a voice will ask for its own.
    "permissions-policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}


class Headers:
    """Adds the headers of ALWAYS, the policies, and logs the request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection of the server."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started_s, status = time.perf_counter(), 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add(MutableHeaders(scope=message))
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        finally:
            took_ms = (time.perf_counter() - started_s) * 1000
            LOG.info("%s %s %d %.0f ms", scope["method"], _pattern(scope), status, took_ms)


def _add(headers: MutableHeaders) -> None:
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    headers.setdefault("content-security-policy", API_POLICY)
    headers.setdefault("cache-control", "no-store")


def _pattern(scope: Scope) -> str:
    """The pattern a path matched, never the path: a path may hold whatever somebody typed."""
    route = scope.get("route")
    return route.path if isinstance(route, Route) else "-"
