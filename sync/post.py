"""The way to the hub and back: envelopes out, receipts in; envelopes in from a cursor.

It carries envelopes and knows nothing of what is in them. It keeps nothing and does not try again:
the outbox keeps, the caller decides when. Whatever is not the hub's own, whole answer (no network,
a captive portal's page, a hub that is down) is one thing to a caller: `Unreachable`, try later.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Final, NoReturn, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sync.envelope import MAX_ENVELOPE_BYTES, Envelope, Receipt
from sync.errors import Conflict, Damaged, Refused, TooBig, Unreachable

API: Final = "/api/v1"
PAGE_ITEMS: Final = 100

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Response:
    """An answer to one request, as far as the post looks at it."""

    status: int
    body: bytes


class Transport(Protocol):
    """One request to a hub and its answer."""

    async def request(
        self, method: str, path: str, *, headers: dict[str, str], body: bytes = b""
    ) -> Response:
        """Send one request; `path` starts with "/" and may have a query.

        Raises:
            Unreachable: no answer.
        """
        ...


@dataclass(frozen=True, slots=True)
class Pulled:
    """One page of a stream.

    Attributes:
        items: (seq, envelope) in order of seq.
        next: the cursor to go on from: the last seq of the page.
        more: whether the stream had more when this page was read.
        damaged: the seqs of this page that were not envelopes of this stream; never in items.
    """

    items: tuple[tuple[int, Envelope], ...]
    next: int
    more: bool
    damaged: tuple[int, ...] = ()


class Post:
    """The requests of the hub's API, one method each."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def join(self, token: str, device_id: str, signing: bytes, hpke: bytes) -> str:
        """Tell the hub of this device's public keys; returns the stream it may write to.

        Joining again with the same keys changes nothing.

        Raises:
            Unreachable: try again later.
            Refused: the invitation has ended.
            Conflict: this device id came before with other keys.
        """
        keys = json.dumps({"signing": _to_text(signing), "hpke": _to_text(hpke)}).encode("ascii")
        body = await self._request("PUT", f"{API}/devices/{device_id}", token, keys)
        joined = _read(_Joined, body)
        if joined.device != device_id:
            raise Unreachable("an answer for another device")
        return joined.stream

    async def push(self, token: str, envelope: Envelope) -> Receipt:
        """Give one envelope to the hub. Pushing it again gives the same receipt.

        Raises:
            Unreachable: no receipt; the envelope may or may not be there. Push it again later.
            Refused: this token may not write there.
            Conflict: the hub keeps other bytes under this id.
            TooBig, Damaged: the hub does not take it.
        """
        path = f"{API}/streams/{envelope.stream}/envelopes"
        receipt = _read(Receipt, await self._request("POST", path, token, envelope.to_bytes()))
        if (receipt.envelope, receipt.stream) != (envelope.id, envelope.stream):
            raise Unreachable("a receipt for another envelope")
        if receipt.sha256 != envelope.sha256:
            raise Conflict("a receipt for other bytes")
        return receipt

    async def pull(self, token: str, stream: str, after: int, *, limit: int = PAGE_ITEMS) -> Pulled:
        """Read the next page of a stream: at most `limit` envelopes with a seq above `after`.

        Raises:
            Unreachable: try again later.
            Refused: this token may not read there.
        """
        path = f"{API}/streams/{stream}/envelopes?after={after}&limit={limit}"
        page = _read(_Page, await self._request("GET", path, token))
        seqs = [after, *(item.seq for item in page.items)]
        if seqs != sorted(set(seqs)) or page.next != seqs[-1]:
            raise Unreachable("a page out of order")
        opened = [(item.seq, _envelope(item, stream)) for item in page.items]
        return Pulled(
            items=tuple((seq, envelope) for seq, envelope in opened if envelope is not None),
            next=page.next,
            more=page.more,
            damaged=tuple(seq for seq, envelope in opened if envelope is None),
        )

    async def _request(self, method: str, path: str, token: str, body: bytes = b"") -> bytes:
        headers = {"authorization": f"Bearer {token}", "accept": "application/json"}
        if body:
            kind = "json" if method == "PUT" else "octet-stream"
            headers["content-type"] = f"application/{kind}"
        answer = await self._transport.request(method, path, headers=headers, body=body)
        if answer.status not in (200, 201):
            _raise_for(answer)
        return answer.body


class _Strict(BaseModel):
    # hide_input: an error's text must not quote what came over the wire.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class _Joined(_Strict):
    device: str
    stream: str


class _Item(_Strict):
    seq: int = Field(ge=1)
    envelope: str


class _Page(_Strict):
    items: tuple[_Item, ...]
    next: int = Field(ge=0)
    more: bool


class _Problem(_Strict):
    code: str


def _read(kind: type[Model], body: bytes) -> Model:
    """Read an answer; what is not one comes from something that is not a hub."""
    try:
        return kind.model_validate_json(body)
    except ValidationError:
        raise Unreachable("an answer that is not a hub's") from None


def _raise_for(answer: Response) -> NoReturn:
    """Translate the hub's no. Only the hub's own words count: a proxy may say 403, too."""
    try:
        code = _Problem.model_validate_json(answer.body).code
    except ValidationError:
        raise Unreachable(f"status {answer.status}, not from a hub") from None
    if answer.status in (401, 403):
        raise Refused(code)
    if answer.status == 409:
        raise Conflict(code)
    if answer.status == 413:
        raise TooBig(code, limit_bytes=MAX_ENVELOPE_BYTES)
    if answer.status in (400, 404):
        raise Damaged(code)
    raise Unreachable(f"status {answer.status}: {code}")


def _envelope(item: _Item, stream: str) -> Envelope | None:
    try:
        envelope = Envelope.from_bytes(_from_text(item.envelope))
    except (Damaged, TooBig, ValueError):
        return None
    return envelope if envelope.stream == stream else None


def _to_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _from_text(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
