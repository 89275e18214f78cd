"""A real hub on a real port, and envelopes that look sealed."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from sync.envelope import Envelope, SealedKey
from sync.hub.access import token_hash
from sync.hub.server import make_server, take_port
from sync.hub.store import Store, open_store

SCHOOL, OTHER_SCHOOL = "oak", "elm"
STREAM, OTHER_STREAM = "oak.contributions", "elm.contributions"
PUPIL, STAFF, STRANGER, ENDED = "pupil-token", "staff-token", "stranger-token", "ended-token"

EnvelopeMaker = Callable[..., Envelope]


@dataclass
class Hub:
    """A running hub and its address."""

    store: Store
    base: str
    folder: Path = Path()

    def client(self, token: str | None = PUPIL) -> httpx.Client:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        # verify=False: no TLS here, and reading the machine's certificates takes long.
        return httpx.Client(base_url=self.base, headers=headers, timeout=20, verify=False)


@pytest.fixture
def make_envelope() -> EnvelopeMaker:
    """Envelopes of the right shape with seeded random content; nothing in them can be opened."""
    dice = random.Random(2026)

    def make(school: str = SCHOOL, stream: str = STREAM, *, id: str = "", kib: int = 1) -> Envelope:
        return Envelope(
            id=id or dice.randbytes(16).hex(),
            school=school,
            stream=stream,
            purpose="contribution",
            readers=(SealedKey(dice.randbytes(8).hex(), dice.randbytes(80)),),
            ciphertext=dice.randbytes(kib * 1024 + 48),
        )

    return make


def fill(store: Store) -> None:
    """Two schools; a pupil and staff of the first; an invitation that has ended."""
    for school, stream in ((SCHOOL, STREAM), (OTHER_SCHOOL, OTHER_STREAM)):
        store.add_school(school)
        store.add_stream(stream, school=school)
    store.add_grant(token_hash(PUPIL), STREAM, may_write=True, invitation_id="a" * 32)
    store.add_grant(token_hash(ENDED), STREAM, may_write=True, invitation_id="b" * 32)
    store.add_grant(token_hash(STAFF), STREAM, may_read=True, kind="staff")
    store.revoke_invitation("b" * 32)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "hub") as opened:
        fill(opened)
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An empty folder for a built site; the tests of the site fill it."""
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


@contextmanager
def running(store: Store, site: Path) -> Iterator[Hub]:
    """The hub under uvicorn in a thread of its own, on a free port of the loopback."""
    with take_port("127.0.0.1", 0) as listening:
        server = make_server(store, site=site)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield Hub(store, f"http://127.0.0.1:{listening.getsockname()[1]}")
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def hub(store: Store, site: Path) -> Iterator[Hub]:
    """A running hub with two schools."""
    with running(store, site) as hub:
        yield hub


@pytest.fixture(scope="module")
def site_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """One hub for all tests of a module, with an empty folder `site` beside its own."""
    folder = tmp_path_factory.mktemp("hub")
    (folder / "site").mkdir()
    with open_store(folder / "store") as opened, running(opened, folder / "site") as hub:
        hub.folder = folder
        yield hub
