"""Any sequence of TinyDB calls gives the same as on a plain TinyDB, after any reopenings."""

from __future__ import annotations

import asyncio
from typing import Any

from crashing_files import CrashingFolder, Disk
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage

from sync.vault.log import Log
from sync.vault.storage import SealedDB, SealedStorage

TABLES = st.sampled_from(["drafts", "outbox", "_default"])
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text(max_size=8), st.just([1, "two"])
)
ROWS = st.dictionaries(st.sampled_from(["a", "b", "c"]), VALUES, min_size=1)
CALLS = st.one_of(
    st.tuples(st.just("insert"), TABLES, ROWS),
    st.tuples(st.just("insert_multiple"), TABLES, st.lists(ROWS, max_size=3)),
    st.tuples(st.just("upsert"), TABLES, ROWS, VALUES),
    st.tuples(st.just("update"), TABLES, ROWS, VALUES),
    st.tuples(st.just("remove"), TABLES, VALUES),
    st.tuples(st.just("truncate"), TABLES),
    st.tuples(st.just("drop_table"), TABLES),
    st.tuples(st.just("reopen")),
)


def open_sealed(disk: Disk) -> SealedDB:
    file = asyncio.run(CrashingFolder(disk).open("a", create=True))
    storage = SealedStorage(Log(file, bytes(16), bytes(32)))
    assert storage.problems == ()
    return SealedDB(storage=lambda: storage)


def do(db: TinyDB, call: tuple[Any, ...]) -> object:
    """One call on either database; what it returns."""
    kind, *rest = call
    if kind == "drop_table":
        return db.drop_table(rest[0])
    table = db.table(rest[0])
    if kind in ("insert", "insert_multiple"):
        return getattr(table, kind)(rest[1])
    if kind == "upsert":
        return table.upsert(rest[1], where("a") == rest[2])
    if kind == "update":
        return table.update(rest[1], where("a") == rest[2])
    if kind == "remove":
        return table.remove(where("a") == rest[1])
    return table.truncate()


def contents(db: TinyDB) -> dict[str, list[tuple[int, dict[str, Any]]]]:
    """Every table that holds something: (id, row), in order."""
    return {
        name: [(row.doc_id, dict(row)) for row in db.table(name)]
        for name in ("drafts", "outbox", "_default")
        if len(db.table(name))
    }


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(CALLS, max_size=25))
def test_the_sealed_store_behaves_as_tinydb_does(calls: list[tuple[Any, ...]]) -> None:
    disk = Disk()
    sealed, plain = open_sealed(disk), TinyDB(storage=MemoryStorage)

    for call in calls:
        if call == ("reopen",):
            sealed = open_sealed(disk)
            # TinyDB counts its next id per open table; a reopened store counts from what it holds.
            plain = reopened(plain)
        else:
            assert do(sealed, call) == do(plain, call)
        assert contents(sealed) == contents(plain)

    assert contents(open_sealed(disk)) == contents(plain)


def reopened(plain: TinyDB) -> TinyDB:
    """A fresh TinyDB over the same contents."""
    fresh = TinyDB(storage=MemoryStorage)
    fresh.storage.write(plain.storage.read())
    return fresh
