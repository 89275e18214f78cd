"""Reads a request's body within limits of size and time. It does not look at what it reads."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import ClientDisconnect, Request

from sync.hub.errors import Problem

# A megabyte over a very slow line; whoever needs longer is holding a place open on purpose.
BODY_TIMEOUT_S: Final = 60.0


async def read_body(
    request: Request, max_bytes: int, *, timeout_s: float = BODY_TIMEOUT_S
) -> bytes:
    """Return the body.

    Raises:
        Problem: "too_big", as soon as that is known, "too_slow", or "bad_request" for one that was
            cut off.
    """
    if _declared_bytes(request) > max_bytes:
        raise Problem("too_big")
    try:
        async with asyncio.timeout(timeout_s):
            return await _collect(request, max_bytes)
    except TimeoutError:
        raise Problem("too_slow") from None
    except ClientDisconnect:
        raise Problem("bad_request") from None


def _declared_bytes(request: Request) -> int:
    declared = request.headers.get("content-length", "0")
    if not declared.isascii() or not declared.isdigit():
        raise Problem("bad_request")
    return int(declared[:20])


async def _collect(request: Request, max_bytes: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > max_bytes:
            raise Problem("too_big")
    return bytes(body)
