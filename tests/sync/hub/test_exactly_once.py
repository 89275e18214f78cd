"""What the hub acknowledged is there once, in order, whatever happens to the hub or beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from sync.envelope import Receipt
from sync.hub.errors import OtherStore, StoreFailed
from sync.hub.store import Store, open_store

if TYPE_CHECKING:
    from conftest import EnvelopeMaker, Hub

PUPIL, STAFF = "pupil-token", "staff-token"
STREAM, OTHER_STREAM = "oak.contributions", "elm.contributions"
PATH = f"/api/v1/streams/{STREAM}/envelopes"

SERVE = """
import sys
from pathlib import Path
from sync.hub.server import Stop, serve, take_port
from sync.hub.store import open_store
listening = take_port("127.0.0.1", 0)
print(listening.getsockname()[1], flush=True)
with Stop() as stop:
    serve(open_store(Path(sys.argv[1])), listening, stop, site=None)
"""


def test_sixteen_writers_at_once_leave_no_gap_and_no_double(
    hub: Hub, make_envelope: EnvelopeMaker
) -> None:
    bodies = [[make_envelope().to_bytes() for _ in range(12)] for _ in range(16)]

    def send_twice(mine: list[bytes]) -> list[Receipt]:
        with hub.client() as client:
            answers = [client.post(PATH, content=body).content for body in mine]
            again = [client.post(PATH, content=body).content for body in mine]
        assert again == answers
        return [Receipt.model_validate_json(answer) for answer in answers]

    with ThreadPoolExecutor(16) as threads:
        receipts = [receipt for mine in threads.map(send_twice, bodies) for receipt in mine]

    kept = hub.store.read(STREAM, 0, 500).items
    assert [each.seq for each in kept] == list(range(1, 16 * 12 + 1))
    assert sorted(receipt.seq for receipt in receipts) == [each.seq for each in kept]
    assert {each.content for each in kept} == {body for mine in bodies for body in mine}


def test_one_envelope_sent_by_sixteen_at_once_is_kept_once(
    hub: Hub, make_envelope: EnvelopeMaker
) -> None:
    body = make_envelope().to_bytes()

    def send(_: int) -> tuple[int, bytes]:
        with hub.client() as client:
            answer = client.post(PATH, content=body)
        return answer.status_code, answer.content

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(send, range(16)))

    assert sorted(status for status, _ in answers) == [200] * 15 + [201]
    assert len({content for _, content in answers}) == 1
    assert hub.store.count(STREAM) == 1


def test_a_reader_beside_the_writers_never_skips_an_envelope(
    store: Store, make_envelope: EnvelopeMaker
) -> None:
    """A cursor that goes on while others write must see every seq, in order."""
    envelopes = [make_envelope() for _ in range(100)]
    seen: list[int] = []

    def read_along() -> None:
        while len(seen) < len(envelopes):
            page = store.read(STREAM, seen[-1] if seen else 0, 7)
            seen.extend(kept.seq for kept in page.items)

    reader = threading.Thread(target=read_along)
    reader.start()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda envelope: store.append(envelope).result(), envelopes))
    reader.join(timeout=60)

    assert seen == list(range(1, len(envelopes) + 1))


def test_two_programs_on_one_folder_share_the_order(
    store: Store, tmp_path: Path, make_envelope: EnvelopeMaker
) -> None:
    """The command line writes beside a running hub."""
    with open_store(tmp_path / "hub") as beside, ThreadPoolExecutor(8) as threads:
        jobs = [(each, make_envelope()) for each in (store, beside) for _ in range(40)]
        seqs = list(threads.map(lambda job: job[0].append(job[1]).result().receipt.seq, jobs))

    assert sorted(seqs) == list(range(1, 81))


def test_each_stream_counts_for_itself(store: Store, make_envelope: EnvelopeMaker) -> None:
    for _ in range(3):
        store.append(make_envelope()).result()

    other = store.append(make_envelope("elm", OTHER_STREAM)).result()

    assert other.receipt.seq == 1


@pytest.fixture
def hub_process(store: Store, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The hub as a program of its own, on the folder that `store` filled."""
    command = [sys.executable, "-c", SERVE, str(tmp_path / "hub")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        port = int(process.stdout.readline())
        yield process, f"http://127.0.0.1:{port}"
        process.kill()


def test_what_was_acknowledged_is_there_after_sigkill(
    hub_process: tuple[subprocess.Popen[bytes], str],
    store: Store,
    make_envelope: EnvelopeMaker,
) -> None:
    process, base = hub_process
    bodies = [make_envelope().to_bytes() for _ in range(400)]
    acknowledged: list[Receipt] = []

    def send(mine: list[bytes]) -> None:
        headers = {"authorization": f"Bearer {PUPIL}"}
        with httpx.Client(base_url=base, headers=headers, verify=False) as client:
            for body in mine:
                try:
                    answer = client.post(PATH, content=body)
                except httpx.TransportError:
                    return
                acknowledged.append(Receipt.model_validate_json(answer.content))
                if len(acknowledged) == 60:
                    os.kill(process.pid, signal.SIGKILL)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(send, [bodies[number::4] for number in range(4)]))

    kept = store.read(STREAM, 0, 500).items
    by_seq = {each.seq: each.content for each in kept}
    assert 60 <= len(acknowledged) < len(bodies)
    assert [each.seq for each in kept] == list(range(1, len(kept) + 1))
    for receipt in acknowledged:
        assert by_seq[receipt.seq][10:26].hex() == receipt.envelope


def test_the_hub_ends_cleanly_when_asked_to(
    hub_process: tuple[subprocess.Popen[bytes], str],
) -> None:
    process, base = hub_process
    assert httpx.get(f"{base}/api/v1/health").status_code == 200

    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=10) == 0


def test_a_failing_disk_is_said_and_leaves_nothing_behind(
    hub: Hub, make_envelope: EnvelopeMaker
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("COMMIT", {}, OSError("disk full"))

    event.listen(hub.store._engine, "commit", fail)
    refused = hub.client().post(PATH, content=make_envelope().to_bytes())
    event.remove(hub.store._engine, "commit", fail)
    taken = hub.client().post(PATH, content=make_envelope().to_bytes())

    assert (refused.status_code, refused.json()["code"]) == (503, "store")
    assert refused.headers["retry-after"] == "5"
    assert (taken.status_code, taken.json()["seq"]) == (201, 1)


def test_commits_wait_for_the_disk(store: Store) -> None:
    with store._engine.connect() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert pragmas == ["wal", 2, 1]


def test_nothing_is_appended_after_the_store_is_closed(
    tmp_path: Path, make_envelope: EnvelopeMaker
) -> None:
    store = open_store(tmp_path / "hub")
    store.close()

    with pytest.raises(StoreFailed):
        store.append(make_envelope())


def test_a_database_of_another_version_is_left_alone(store: Store, tmp_path: Path) -> None:
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '99'")

    with pytest.raises(OtherStore):
        open_store(tmp_path / "hub")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "hub.db").write_bytes(b"my holiday photos" * 100)

    with pytest.raises(StoreFailed):
        open_store(tmp_path)

    assert (tmp_path / "hub.db").read_bytes().startswith(b"my holiday photos")


def test_only_the_owner_may_look_into_the_hubs_folder(store: Store, tmp_path: Path) -> None:
    for path in (tmp_path / "hub", *(tmp_path / "hub").iterdir()):
        assert path.stat().st_mode & 0o077 == 0
