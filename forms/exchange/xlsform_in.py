"""An XLSForm, as rows of its sheets, as a form of ours with its sentences.

Whatever can not be carried over is a finding with sheet, row and reason; nothing is dropped
silently. It opens no file: `app` reads workbooks. Names follow XLSForm's own reference.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from forms.branches import Branches, FormError
from forms.definition import Form
from forms.exchange.findings import Finding, Imported, Level
from forms.expression import ExpressionError, compile_expression

Row = Mapping[str, str]
Sheets = Mapping[str, Sequence[Row]]

KINDS: Mapping[str, str] = {
    **{"text": "text", "string": "text", "integer": "number", "int": "number", "decimal": "number"},
    **{"date": "date", "note": "info", "calculate": "calculated", "hidden": "hidden"},
    **{"image": "file", "photo": "file", "audio": "file", "video": "file", "file": "file"},
    **{"select_one": "pick_one", "select_multiple": "pick_many", "rank": "rank"},
}
# What a phone notes by itself: ours never does, and every answer has its own time.
NOTED = frozenset(
    {"start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit"}
)
EXPRESSIONS: Mapping[str, str] = {
    "relevant": "visible",
    "constraint": "constraint",
    "required": "required",
    "calculation": "calculation",
    "choice_filter": "filter",
}
READ = frozenset({"type", "name", "label", "hint", "list_name", "list name", *EXPRESSIONS})
_LANGUAGE = re.compile(r"^(?P<name>label|hint)::?\s*(?P<language>.+)$")
_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")
_REFERENCE = re.compile(r"\$\{\s*([^}]+?)\s*\}")
_LITERAL = re.compile(r"'([^']*)'|\"([^\"]*)\"")
OTHER = "something_else"


class XLSFormError(ValueError):
    """A workbook that is no form: says where and what was expected."""


def from_xlsform(sheets: Sheets, *, name: str) -> Imported:
    """Read an XLSForm.

    Args:
        sheets: rows of "survey", "choices" and "settings"; the first row of data is row 2.
        name: what the form is called where its settings do not say.

    Raises:
        XLSFormError: there is no question to ask, or the form is not whole.
    """
    return _Reader(sheets, name).imported()


@dataclass
class _Reader:
    sheets: Sheets
    name: str
    findings: list[Finding] = field(default_factory=list)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    questions: list[dict[str, Any]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    _groups: list[tuple[str, int]] = field(default_factory=list)
    _repeat: int = 0
    _page: str = ""

    def __post_init__(self) -> None:
        settings = self.sheets.get("settings") or [{}]
        self._settings = settings[0]
        self._language = _code(self._settings.get("default_language", "")) or "en"
        self._ids = self._renamed("survey", (row.get("name", "") for row in self._rows("survey")))
        names = (row.get("name", "") for row in self._rows("choices"))
        self._choice_ids = self._renamed("choices", names)
        self._lists: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows("choices"):
            if row.get("name"):
                self._lists[row.get("list_name") or row.get("list name") or ""].append(row)

    def imported(self) -> Imported:
        self._say_lost_columns()
        for number, row in enumerate(self._rows("survey"), start=2):
            if row.get("type"):
                self._read(number, row)
        head = self._head()
        try:
            form = Form.model_validate({**head, "pages": self.pages, "questions": self.questions})
            Branches.of(form)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            place = ".".join(map(str, first["loc"])) or "the form"
            raise XLSFormError(f"{place}: {first['msg']}") from None
        except FormError as error:
            raise XLSFormError(str(error)) from None
        return Imported(form, self.words, tuple(self.findings))

    def _rows(self, sheet: str) -> Sequence[Row]:
        return self.sheets.get(sheet) or ()

    def _head(self) -> dict[str, Any]:
        title = self._settings.get("form_title") or self.name
        self.words.setdefault(self._language, {})["title"] = title
        version = re.sub(r"\D", "", self._settings.get("version", ""))[:9]
        self._find(
            "settings", 2, "", "note", "nobody is named who is asked or may see: a parent, meeting"
        )
        return {
            "id": _id_of(self._settings.get("form_id") or self.name),
            "version": max(1, int(version or 1)),
            "role": "parent",
            "registers": ["plain"],
            "default_share": "meeting",
        }

    def _read(self, number: int, row: Row) -> None:
        kind, _, rest = (
            row["type"].strip().replace("begin ", "begin_").replace("end ", "end_").partition(" ")
        )
        if kind in ("begin_group", "end_group"):
            self._group(number, row, opens=kind == "begin_group")
        elif kind in ("begin_repeat", "end_repeat"):
            self._repeat += 1 if kind == "begin_repeat" else -1
            if kind == "begin_repeat":
                self._find("survey", number, "type", "left out", "repeats are not built yet")
        elif self._repeat > 0:
            self._find("survey", number, "type", "left out", "it stands in a repeat")
        elif kind in NOTED:
            self._find("survey", number, "type", "left out", f"{kind} is never noted here")
        elif kind not in KINDS:
            self._find(
                "survey", number, "type", "left out", f"a question of type {kind} is not built yet"
            )
        else:
            self._question(number, row, kind, rest.split())

    def _group(self, number: int, row: Row, *, opens: bool) -> None:
        if opens:
            self._groups.append((_id_of(row.get("name", "") or f"group-{number}"), number))
            if row.get("relevant"):
                reason = "put the condition on each question of the group"
                self._find("survey", number, "relevant", "left out", reason)
        elif self._groups:
            self._groups.pop()
        self._page = ""
        if opens:
            for language, text in self._texts(row, "label"):
                self.words.setdefault(language, {})[f"page.{self._place()}"] = text

    def _place(self) -> str:
        """The page of now; a group that goes on after another one is a page of its own."""
        if not self._page:
            base = self._groups[-1][0] if self._groups else "main"
            taken = sum(page == base or page.startswith(f"{base}--") for page in self.pages)
            self._page = base if not taken else f"{base}--{taken + 1}"
            self.pages.append(self._page)
        return self._page

    def _question(self, number: int, row: Row, kind: str, rest: list[str]) -> None:
        question_id = self._ids.get(row.get("name", ""), "")
        if not question_id:
            self._find("survey", number, "name", "left out", "a question needs a name")
            return
        question: dict[str, Any] = {
            "id": question_id,
            "kind": KINDS[kind],
            "page": self._place(),
            "picture": "question",
            "source": "imported from an XLSForm",
        }
        if kind in ("select_one", "select_multiple", "rank"):
            question["choices"] = self._choices(number, question_id, rest)
            if not question["choices"]:
                self._find("survey", number, "type", "left out", "its list has no choices")
                return
        columns = {c for choice in question.get("choices", ()) for c in choice.get("columns", ())}
        for column, ours in EXPRESSIONS.items():
            if text := self._expression(number, row, column, columns):
                question[ours] = text
        if question["kind"] == "calculated" and "calculation" not in question:
            self._find("survey", number, "calculation", "left out", "nothing to work out")
            return
        self.questions.append(question)
        for name, key in (("label", f"q.{question_id}"), ("hint", f"q.{question_id}.hint")):
            for language, text in self._texts(row, name):
                self.words.setdefault(language, {})[key] = text

    def _choices(self, number: int, question_id: str, rest: list[str]) -> list[dict[str, Any]]:
        listed = rest[0] if rest else ""
        found: list[dict[str, Any]] = []
        taken: set[str] = set()
        for row in self._lists.get(listed, ()):
            choice_id = self._choice_ids[row["name"]]
            if choice_id in taken:
                reason = f"{row['name']} is offered twice"
                self._find("survey", number, "type", "left out", reason)
                continue
            taken.add(choice_id)
            columns = {c: self._choice_ids.get(text, text) for c, text in _columns(row).items()}
            found.append({"id": choice_id, "picture": "question", "columns": columns})
            for language, text in self._texts(row, "label"):
                self.words.setdefault(language, {})[f"c.{question_id}.{choice_id}"] = text
        if "or_other" in rest and found:
            found.append({"id": OTHER, "picture": "something_else", "opens_words": True})
            self.words.setdefault(self._language, {})[f"c.{question_id}.{OTHER}"] = "Something else"
        return found

    def _expression(self, number: int, row: Row, column: str, columns: set[str]) -> str:
        text = (row.get(column) or "").strip()
        if not text or (column == "required" and text.lower() in ("no", "false", "false()")):
            return ""
        if column == "required" and text.lower() in ("yes", "true", "true()"):
            return "true()"
        ours = _REFERENCE.sub(lambda found: "${" + self._id_in(found[1]) + "}", text)
        ours = _LITERAL.sub(self._literal, ours)
        try:
            compile_expression(ours, {*columns, "name"})
        except ExpressionError as error:
            self._find("survey", number, column, "left out", str(error))
            return ""
        return ours

    def _id_in(self, name: str) -> str:
        return self._ids.get(name, _id_of(name))

    def _literal(self, found: re.Match[str]) -> str:
        text = found[1] if found[1] is not None else found[2]
        return f"'{self._choice_ids.get(text, text)}'" if "'" not in text else found[0]

    def _texts(self, row: Row, name: str) -> Iterator[tuple[str, str]]:
        """(language, text) of a column in every language it stands in."""
        for column, text in row.items():
            if not text:
                continue
            if column == name:
                yield self._language, text
            elif (found := _LANGUAGE.match(column)) and found["name"] == name:
                yield _code(found["language"]), text

    def _renamed(self, sheet: str, names: Iterator[str]) -> dict[str, str]:
        """Our id for every name; two names never become one."""
        ids: dict[str, str] = {}
        taken: set[str] = set()
        counts: Counter[str] = Counter()
        for number, name in enumerate(names, start=2):
            if not name or name in ids:
                continue
            wanted = made = _id_of(name)
            while made in taken:
                counts[wanted] += 1
                made = f"{wanted}-{counts[wanted] + 1}"
            ids[name] = made
            taken.add(made)
            if made != name:
                self._find(sheet, number, "name", "changed", f"{name} is called {made} here")
        return ids

    def _say_lost_columns(self) -> None:
        """Columns that are not read are told once each, with the first row they stand in."""
        for sheet in ("survey",):
            told: set[str] = set()
            for number, row in enumerate(self._rows(sheet), start=2):
                for column, text in row.items():
                    if text and column not in told and not _is_read(column):
                        told.add(column)
                        self._find(
                            sheet, number, column, "left out", "this column is not read here"
                        )

    def _find(self, sheet: str, row: int, column: str, level: Level, message: str) -> None:
        place = f"{sheet}, row {row}" + (f", {column}" if column else "")
        self.findings.append(Finding(place, level, message))


def _is_read(column: str) -> bool:
    return column in READ or _LANGUAGE.match(column) is not None


def _columns(row: Row) -> dict[str, str]:
    """What a filter may look at: every column of a choice that is not its name or its words."""
    return {
        column: text
        for column, text in row.items()
        if text and not _is_read(column) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", column)
    }


def _code(language: str) -> str:
    """A language's code: "Polski (pl)" and "pl" are pl; "Polski" stays polski."""
    found = _CODE.search(language)
    return (found[1] if found else _id_of(language)) if language.strip() else ""


def _id_of(name: str) -> str:
    plain = re.sub(r"[^a-z0-9_.-]+", "-", name.lower()).strip("-._")
    return plain or "unnamed"
