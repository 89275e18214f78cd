"""An XLSForm, as rows of its sheets, as a form of ours with its sentences.

Whatever can not be carried over is a finding with sheet, row and reason; nothing is dropped
silently. What we wrote ourselves (`xlsform_out`) comes back equal. It opens no file: `app` reads
workbooks. Names follow XLSForm's own reference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from forms.definition import Form, Kind
from forms.exchange.cells import from_cell
from forms.exchange.findings import Finding, Imported
from forms.exchange.xlsform_choices import Lists, names_to_ids
from forms.exchange.xlsform_draft import Data, Draft, Parts
from forms.exchange.xlsform_expressions import Part, Reader
from forms.exchange.xlsform_names import (
    EXPRESSIONS,
    KINDS,
    NEVER,
    NOT_QUITE,
    NOTED,
    OURS,
    Type,
    id_of,
    language_code,
    type_of,
)
from forms.exchange.xlsform_ours import (
    expression_columns,
    head,
    in_order,
    is_ours,
    more_of_group,
    more_of_question,
    said_once,
    titles,
)
from forms.exchange.xlsform_rest import (
    NO,
    YES,
    beside_group,
    beside_question,
    given_before,
    looks,
    parameters,
)
from forms.exchange.xlsform_rows import (
    Line,
    Sheets,
    XLSFormError,
    lines_of,
    other_sheets,
    unread,
)
from forms.exchange.xlsform_way import Frame, Way
from forms.exchange.xlsform_words import Words

__all__ = ["XLSFormError", "from_xlsform", "tables_named"]

_COUNT_SELECTED = re.compile(r"count-selected\(\s*\$\{\s*([^}\s]+)\s*\}\s*\)")
_ONE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_MANY: frozenset[Kind] = frozenset({"pick_many", "rank", "top3"})


def from_xlsform(
    sheets: Sheets, *, name: str, files: Mapping[str, Sequence[Mapping[str, str]]] | None = None
) -> Imported:
    """Read an XLSForm.

    Args:
        sheets: rows of "survey", "choices", "settings" and whatever else the workbook has; the
            first row of data is row 2.
        name: what the form is called where its settings do not say.
        files: rows of the tables beside the workbook that it takes choices from, by file name.

    Raises:
        XLSFormError: there is no question to ask, or the form is not whole.
    """
    return _Reader(sheets, name, files or {}).imported()


def tables_named(sheets: Sheets) -> tuple[str, ...]:
    """The files that a workbook takes choices from."""
    types = (type_of(line.get("type")) for line in lines_of(sheets, "survey"))
    return tuple(dict.fromkeys(of.source for of in types if of.word.endswith("_from_file")))


class _Reader:
    def __init__(
        self, sheets: Sheets, name: str, files: Mapping[str, Sequence[Mapping[str, str]]]
    ) -> None:
        self._name = name
        survey, settings = lines_of(sheets, "survey"), lines_of(sheets, "settings")
        self._settings = settings[0] if settings else Line("settings", 2)
        self.findings: list[Finding] = [
            *other_sheets(sheets),
            *unread(settings),
            *unread(survey),
            *looks(survey),
        ]
        self._rows = [(line, type_of(line.get("type"))) for line in survey]
        self._lists = Lists(sheets, files)
        self._lists.read_files(self._rows)
        self._ids = self._question_ids()
        with_other = any(of.is_other for _, of in self._rows)
        self._expressions = Reader(self._ids, self._lists.literals(with_other=with_other))
        self._words = Words(self._language(), self._settings.get("form_title") or name)
        self._way = Way(self._words.again)
        self._draft = Draft()

    # -- the whole

    def imported(self) -> Imported:
        """Go through the rows once."""
        for line, of in self._rows:
            self._row(line, of)
        self.findings += [f.line.found("type", "note", "nothing ends it") for f in self._way.open]
        form = self._form()
        self._words.fill(form, {ours: name for name, ours in self._ids.items()})
        said_once(self._words.sentences)
        parts = (self._lists, self._expressions, self._draft, self._words)
        told = [*self.findings, *(finding for part in parts for finding in part.findings)]
        return Imported(form, self._words.sentences, tuple(dict.fromkeys(told)))

    def _form(self) -> Form:
        settings, ours = self._settings, head(self._settings)
        for tag, text in titles(settings).items():
            self._words.put(tag, "title", text)
        known = dict(self._draft.groups)
        unused = from_cell(settings.get(f"{OURS}unused_groups"))
        for one in unused if isinstance(unused, list) else ():
            if isinstance(one, dict) and isinstance(one.get("id"), str):
                known.setdefault(one["id"], one)
        order = in_order(known, ours.pop("groups", None))
        return self._draft.form(
            {
                **self._head(),
                **ours,
                "pages": in_order(self._way.pages, ours.pop("pages", None)),
                "groups": [known[group_id] for group_id in order if group_id in known],
            }
        )

    def _head(self) -> dict[str, Any]:
        said = self._settings.get("version")
        version = max(1, int(re.sub(r"\D", "", said)[:9] or 1))
        if said and said != str(version):
            self.findings.append(self._settings.found("version", "changed", f"{version} here"))
        if not self._settings.get(f"{OURS}role"):
            reason = "nobody is named who is asked or may see: a parent, meeting"
            self.findings.append(self._settings.found("", "note", reason))
        return {
            "id": id_of(self._settings.get("form_id") or self._name),
            "version": version,
            "role": "parent",
            "registers": ["plain"],
            "default_share": "meeting",
        }

    def _language(self) -> str:
        """The form's own language: as it says, else English, else the first it has labels in."""
        if said := language_code(self._settings.get("default_language")):
            return said
        labels = dict.fromkeys(
            code for line, _ in self._rows for code in line.said.get("label", ())
        )
        return "en" if "" in labels or "en" in labels or not labels else next(iter(labels))

    def _question_ids(self) -> dict[str, str]:
        """Our id for the name of every question."""
        named = {
            line.get("name"): line
            for line, of in reversed(self._rows)
            if line.get("name") and (not of.word.startswith(("begin ", "end ")) or is_ours(line))
            if not line.get(f"{OURS}of")
        }
        said = {name: ours for name, line in named.items() if (ours := line.get(f"{OURS}id"))}
        ids = names_to_ids([name for name in reversed(named) if name not in said])
        for name, ours in ids.items():
            if ours != name:
                message = f"{name} is called {ours} here"
                self.findings.append(named[name].found("name", "changed", message))
        return {**ids, **said}

    # -- rows and groups

    def _row(self, line: Line, of: Type) -> None:
        lost = self._way.lost
        if of.word in ("begin group", "begin repeat", "begin loop"):
            self._begin(line, of.word)
        elif of.word.startswith("end "):
            if self._way.end() is None:
                self._lose(line, "nothing is open that it could end")
        elif line.get(f"{OURS}of"):
            self._helping(line, line.get(f"{OURS}of"))
        elif not of.word:
            self._lose(line, "a row needs a type")
        elif lost is not None:
            self._lose(line, f"it stands in the group of row {lost.line.number}")
        elif is_ours(line):
            self._ours(line)
        else:
            self._theirs(line, of)

    def _helping(self, line: Line, of: str) -> None:
        """A row that only others need."""
        if of == "intro":
            self._words.say("intro", line, "label")
        elif of.startswith("item "):
            self._words.items[of.removeprefix("item ")] = "{item}"

    def _begin(self, line: Line, word: str) -> None:
        is_repeat = word == "begin repeat"
        if self._way.lost or word == "begin loop" or (is_repeat and self._way.is_in_repeat):
            is_inner = is_repeat and not self._way.lost
            self._way.begin(Frame(line, "lost"))
            self._lose(
                line, "there are no repeats in repeats here" if is_inner else "it is not read"
            )
        elif is_ours(line):
            self._ours(line)
            self._way.begin(Frame(line, "question"))
        elif page := line.get(f"{OURS}page"):
            parts = [] if line.get(f"{OURS}of") else self._condition(line)
            self._way.begin_page(Frame(line, "page", page, parts=parts))
            self._words.say(f"page.{page}", line, "label")
        elif group := line.get(f"{OURS}group"):
            self._our_group(line, group, is_repeat=is_repeat)
        else:
            self.findings += beside_group(line, is_repeat=is_repeat)
            if is_repeat:
                self._their_repeat(line)
            else:
                self._their_group(line)

    def _our_group(self, line: Line, group: str, *, is_repeat: bool) -> None:
        more = more_of_group(line)
        parts = None if "visible" in more else self._condition(line)
        self._draft.add_group({**more, "id": group, "inside": self._way.group}, parts)
        self._way.begin(Frame(line, "repeat" if is_repeat else "group", group=group))

    def _their_group(self, line: Line) -> None:
        name = id_of(line.get("name") or f"group-{line.number}")
        parts = self._condition(line)
        if self._way.is_in_repeat:
            self._way.begin(Frame(line, "group", parts=parts))
            if line.said.get("label"):
                reason = "a group inside a repeat has no title of its own"
                self.findings.append(line.found("label", "left out", reason))
            return
        self._way.begin(Frame(line, "page", name, parts=parts))
        self._words.say(f"page.{self._way.page()}", line, "label")

    def _their_repeat(self, line: Line) -> None:
        group = _free(id_of(line.get("name") or f"repeat-{line.number}"), self._draft.groups)
        parts = [*self._way.parts(), *self._condition(line)]
        frame = Frame(line, "repeat", group)
        self._way.begin(frame)
        self._words.say(f"page.{self._way.page()}", line, "label")
        source = self._rounds(line, group, parts)
        self._draft.add_group({"id": group, "repeat": source}, parts)
        frame.group = group

    def _rounds(self, line: Line, group: str, parts: list[Part]) -> str:
        """What a repeat goes over: an answer that is there, else a count that is put before it."""
        kinds, counts, name = self._draft.kinds, self._expressions.counts, line.get("name")
        ours = self._expressions.ours(line.get("repeat_count"))
        many, one = _COUNT_SELECTED.fullmatch(ours), _ONE.fullmatch(ours)
        if many and kinds.get(many[1]) in _MANY and self._draft.is_outside(many[1]):
            counts[name] = ours
            return many[1]
        if one and kinds.get(one[1]) in ("number", "calculated") and self._draft.is_outside(one[1]):
            counts[name] = f"number({ours})"
            return one[1]
        count = _free(f"{group}.count", {*self._ids.values(), *kinds})
        counts[name] = f"number(${{{count}}})"
        self._put_count(line, count, parts)
        return count

    def _put_count(self, line: Line, count: str, parts: list[Part]) -> None:
        """The question before a repeat that says how often it is gone through."""
        part = self._expressions.part(line, "repeat_count")
        data = {**self._start_of(count), "kind": "calculated" if part else "number"}
        if part:
            self._draft.add(line, data, {"visible": parts, "calculation": [part]})
            return
        self._words.how_many(count, line)
        self.findings.append(line.found("type", "changed", "how many there are is asked first"))
        self._draft.add(line, data, {"visible": parts})

    def _condition(self, line: Line) -> list[Part]:
        part = self._expressions.part(line, "relevant")
        return [part] if part else []

    # -- questions

    def _ours(self, line: Line) -> None:
        """A question that we wrote."""
        name, more = line.get("name"), more_of_question(line)
        if self._draft.is_second(line, self._ids.get(name, "")):
            return
        data = {**self._start_of(self._ids.get(name, "")), **more}
        data["id"] = self._ids.get(name, "")
        for field, suffix in (("choices", ""), ("places", "_PLACES"), ("items", "_ITEMS")):
            offers = self._lists.ours(line, name + suffix)
            data[field] = [offer.data for offer in offers]
            self._words.choices(data["id"], offers)
        parts: Parts = {}
        for theirs, ours in expression_columns(line, more):
            if part := self._expressions.part(line, theirs, _columns(data)):
                parts[ours] = [part]
        if "visible" not in more:
            parts["visible"] = [*self._way.parts(), *parts.get("visible", ())]
        self._words.question(data["id"], line)
        self._draft.add(line, data, parts)

    def _theirs(self, line: Line, of: Type) -> None:
        """A question that somebody else wrote."""
        kind = KINDS.get(of.word)
        question_id = self._ids.get(line.get("name"), "")
        if of.word in NOTED:
            self._lose(line, f"{of.word} is never noted here")
        elif kind is None:
            self._lose(line, NEVER.get(of.word, f"there is no type {line.get('type')} here"))
        elif not question_id:
            self.findings.append(line.found("name", "left out", "a question needs a name"))
        elif not self._draft.is_second(line, question_id):
            self._their_question(line, of, {**self._start_of(question_id), "kind": kind})

    def _their_question(self, line: Line, of: Type, data: Data) -> None:
        if of.word.startswith(("select", "rank")):
            offers = self._lists.offered(line, of)
            if not offers:
                self._lose(line, _no_choices(of))
                return
            data["choices"] = [offer.data for offer in offers]
            self._words.choices(data["id"], offers)
        if of.word in NOT_QUITE:
            self.findings.append(line.found("type", "changed", NOT_QUITE[of.word]))
        parts = self._their_expressions(line, data)
        self.findings += given_before(line, data, self._expressions)
        self.findings += parameters(line, of, data)
        self.findings += beside_question(line, data, parts)
        if data["kind"] == "calculated" and "calculation" not in {*parts, *data}:
            self.findings.append(line.found("calculation", "left out", "nothing to work out"))
            return
        self._words.question(data["id"], line)
        self._draft.add(line, data, parts)

    def _their_expressions(self, line: Line, data: Data) -> Parts:
        parts: Parts = {"visible": self._way.parts()}
        for theirs, ours in EXPRESSIONS.items():
            said = line.get(theirs).lower()
            if theirs == "required" and said in YES | NO:
                data["required"] = "true()" if said in YES else ""
            elif part := self._expressions.part(line, theirs, _columns(data)):
                parts.setdefault(ours, []).append(part)
        return parts

    def _start_of(self, question_id: str) -> Data:
        return {
            "id": question_id,
            "page": self._way.page(),
            "group": self._way.group,
            "picture": "question",
            "source": "imported from an XLSForm",
        }

    def _lose(self, line: Line, reason: str) -> None:
        self.findings.append(line.found("type", "left out", reason))


def _columns(data: Data) -> set[str]:
    """What a choice filter of a question may look at."""
    return {name for choice in data.get("choices", ()) for name in choice.get("columns", ())}


def _free(wanted: str, taken: Mapping[str, object] | set[str]) -> str:
    while wanted in taken:
        wanted += "-2"
    return wanted


def _no_choices(of: Type) -> str:
    if of.source.startswith("${"):
        return "choices that come from answers are not offered here"
    if of.word.endswith("_from_file"):
        return f"put {of.source} beside the workbook: its choices are in it"
    return "its list has no choices"
