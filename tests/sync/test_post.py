"""The way to the hub: only the hub's own, whole answer counts."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from sync.envelope import Envelope, SealedKey
from sync.errors import Conflict, Damaged, MySayError, Refused, TooBig, Unreachable
from sync.hub.access import token_hash
from sync.hub.app import make_app
from sync.hub.store import open_store
from sync.post import Post, Response

STREAM, PUPIL, STAFF = "oak.contributions", "pupil-token", "staff-token"
DEVICE, KEY = "d" * 32, bytes(32)


class InProcess:
    """A transport to a real hub in the same process."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def request(
        self, method: str, path: str, *, headers: dict[str, str], body: bytes = b""
    ) -> Response:
        answer = await self._client.request(method, path, headers=headers, content=body)
        return Response(answer.status_code, answer.content)


@dataclass
class Canned:
    """A transport that gives one answer to everything and remembers what was asked."""

    status: int
    body: bytes
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    async def request(
        self, method: str, path: str, *, headers: dict[str, str], body: bytes = b""
    ) -> Response:
        self.asked.append((method, path, headers, body))
        return Response(self.status, self.body)


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    with open_store(tmp_path) as store:
        store.add_school("oak")
        store.add_stream(STREAM, school="oak")
        store.add_grant(token_hash(PUPIL), STREAM, may_write=True)
        store.add_grant(token_hash(STAFF), STREAM, may_read=True, kind="staff")
        transport = httpx.ASGITransport(make_app(store))
        async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
            yield Post(InProcess(client))


def make_envelope(number: int = 1, *, id: str = "", stream: str = STREAM) -> Envelope:
    dice = random.Random(number)
    return Envelope(
        id=id or dice.randbytes(16).hex(),
        school="oak",
        stream=stream,
        purpose="contribution",
        readers=(SealedKey(dice.randbytes(8).hex(), dice.randbytes(80)),),
        ciphertext=dice.randbytes(1024 + 48),
    )


def receipt_of(sent: Envelope, **changed: object) -> bytes:
    receipt = {
        "envelope": sent.id,
        "stream": sent.stream,
        "seq": 1,
        "sha256": sent.sha256,
        "received_at": "2026-11-24T10:00:00Z",
    }
    return json.dumps({**receipt, **changed}).encode()


def page_of(*seqs: int, next: int, content: bytes | None = None) -> bytes:
    content = content or make_envelope().to_bytes()
    text = base64.urlsafe_b64encode(content).rstrip(b"=").decode()
    items = [{"seq": seq, "envelope": text, "received_at": "2026-11-24T10:00:00Z"} for seq in seqs]
    return json.dumps({"items": items, "next": next, "more": False}).encode()


async def test_what_is_pushed_is_pulled_in_order_byte_for_byte(post: Post) -> None:
    sent = [make_envelope(number) for number in range(5)]
    await post.join(PUPIL, DEVICE, KEY, KEY)

    receipts = [await post.push(PUPIL, envelope) for envelope in sent]
    first = await post.pull(STAFF, STREAM, 0, limit=3)
    rest = await post.pull(STAFF, STREAM, first.next, limit=3)

    assert [receipt.seq for receipt in receipts] == [1, 2, 3, 4, 5]
    assert [*first.items, *rest.items] == list(enumerate(sent, start=1))
    assert (first.more, first.next, rest.more, rest.next) == (True, 3, False, 5)


async def test_pushing_again_gives_the_same_receipt(post: Post) -> None:
    first = await post.push(PUPIL, make_envelope())

    assert await post.push(PUPIL, make_envelope()) == first


async def test_joining_names_the_stream(post: Post) -> None:
    assert await post.join(PUPIL, DEVICE, KEY, KEY) == STREAM


async def test_an_empty_stream_gives_an_empty_page_at_the_same_cursor(post: Post) -> None:
    pulled = await post.pull(STAFF, STREAM, 7)

    assert (pulled.items, pulled.next, pulled.more) == ((), 7, False)


async def test_the_hubs_no_becomes_the_error_a_device_understands(post: Post) -> None:
    await post.push(PUPIL, make_envelope())

    with pytest.raises(Refused):
        await post.push("stranger", make_envelope())
    with pytest.raises(Refused):
        await post.pull(PUPIL, STREAM, 0)
    with pytest.raises(Conflict):
        await post.push(PUPIL, make_envelope(2, id=make_envelope().id))
    await post.join(PUPIL, DEVICE, KEY, KEY)
    with pytest.raises(Conflict):
        await post.join(PUPIL, DEVICE, KEY, bytes([1]) * 32)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (200, b"<html>Welcome to the cafe</html>", Unreachable),
        (200, b"", Unreachable),
        (200, b"{}", Unreachable),
        (201, receipt_of(make_envelope(), seq=0), Unreachable),
        (201, receipt_of(make_envelope(), envelope="e" * 32), Unreachable),
        (201, receipt_of(make_envelope(), stream="other"), Unreachable),
        (201, receipt_of(make_envelope(), sha256="0" * 64), Conflict),
        (204, b"", Unreachable),
        (302, b"", Unreachable),
        (403, b"<html>Blocked by the filter</html>", Unreachable),
        (403, b'{"code":"ended","message":"x"}', Refused),
        (409, b'{"code":"other_bytes","message":"x"}', Conflict),
        (413, b'{"code":"too_big","message":"x"}', TooBig),
        (400, b'{"code":"bad_envelope","message":"x"}', Damaged),
        (429, b'{"code":"slow_down","message":"x"}', Unreachable),
        (503, b'{"code":"store","message":"x"}', Unreachable),
        (502, b"Bad gateway", Unreachable),
    ],
)
async def test_only_a_whole_receipt_for_these_bytes_is_a_receipt(
    status: int, body: bytes, error: type[MySayError]
) -> None:
    with pytest.raises(error):
        await Post(Canned(status, body)).push(PUPIL, make_envelope())


@pytest.mark.parametrize(
    "body",
    [
        page_of(2, 1, next=1),
        page_of(5, 5, next=5),
        page_of(1, next=9),
        page_of(1, 2, next=1),
        b'{"items":[],"next":0}',
        b"[]",
    ],
)
async def test_a_page_that_does_not_add_up_is_not_taken(body: bytes) -> None:
    with pytest.raises(Unreachable):
        await Post(Canned(200, body)).pull(STAFF, STREAM, 0)


@pytest.mark.parametrize("content", [b"not an envelope", make_envelope(stream="x").to_bytes()])
async def test_what_is_no_envelope_of_this_stream_does_not_stop_the_page(content: bytes) -> None:
    pulled = await Post(Canned(200, page_of(4, next=4, content=content))).pull(STAFF, STREAM, 3)

    assert (pulled.items, pulled.damaged, pulled.next) == ((), (4,), 4)


async def test_the_token_travels_in_the_header_and_never_in_the_path() -> None:
    transport = Canned(200, page_of(1, next=1))

    await Post(transport).pull(STAFF, STREAM, 0)

    [(method, path, headers, body)] = transport.asked
    assert (method, body, headers["authorization"]) == ("GET", b"", f"Bearer {STAFF}")
    assert STAFF not in path


async def test_an_error_quotes_nothing_that_came_over_the_wire() -> None:
    with pytest.raises(Unreachable) as caught:
        await Post(Canned(200, b'{"envelope":"Amina said"}')).push(PUPIL, make_envelope())

    assert "Amina" not in str(caught.value)
    assert caught.value.__cause__ is None
