"""TinyDB on the sealed log: ordinary TinyDB calls, one record a change, no re-reading of anything.

The documents are in memory; a change is appended first and shown only when it is durable, so that
what a person sees as saved is saved. Documents that TinyDB returns are to be read, not changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from sync.errors import Damaged
from sync.vault.log import Log, Problem

Document = Mapping[str, Any]
Tables = dict[str, dict[int, Document]]
# [table, document id, document or None when it was removed]
Change = list[Any]


class SealedStorage(Storage):
    """All tables in memory, and the log they came from."""

    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log
        self.tables: Tables = {}
        for record in log.replay():
            self._apply(_changes(record))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What in the log could not be read."""
        return tuple(self._log.problems)

    def commit(self, changes: list[Change]) -> None:
        """Make changes durable, then real.

        Raises:
            NoRoom: the device is full; nothing changed.
        """
        if changes:
            record = json.dumps(changes, separators=(",", ":"), ensure_ascii=False).encode()
            self._log.append(record)
            # What was written, not what was given: the caller may go on changing that.
            self._apply(_changes(record))

    def read(self) -> dict[str, dict[str, Any]] | None:
        """What TinyDB asks for: every table that holds something."""
        return {name: table for name, table in self.tables.items() if table}  # type: ignore[misc]

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """What TinyDB calls when tables are dropped: remove the documents that are not in
        `data`."""
        kept = {
            name: {int(doc_id): doc for doc_id, doc in table.items()}
            for name, table in data.items()
        }
        changes: list[Change] = [
            [name, doc_id, None]
            for name, table in self.tables.items()
            for doc_id in table
            if doc_id not in kept.get(name, {})
        ]
        self.commit(changes)

    def _apply(self, changes: list[Change]) -> None:
        for name, doc_id, document in changes:
            table = self.tables.setdefault(name, {})
            if document is None:
                table.pop(doc_id, None)
            else:
                table[doc_id] = document


class SealedTable(Table):
    """A table that writes what changed and nothing else."""

    _storage: SealedStorage

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        documents = self._storage.tables.get(self.name, {})
        return {str(doc_id): document for doc_id, document in documents.items()}  # as TinyDB asks

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        seen = _Seen(self._storage.tables.get(self.name, {}))
        updater(seen)  # type: ignore[arg-type]
        self._storage.commit([[self.name, doc_id, doc] for doc_id, doc in seen.changed()])
        self.clear_cache()


class SealedDB(TinyDB):
    """TinyDB whose tables are sealed."""

    table_class = SealedTable


class _Seen(MutableMapping[int, Any]):
    """A table as an update sees it: a document is copied when it is looked at, so that the real one
    stays as it is until the change is durable."""

    def __init__(self, real: dict[int, Document]) -> None:
        self._real = real
        self._copies: dict[int, Any] = {}
        self._gone: set[int] = set()

    def __getitem__(self, doc_id: int) -> Any:  # noqa: ANN401
        if doc_id in self._gone:
            raise KeyError(doc_id)
        if doc_id not in self._copies:
            self._copies[doc_id] = _copied(self._real[doc_id])
        return self._copies[doc_id]

    def __setitem__(self, doc_id: int, document: Any) -> None:  # noqa: ANN401
        self._gone.discard(doc_id)
        self._copies[doc_id] = dict(document)

    def __delitem__(self, doc_id: int) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._copies.pop(doc_id, None)
        self._gone.add(doc_id)

    def __contains__(self, doc_id: object) -> bool:
        return doc_id not in self._gone and (doc_id in self._copies or doc_id in self._real)

    def __iter__(self) -> Iterator[int]:
        yield from [doc_id for doc_id in self._real if doc_id not in self._gone]
        yield from [i for i in self._copies if i not in self._real and i not in self._gone]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove every document (TinyDB's truncate)."""
        self._copies.clear()
        self._gone = set(self._real)

    def changed(self) -> Iterator[tuple[int, Any]]:
        """(id, new document or None) for everything that is not as it was."""
        for doc_id in sorted(self._gone & set(self._real)):
            yield doc_id, None
        for doc_id, document in self._copies.items():
            if not _same(document, self._real.get(doc_id)):
                yield doc_id, document


def _copied(value: Any) -> Any:  # noqa: ANN401  # JSON
    """A copy of what came out of a record; texts and numbers are shared."""
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value


def _same(one: object, other: object) -> bool:
    """Whether two values are the same JSON: unlike in Python, 1 is neither true nor 1.0."""
    if one is other:  # most of a copy: it shares every text and number
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and one == other


def _changes(record: bytes) -> list[Change]:
    try:
        changes: list[Change] = json.loads(record)
    except ValueError as error:
        raise Damaged("record") from error
    return changes
