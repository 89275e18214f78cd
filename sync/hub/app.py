"""Puts the hub together: the API, the built site beside it, and what every answer has in common."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sync.hub.api import Api
from sync.hub.errors import PROBLEMS, Problem, StoreFailed
from sync.hub.headers import ALWAYS, Headers
from sync.hub.site import Site
from sync.hub.store import Store

RETRY_AFTER_S = 5


def make_app(store: Store, *, site: Path | None = None) -> Starlette:
    """Return the hub as an ASGI app.

    Args:
        store: what it keeps; closing it is the caller's.
        site: the folder of the built site, None for a hub without one.
    """
    routes = [*Api(store).routes(), Route("/api/{rest:path}", _nothing_here)]
    if site is not None:
        routes.append(Route("/{path:path}", Site(site).serve, methods=["GET", "HEAD"]))
    return Starlette(
        routes=routes,
        middleware=[Middleware(Headers)],
        exception_handlers={
            Problem: _on_problem,
            StoreFailed: _on_store_failed,
            HTTPException: _on_http_exception,
            Exception: _on_anything_else,
        },
    )


async def _nothing_here(request: Request) -> Response:
    return _answer("not_found")


def _answer(code: str, headers: dict[str, str] | None = None) -> Response:
    status, message = PROBLEMS[code]
    return JSONResponse({"code": code, "message": message}, status, headers)


async def _on_problem(request: Request, error: Exception) -> Response:
    code = error.code if isinstance(error, Problem) else "broken"
    headers = {"www-authenticate": "Bearer"} if PROBLEMS[code][0] == 401 else None
    return _answer(code, headers)


async def _on_store_failed(request: Request, error: Exception) -> Response:
    return _answer("store", {"retry-after": str(RETRY_AFTER_S)})


async def _on_http_exception(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    codes = {404: "not_found", 405: "wrong_method"}
    allow = (error.headers or {}).get("allow") if isinstance(error, HTTPException) else None
    return _answer(codes.get(status, "bad_request"), {"allow": allow} if allow else None)


async def _on_anything_else(request: Request, error: Exception) -> Response:
    # Starlette answers this one outside of our own wrapper.
    return _answer("broken", {**ALWAYS, "cache-control": "no-store"})
