"""What is in memory is what is on the disk: after every change, and after every change refused."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from crashing_files import CrashingFolder, Disk
from tinydb import where
from tinydb.operations import increment

from sync.errors import NoRoom, TooBig
from sync.vault.log import MOST_RECORD_BYTES, Log
from sync.vault.storage import SealedDB, SealedStorage

# Equal in Python, and three different things in JSON.
ALIKE = [(1, True), (0, False), (1, 1.0), ([1], [True]), ({"n": 0}, {"n": False}), (2.0, 2)]


def open_sealed(disk: Disk) -> SealedDB:
    """The store on a disk."""
    file = asyncio.run(CrashingFolder(disk).open("a", create=True))
    storage = SealedStorage(Log(file, bytes(16), bytes(32)))
    assert storage.problems == ()
    return SealedDB(storage=lambda: storage)


def text_of(db: SealedDB) -> str:
    """Everything in it, as JSON: there 1 is not true and not 1.0."""
    return json.dumps({name: list(db.table(name)) for name in sorted(db.tables())})


def size_of(disk: Disk) -> int:
    """How many bytes the file has."""
    return len(disk.files["a"].as_seen())


@pytest.mark.parametrize(("before", "after"), ALIKE)
def test_a_value_that_only_python_takes_for_the_same_is_saved(before: Any, after: Any) -> None:
    disk = Disk()
    db = open_sealed(disk)
    db.table("said").insert({"value": before})

    db.table("said").update({"value": after})

    assert text_of(db) == json.dumps({"said": [{"value": after}]})
    assert text_of(open_sealed(disk)) == text_of(db)


def test_a_change_that_changes_nothing_writes_nothing() -> None:
    disk = Disk()
    table = open_sealed(disk).table("said")
    table.insert({"value": {"words": ["a", 1, None, 1.5]}})
    before = size_of(disk)

    table.update({"value": {"words": ["a", 1, None, 1.5]}})
    table.remove(where("value") == "not there")
    table.insert_multiple([])

    assert size_of(disk) == before


def test_what_is_given_can_be_changed_afterwards_without_changing_what_is_kept() -> None:
    disk = Disk()
    db = open_sealed(disk)
    row = {"words": ["said"]}
    db.table("said").insert(row)

    row["words"].append("never saved")

    assert text_of(db) == json.dumps({"said": [{"words": ["said"]}]})
    assert text_of(open_sealed(disk)) == text_of(db)


def test_what_json_keeps_in_another_shape_is_shown_in_that_shape_at_once() -> None:
    disk = Disk()
    db = open_sealed(disk)

    db.table("said").insert({"pair": (1, 2), "by_number": {7: "seven"}})

    assert text_of(db) == json.dumps({"said": [{"pair": [1, 2], "by_number": {"7": "seven"}}]})
    assert list(db.table("said")) == list(open_sealed(disk).table("said"))


@pytest.mark.parametrize(
    ("document", "error"),
    [
        ({"words": {"a", "set"}}, TypeError),
        ({"words": "half an emoji \ud83d"}, ValueError),
        ({"words": "a" * (MOST_RECORD_BYTES + 1)}, TooBig),
    ],
)
def test_what_can_not_be_kept_is_refused_and_leaves_everything_as_it_was(
    document: dict[str, Any], error: type[Exception]
) -> None:
    disk = Disk()
    db = open_sealed(disk)
    db.table("said").insert({"words": "before"})
    before = size_of(disk)

    with pytest.raises(error):
        db.table("said").update(document)

    assert (text_of(db), size_of(disk)) == (json.dumps({"said": [{"words": "before"}]}), before)
    db.table("said").insert({"words": "after"})
    assert text_of(open_sealed(disk)) == text_of(db)


def test_several_rows_at_once_are_one_record_and_are_kept_all_or_none() -> None:
    disk = Disk()
    db = open_sealed(disk)
    for words in ("one", "two", "three"):
        db.table("said").insert({"words": words, "times": 0})
    seen: list[int] = []

    def breaks_at_the_third(row: dict[str, Any]) -> None:
        seen.append(row["times"])
        row["times"] += 1
        if len(seen) == 3:
            raise NoRoom

    with pytest.raises(NoRoom):
        db.table("said").update(breaks_at_the_third)

    assert [row["times"] for row in db.table("said")] == [0, 0, 0]
    db.table("said").update(increment("times"))
    assert [row["times"] for row in open_sealed(disk).table("said")] == [1, 1, 1]


def test_a_dropped_table_stays_dropped_and_its_ids_begin_again() -> None:
    disk = Disk()
    db = open_sealed(disk)
    db.table("said").insert({"words": "gone"})
    db.table("kept").insert({"words": "stays"})

    db.drop_table("said")
    again = open_sealed(disk)

    assert text_of(again) == json.dumps({"kept": [{"words": "stays"}]})
    assert again.table("said").insert({"words": "new"}) == 1


def test_rows_are_found_by_their_ids_before_and_after_reopening() -> None:
    disk = Disk()
    db = open_sealed(disk)
    ids = db.table("said").insert_multiple({"words": words} for words in ("one", "two", "three"))

    for table in (db.table("said"), open_sealed(disk).table("said")):
        assert table.get(doc_id=ids[1]) == {"words": "two"}
        assert [row["words"] for row in table.get(doc_ids=[ids[0], ids[2], 99])] == ["one", "three"]
        assert (table.contains(doc_id=ids[2]), table.contains(doc_id=99)) == (True, False)
