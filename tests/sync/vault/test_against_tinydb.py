"""Any sequence of TinyDB calls gives the same as on a plain TinyDB, after any reopenings."""

from __future__ import annotations

import asyncio
import copy
import json
from typing import Any

from crashing_files import CrashingFolder, Disk
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.operations import delete
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from sync.vault.log import Log
from sync.vault.storage import SealedDB, SealedStorage

TABLES = st.sampled_from(["drafts", "outbox", "_default"])
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.sampled_from([0, 1, 0.0, 1.0, [1], [True], {"a": 1}, {"a": 1.0}]),
    st.text(max_size=8),
)
ROWS = st.dictionaries(st.sampled_from(["a", "b", "c"]), VALUES, min_size=1)
CALLS = st.one_of(
    st.tuples(st.just("insert"), TABLES, ROWS),
    st.tuples(st.just("insert_multiple"), TABLES, st.lists(ROWS, max_size=3)),
    st.tuples(st.just("upsert"), TABLES, ROWS, VALUES),
    st.tuples(st.just("update"), TABLES, ROWS, VALUES),
    st.tuples(st.just("update_all"), TABLES, ROWS),
    st.tuples(st.just("update_multiple"), TABLES, ROWS, VALUES, ROWS, VALUES),
    st.tuples(st.just("delete_field"), TABLES),
    st.tuples(st.just("insert_as"), TABLES, ROWS, st.integers(1, 8)),
    st.tuples(st.just("remove"), TABLES, VALUES),
    st.tuples(st.just("remove_ids"), TABLES),
    st.tuples(st.just("look"), TABLES, ROWS, st.integers(1, 8)),
    st.tuples(st.just("truncate"), TABLES),
    st.tuples(st.just("drop_table"), TABLES),
    st.tuples(st.just("drop_tables")),
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
    if kind in ("drop_table", "drop_tables"):
        return getattr(db, kind)(*rest)
    table = db.table(rest[0])
    if kind == "update_all":
        return table.update(rest[1])
    if kind == "update_multiple":
        return table.update_multiple(
            [(rest[1], where("a") == rest[2]), (rest[3], where("b") == rest[4])]
        )
    if kind == "delete_field":
        return table.update(delete("c"), where("c").exists())
    if kind == "insert_as":
        there = table.contains(doc_id=rest[2])
        return None if there else table.insert(Document(rest[1], rest[2]))
    if kind == "look":
        return looked(table, rest[1], rest[2])
    if kind == "remove_ids":
        return table.remove(doc_ids=[row.doc_id for row in table][::2])
    if kind in ("insert", "insert_multiple"):
        return getattr(table, kind)(rest[1])
    if kind == "upsert":
        return table.upsert(rest[1], where("a") == rest[2])
    if kind == "update":
        return table.update(rest[1], where("a") == rest[2])
    if kind == "remove":
        return table.remove(where("a") == rest[1])
    return table.truncate()


def looked(table: Table, row: dict[str, Any], doc_id: int) -> str:
    """What each way of looking finds, as JSON."""
    like = where("a") == row.get("a")
    found = [table.get(like), table.get(doc_id=doc_id), table.get(doc_ids=[doc_id, 2])]
    there = [table.contains(like), table.contains(doc_id=doc_id), table.count(like)]
    return json.dumps([found, there, table.search(like), table.all(), len(table)])


def contents(db: TinyDB) -> str:
    """Every table that holds something, (id, row) in order, as JSON: there 1 is not true."""
    tables = {
        name: [(row.doc_id, row) for row in db.table(name)]
        for name in ("drafts", "outbox", "_default")
        if len(db.table(name))
    }
    return json.dumps(tables, sort_keys=True)


@settings(max_examples=300, derandomize=True, deadline=None)
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
            # TinyDB's memory shares what it is given; each gets its own.
            assert do(sealed, copy.deepcopy(call)) == do(plain, copy.deepcopy(call))
        assert contents(sealed) == contents(plain)

    assert contents(open_sealed(disk)) == contents(plain)


def reopened(plain: TinyDB) -> TinyDB:
    """A fresh TinyDB over the same contents."""
    fresh = TinyDB(storage=MemoryStorage)
    fresh.storage.write(plain.storage.read())
    return fresh
