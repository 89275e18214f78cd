"""The lists of choices of a workbook: those of its own sheets, and those of files beside it.

It gives the choices of a question as data with their words; what it can not offer it tells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.exchange.findings import Finding
from forms.exchange.xlsform_names import OURS, READ, Type, id_of
from forms.exchange.xlsform_ours import more_of_choice
from forms.exchange.xlsform_rows import Line, Sheets, XLSFormError, lines_of, unread

OTHER = "something_else"
# Of all questions together: a list of everything at every question is no form.
MOST_CHOICES = 100_000
# What XLSForm calls the choice that "or_other" adds.
_THEIR_OTHER = "other"
_PARAMETER = re.compile(r"(\w+)\s*=\s*([^\s,;]+)")


@dataclass(frozen=True)
class Offer:
    """One choice: its data, and the row its words are in (None for "something else")."""

    data: dict[str, Any]
    line: Line | None


class Lists:
    """Every list of choices, by name; files by theirs."""

    def __init__(self, sheets: Sheets, files: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
        self.findings: list[Finding] = []
        self._files = files
        self._offered = 0
        self._lists: dict[str, list[Line]] = defaultdict(list)
        self._external: dict[str, list[Line]] = defaultdict(list)
        self._from_files: dict[tuple[str, str, str], list[Line]] = {}
        self._add(self._lists, lines_of(sheets, "choices"))
        self._add(self._external, lines_of(sheets, "external_choices"))
        lists = (*self._lists.values(), *self._external.values())
        names = dict.fromkeys(line.get("name") for lines in lists for line in lines)
        self.ids = names_to_ids(list(names))

    def _add(self, lists: dict[str, list[Line]], lines: list[Line]) -> None:
        for line in lines:
            if line.get("name") and line.get("list_name"):
                lists[line.get("list_name")].append(line)
            else:
                message = "a choice needs the name of its list and a name of its own"
                self.findings.append(line.found("", "left out", message))
        used = frozenset(name for line in lines for name in line.cells if _can_be_looked_at(name))
        self.findings += [
            Finding(f.place, f.level, f.message)
            for f in unread([Line("choices", n.number, n.cells, n.said) for n in lines], used)
        ]

    def offered(self, line: Line, of: Type) -> list[Offer]:
        """What a question of theirs offers; [] is told by the one who asked.

        Raises:
            XLSFormError: the questions offer more than any form does.
        """
        rows = self._rows(line, of)
        self._count(line, rows)
        found = [self._offer(one) for one in self._once(line, rows)]
        if of.is_other and found and all(one.data["id"] != OTHER for one in found):
            data = {"id": OTHER, "picture": "something_else", "opens_words": True}
            found.append(Offer(data, None))
        return found

    def ours(self, line: Line, listed: str) -> list[Offer]:
        """A list of a question of ours.

        Raises:
            XLSFormError: the questions offer more than any form does.
        """
        rows = self._lists.get(listed, [])
        self._count(line, rows)
        return [self._offer(one) for one in rows if not one.get(f"{OURS}of")]

    def _count(self, line: Line, rows: list[Line]) -> None:
        self._offered += len(rows)
        if self._offered > MOST_CHOICES:
            place = f"{line.sheet}, row {line.number}, type"
            raise XLSFormError(f"{place}: at most {MOST_CHOICES} choices in all were expected")

    def literals(self, *, with_other: bool) -> Mapping[str, str]:
        """Our id for every name that an expression may compare an answer with."""
        other = {_THEIR_OTHER: OTHER} if with_other and _THEIR_OTHER not in self.ids else {}
        return {**self.ids, **other}

    def _rows(self, line: Line, of: Type) -> list[Line]:
        if of.word == "select_one_external":
            return self._external.get(of.source, [])
        if of.word.endswith("_from_file"):
            return self._rows_of_file(line, of.source)
        return self._lists.get(of.source, [])

    def _rows_of_file(self, line: Line, file: str) -> list[Line]:
        """The choices of a table beside the workbook; which columns they are in can be said."""
        said = dict(_PARAMETER.findall(line.get("parameters")))
        key = (file, said.get("value", "name"), said.get("label", "label"))
        if key not in self._from_files:
            rows = [
                {_column(header, key): cell for header, cell in row.items()}
                for row in self._files.get(file, ())
            ]
            self._from_files[key] = [
                one for one in lines_of({"choices": rows}, "choices") if one.get("name")
            ]
            self._take_names(self._from_files[key])
        return self._from_files[key]

    def _take_names(self, lines: list[Line]) -> None:
        """Names of a file's choices; they are known before the first expression is read."""
        taken = set(self.ids.values())
        for line in lines:
            name = line.get("name")
            if name not in self.ids:
                self.ids[name] = _free(id_of(name), taken)
                taken.add(self.ids[name])

    def read_files(self, lines: Sequence[tuple[Line, Type]]) -> None:
        """Read the files that questions name, so that their choices have ids."""
        for line, of in lines:
            if of.word.endswith("_from_file"):
                self._rows_of_file(line, of.source)

    def _once(self, line: Line, rows: list[Line]) -> Iterator[Line]:
        taken: set[str] = set()
        for row in rows:
            if row.get("name") in taken:
                reason = f"{row.get('name')} is offered twice"
                self.findings.append(line.found("type", "left out", reason))
            else:
                taken.add(row.get("name"))
                yield row

    def _offer(self, line: Line) -> Offer:
        columns = {
            name: self.ids.get(text, text)
            for name, text in line.cells.items()
            if name not in READ["choices"] and _can_be_looked_at(name)
        }
        data: dict[str, Any] = {
            "id": self.ids[line.get("name")],
            "picture": "question",
            "columns": columns,
        }
        return Offer({**data, **more_of_choice(line)}, line)


def names_to_ids(names: Sequence[str]) -> dict[str, str]:
    """Our id for every name; two names never become one."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for name in names:
        if name and name not in ids:
            ids[name] = _free(id_of(name), taken, counts)
            taken.add(ids[name])
    return ids


def _free(wanted: str, taken: set[str], counts: dict[str, int] | None = None) -> str:
    made, count = wanted, (counts or {}).get(wanted, 1)
    while made in taken:
        count += 1
        made = f"{wanted}-{count}"
    if counts is not None:
        counts[wanted] = count
    return made


def _column(header: str, key: tuple[str, str, str]) -> str:
    _, value, label = key
    if header == value:
        return "name"
    if header == label or header.startswith(f"{label}::"):
        return "label" + header.removeprefix(label)
    return header


def _can_be_looked_at(name: str) -> bool:
    """Whether a choice filter can name a column."""
    return (
        name.isascii()
        and name.replace("-", "_").replace(".", "_").isidentifier()
        and not name.startswith(OURS)
    )
