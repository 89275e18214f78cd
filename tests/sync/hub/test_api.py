"""The hub's requests, over a real socket."""

from __future__ import annotations

import base64
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sync.envelope import MAX_ENVELOPE_BYTES, Envelope, Receipt

if TYPE_CHECKING:
    from conftest import EnvelopeMaker, Hub

# As conftest.fill has set them up.
PUPIL, STAFF, STRANGER, ENDED = "pupil-token", "staff-token", "stranger-token", "ended-token"
STREAM, OTHER_STREAM, OTHER_SCHOOL = "oak.contributions", "elm.contributions", "elm"
PATH = f"/api/v1/streams/{STREAM}/envelopes"
DEVICE = "d" * 32
KEYS = {"signing": "A" * 43, "hpke": "B" * 43}


def test_health_says_ok(hub: Hub) -> None:
    assert hub.client(None).get("/api/v1/health").json() == {"ok": True}


def test_an_envelope_gets_a_receipt_with_its_hash_and_place(
    hub: Hub, make_envelope: EnvelopeMaker
) -> None:
    envelope = make_envelope()

    answer = hub.client().post(PATH, content=envelope.to_bytes())

    receipt = Receipt.model_validate_json(answer.content)
    assert answer.status_code == 201
    assert (receipt.envelope, receipt.stream, receipt.seq) == (envelope.id, STREAM, 1)
    assert receipt.sha256 == envelope.sha256


def test_the_same_envelope_again_gets_the_same_receipt(
    hub: Hub, make_envelope: EnvelopeMaker
) -> None:
    envelope = make_envelope()
    first = hub.client().post(PATH, content=envelope.to_bytes())
    hub.client().post(PATH, content=make_envelope().to_bytes())

    again = hub.client().post(PATH, content=envelope.to_bytes())

    assert (again.status_code, again.content) == (200, first.content)
    assert hub.store.count(STREAM) == 2


def test_the_same_id_with_other_bytes_is_refused_and_the_first_stays(
    hub: Hub, make_envelope: EnvelopeMaker
) -> None:
    first = make_envelope()
    hub.client().post(PATH, content=first.to_bytes())

    answer = hub.client().post(PATH, content=make_envelope(id=first.id).to_bytes())

    assert (answer.status_code, answer.json()["code"]) == (409, "other_bytes")
    assert [kept.content for kept in hub.store.read(STREAM, 0, 10).items] == [first.to_bytes()]


def test_a_reader_gets_the_envelopes_in_order_from_a_cursor(
    hub: Hub, make_envelope: EnvelopeMaker
) -> None:
    sent = [make_envelope() for _ in range(5)]
    for envelope in sent:
        hub.client().post(PATH, content=envelope.to_bytes())

    first = hub.client(STAFF).get(PATH, params={"after": 0, "limit": 3}).json()
    rest = hub.client(STAFF).get(PATH, params={"after": first["next"], "limit": 3}).json()
    end = hub.client(STAFF).get(PATH, params={"after": rest["next"]}).json()

    items = first["items"] + rest["items"]
    assert [item["seq"] for item in items] == [1, 2, 3, 4, 5]
    assert [read_back(item["envelope"]) for item in items] == sent
    assert (first["more"], rest["more"]) == (True, False)
    assert end == {"items": [], "next": 5, "more": False}


def test_a_page_of_big_envelopes_ends_before_it_is_too_big(
    hub: Hub, make_envelope: EnvelopeMaker
) -> None:
    for _ in range(6):
        hub.client().post(PATH, content=make_envelope(kib=1000).to_bytes())

    page = hub.client(STAFF).get(PATH).json()

    assert (len(page["items"]), page["more"]) == (4, True)


@pytest.mark.parametrize(
    ("token", "status", "code"),
    [
        (None, 401, "no_token"),
        (STRANGER, 401, "unknown_token"),
        (ENDED, 403, "ended"),
        (STAFF, 403, "not_allowed"),
    ],
)
def test_only_a_living_invitation_may_write(
    hub: Hub, make_envelope: EnvelopeMaker, token: str | None, status: int, code: str
) -> None:
    answer = hub.client(token).post(PATH, content=make_envelope().to_bytes())

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert hub.store.count(STREAM) == 0


@pytest.mark.parametrize(
    ("token", "status", "code"),
    [
        (None, 401, "no_token"),
        (STRANGER, 401, "unknown_token"),
        (ENDED, 403, "ended"),
        (PUPIL, 403, "not_allowed"),
    ],
)
def test_only_staff_may_read(hub: Hub, token: str | None, status: int, code: str) -> None:
    answer = hub.client(token).get(PATH)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_stream_of_another_school_looks_like_one_that_is_not_there(hub: Hub) -> None:
    paths = [f"/api/v1/streams/{name}/envelopes" for name in (OTHER_STREAM, "nowhere")]

    others, missing = (hub.client(STAFF).get(path) for path in paths)

    assert (others.status_code, others.content) == (missing.status_code, missing.content)
    assert others.status_code == 403


def test_an_envelope_for_another_stream_or_school_is_refused(
    hub: Hub, make_envelope: EnvelopeMaker
) -> None:
    stream = hub.client().post(PATH, content=make_envelope(stream=OTHER_STREAM).to_bytes())
    school = hub.client().post(PATH, content=make_envelope(school=OTHER_SCHOOL).to_bytes())

    assert (stream.status_code, stream.json()["code"]) == (400, "wrong_stream")
    assert (school.status_code, school.json()["code"]) == (400, "wrong_school")


def test_what_is_no_envelope_is_refused(hub: Hub, make_envelope: EnvelopeMaker) -> None:
    whole = make_envelope().to_bytes()
    newer = whole[:8] + b"\x02" + whole[9:]

    codes = [
        hub.client().post(PATH, content=body).json()["code"]
        for body in (b"", b"hello", whole[:-1], newer)
    ]

    assert codes == ["bad_envelope", "bad_envelope", "bad_envelope", "newer_envelope"]


def test_too_much_is_refused_before_it_is_read(hub: Hub) -> None:
    """Only the headers are sent: the answer must not wait for a body."""
    host, port = hub.base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(
            f"POST {PATH} HTTP/1.1\r\nhost: hub\r\nauthorization: Bearer {PUPIL}\r\n"
            f"content-length: {MAX_ENVELOPE_BYTES + 1}\r\n\r\n".encode()
        )

        answer = line.recv(65536)

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'"too_big"' in answer


def test_too_much_without_a_length_is_refused_as_it_comes(hub: Hub) -> None:
    pieces = (bytes(65536) for _ in range(20))

    answer = hub.client().post(PATH, content=pieces)

    assert (answer.status_code, answer.json()["code"]) == (413, "too_big")


def test_who_may_not_write_is_told_before_the_body_is_read(hub: Hub) -> None:
    host, port = hub.base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(f"POST {PATH} HTTP/1.1\r\nhost: hub\r\ncontent-length: 9\r\n\r\n".encode())

        assert line.recv(65536).startswith(b"HTTP/1.1 401 ")


def test_joining_is_idempotent_and_names_the_stream(hub: Hub) -> None:
    first = hub.client().put(f"/api/v1/devices/{DEVICE}", json=KEYS)
    again = hub.client().put(f"/api/v1/devices/{DEVICE}", json=KEYS)

    assert first.json() == {"device": DEVICE, "stream": STREAM}
    assert (again.status_code, again.content) == (200, first.content)


def test_a_device_id_keeps_its_first_keys(hub: Hub) -> None:
    hub.client().put(f"/api/v1/devices/{DEVICE}", json=KEYS)

    answer = hub.client().put(f"/api/v1/devices/{DEVICE}", json={**KEYS, "hpke": "C" * 43})

    assert (answer.status_code, answer.json()["code"]) == (409, "other_keys")


def test_an_invitation_has_room_for_some_devices_not_for_any_number(hub: Hub) -> None:
    answers = [
        hub.client().put(f"/api/v1/devices/{number:032x}", json=KEYS) for number in range(21)
    ]

    assert [answer.status_code for answer in answers] == [200] * 20 + [403]


@pytest.mark.parametrize(
    ("token", "status"), [(None, 401), (STRANGER, 401), (ENDED, 403), (STAFF, 403)]
)
def test_only_a_living_invitation_may_join(hub: Hub, token: str | None, status: int) -> None:
    answer = hub.client(token).put(f"/api/v1/devices/{DEVICE}", json=KEYS)

    assert answer.status_code == status


@pytest.mark.parametrize(
    "body", [{}, {"signing": "A" * 43}, {**KEYS, "name": "Amina"}, {**KEYS, "hpke": "short"}, [1]]
)
def test_malformed_keys_are_refused(hub: Hub, body: object) -> None:
    answer = hub.client().put(f"/api/v1/devices/{DEVICE}", json=body)

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_keys")


@pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=1e3", "after=" + "9" * 40])
def test_a_malformed_cursor_is_refused(hub: Hub, query: str) -> None:
    answer = hub.client(STAFF).get(f"{PATH}?{query}")

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v2/health", 404),
        ("DELETE", PATH, 405),
        ("POST", "/api/v1/health", 405),
    ],
)
def test_what_is_not_there_is_a_small_json(hub: Hub, method: str, path: str, status: int) -> None:
    answer = hub.client().request(method, path)

    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message"}


def test_a_mistake_of_ours_is_said_without_its_details(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(hub.store, "read", fail)

    answer = hub.client(STAFF).get(PATH)

    assert (answer.status_code, answer.json()["code"]) == (500, "broken")
    assert "secret detail" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_answer_is_never_kept_by_a_cache_and_never_a_page(hub: Hub) -> None:
    headers = hub.client(STAFF).get(PATH).headers

    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "server" not in headers


def test_the_log_has_no_token_id_or_query(
    hub: Hub, make_envelope: EnvelopeMaker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="mysay.hub")
    envelope = make_envelope()

    hub.client().post(PATH, content=envelope.to_bytes())
    hub.client(STAFF).get(f"{PATH}?after=17")
    hub.client().get("/Amina/secret-path")

    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 3
    assert lines[0].startswith("POST /api/v1/streams/{stream}/envelopes 201 ")
    for word in (PUPIL, STAFF, envelope.id, "after=17", "Amina", STREAM, "127.0.0.1"):
        assert not any(word in line for line in lines)


def test_the_hub_keeps_hashes_and_never_tokens(
    hub: Hub, make_envelope: EnvelopeMaker, tmp_path: Path
) -> None:
    hub.client().post(PATH, content=make_envelope().to_bytes())
    hub.client().put(f"/api/v1/devices/{DEVICE}", json=KEYS)

    kept = b"".join(path.read_bytes() for path in (tmp_path / "hub").iterdir())

    assert STREAM.encode() in kept
    assert PUPIL.encode() not in kept


def read_back(text: str) -> Envelope:
    return Envelope.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
