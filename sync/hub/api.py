"""The hub's requests, one function each: join, append, read, health.

Each asks first who is there, then reads the body, then asks the store. Nothing here opens an
envelope; it checks only the outside. What the hub says no to is a `Problem`.
"""

from __future__ import annotations

import asyncio
import base64
import re
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sync.envelope import MAX_ENVELOPE_BYTES, Envelope
from sync.errors import Damaged, NewerVersion, TooBig
from sync.hub.access import Grant, bearer_hash, live_grants
from sync.hub.errors import Problem
from sync.hub.limits import read_body
from sync.hub.store import Store
from sync.hub.streams import Kept, Page

API: Final = "/api/v1"
MAX_JOIN_BYTES: Final = 1024
MAX_PAGE_ITEMS: Final = 500
PAGE_ITEMS: Final = 100

_DEVICE_ID: Final = re.compile(r"[0-9a-f]{16,64}")
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_NUMBER: Final = re.compile(r"[0-9]{1,15}")


class Keys(BaseModel):
    """The body of a join: a device's public keys, base64url."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    signing: str
    hpke: str


@dataclass(frozen=True)
class Api:
    """The requests, over one store."""

    store: Store

    def routes(self) -> list[Route]:
        """Return the routes of the API."""
        place = f"{API}/streams/{{stream}}/envelopes"
        return [
            Route(f"{API}/health", self.health, methods=["GET"]),
            Route(f"{API}/devices/{{device}}", self.join, methods=["PUT"]),
            Route(place, self.append, methods=["POST"]),
            Route(place, self.read, methods=["GET"]),
        ]

    async def health(self, request: Request) -> Response:
        """GET /health: whether the hub can reach its database."""
        await run_in_threadpool(self.store.check)
        return JSONResponse({"ok": True})

    async def join(self, request: Request) -> Response:
        """PUT /devices/{device}: a device accepts the invitation its token belongs to."""
        grants = await self._grants(request)
        grant = next((each for each in grants if each.kind == "invitation"), None)
        if grant is None:
            raise Problem("not_allowed")
        device = request.path_params["device"]
        if not _DEVICE_ID.fullmatch(device):
            raise Problem("bad_request")
        keys = _keys(await read_body(request, MAX_JOIN_BYTES))
        await run_in_threadpool(
            self.store.add_device, grant.token_hash, device, signing=keys.signing, hpke=keys.hpke
        )
        return JSONResponse({"device": device, "stream": grant.stream})

    async def append(self, request: Request) -> Response:
        """POST /streams/{stream}/envelopes: keep one envelope; the answer is its receipt."""
        grant = await self._grant(request)
        if not grant.may_write:
            raise Problem("not_allowed")
        envelope = _envelope(await read_body(request, MAX_ENVELOPE_BYTES))
        if envelope.stream != grant.stream:
            raise Problem("wrong_stream")
        if envelope.school != grant.school:
            raise Problem("wrong_school")
        appended = await asyncio.wrap_future(self.store.append(envelope))
        return Response(
            appended.receipt.model_dump_json(),
            status_code=201 if appended.is_new else 200,
            media_type="application/json",
        )

    async def read(self, request: Request) -> Response:
        """GET /streams/{stream}/envelopes?after=&limit=: the next page of a stream."""
        grant = await self._grant(request)
        if not grant.may_read:
            raise Problem("not_allowed")
        after = _number(request, "after", 0)
        limit = min(max(_number(request, "limit", PAGE_ITEMS), 1), MAX_PAGE_ITEMS)
        page = await run_in_threadpool(self.store.read, grant.stream, after, limit)
        return JSONResponse(_page(page, after))

    async def _grants(self, request: Request) -> tuple[Grant, ...]:
        hashed = bearer_hash(request.headers.get("authorization"))
        return live_grants(await run_in_threadpool(self.store.grants_of, hashed), hashed)

    async def _grant(self, request: Request) -> Grant:
        """The caller's grant for the stream of the path; the same no whether the stream exists."""
        stream = request.path_params["stream"]
        for grant in await self._grants(request):
            if grant.stream == stream:
                return grant
        raise Problem("not_allowed")


def _keys(body: bytes) -> Keys:
    try:
        keys = Keys.model_validate_json(body)
    except ValidationError:
        raise Problem("bad_keys") from None
    if not _KEY.fullmatch(keys.signing) or not _KEY.fullmatch(keys.hpke):
        raise Problem("bad_keys")
    return keys


def _envelope(body: bytes) -> Envelope:
    try:
        return Envelope.from_bytes(body)
    except NewerVersion:
        raise Problem("newer_envelope") from None
    except TooBig:
        raise Problem("too_big") from None
    except Damaged:
        raise Problem("bad_envelope") from None


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, str(default))
    if not _NUMBER.fullmatch(text):
        raise Problem("bad_request")
    return int(text)


def _page(page: Page, after: int) -> dict[str, object]:
    last = page.items[-1].seq if page.items else after
    return {"items": [_item(kept) for kept in page.items], "next": last, "more": page.more}


def _item(kept: Kept) -> dict[str, object]:
    return {
        "seq": kept.seq,
        "envelope": base64.urlsafe_b64encode(kept.content).rstrip(b"=").decode("ascii"),
        "received_at": kept.received_at.isoformat().replace("+00:00", "Z"),
    }
