"""A form as an XLSForm, as rows of its sheets.

What XLSForm has a place for stands there; what it has none for stands in columns of ours
("mysay_..."), which other tools pass over, so that what we write we read back equal. A kind that
XLSForm has not becomes the nearest rows; rows that only help others are marked "mysay_of". What
others will not see or do is a finding. It writes no file: `app` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from forms.branches import Branches, FormError
from forms.definition import OFFERED, Choice, Form, Question
from forms.exchange.cells import LONGEST_CELL, keeps, to_cell
from forms.exchange.findings import Exported, Finding, Level, Sentences, Sheets
from forms.exchange.placing import PLACED, places, things
from forms.exchange.sentences import ASIDES, MEDIA, find
from forms.exchange.xlsform_names import EXPRESSIONS, OURS, READ, TYPES, language_name
from forms.exchange.xlsform_paths import Names
from forms.groups import chain_of
from forms.pictures import all_pictures

Row = dict[str, str]
# Written in a way of their own; every other field of a question is a column of ours.
_ELSEWHERE = frozenset({"id", "kind", "page", "group", "choices", "places", "items"})
_HEAD = frozenset({"id", "version", "pages", "groups", "questions"})
_LISTS = {"choices": "", "places": "_PLACES", "items": "_ITEMS"}
_LINES = frozenset({"list", "dated_list"})
_COUNTED = frozenset({"pick_many", "rank", "top3"})


def to_xlsform(form: Form, sentences: Sentences) -> Exported:
    """Write a form.

    Args:
        form: what is asked.
        sentences: its words by language tag (`sentences.tag_of`), the first language first.
    """
    return _Writer(form, sentences).exported()


class _Writer:
    def __init__(self, form: Form, sentences: Sentences) -> None:
        self._form = form
        self._sentences = sentences or {"en": {}}
        self._names = Names(form)
        self._survey: list[Row] = []
        self._choices: list[Row] = []
        self._findings: list[Finding] = []
        self._files = {picture.concept: picture.file for picture in all_pictures()}
        self._item_name = ""
        self._end, self._last = _ending(form)

    def exported(self) -> Exported:
        intro = self._said("intro")
        if intro:
            name = self._names.made("INTRO", "")
            self._survey.append({"type": "note", "name": name, f"{OURS}of": "intro", **intro})
        for page in self._form.pages:
            self._page(page)
        settings = [self._settings()]
        sheets = {"survey": self._survey, "choices": self._choices, "settings": settings}
        return Exported(self._shortened(sheets), tuple(self._findings))

    def _settings(self) -> Row:
        form = self._form
        data = form.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={*_HEAD})
        titles = {tag: text for tag in self._sentences if (text := self._text(tag, "title"))}
        first = next(iter(self._sentences))
        row = {
            "form_title": titles.get(first, form.id),
            "form_id": form.id,
            "version": str(form.version),
            "default_language": language_name(first),
            f"{OURS}title": to_cell(titles),
            **{f"{OURS}{name}": to_cell(value) for name, value in data.items()},
        }
        asked = {question.page for question in form.questions}
        if not asked.issuperset(form.pages):
            row[f"{OURS}pages"] = to_cell(form.pages)
        if form.groups:
            row[f"{OURS}groups"] = to_cell([group.id for group in form.groups])
            unused = [
                g.model_dump(exclude_defaults=True) for g in form.groups if self._is_empty(g.id)
            ]
            if unused:
                row[f"{OURS}unused_groups"] = to_cell(unused)
        if form.ends_when:
            self._find("ends_when", "changed", "others leave out the pages after; they do not end")
        return row

    def _is_empty(self, group_id: str) -> bool:
        return all(
            group_id not in {group.id for group in chain_of(self._form, question.group)}
            for question in self._form.questions
        )

    def _page(self, page: str) -> None:
        asked = [question for question in self._form.questions if question.page == page]
        if not asked:
            return
        row = {
            "type": "begin group",
            "name": self._names.made("PAGE", page),
            f"{OURS}page": page,
            **self._said(f"page.{page}"),
        }
        if self._last and self._form.pages.index(page) > self._form.pages.index(self._last):
            row |= {"relevant": self._end, f"{OURS}of": "ends_when"}
        self._survey.append(row)
        self._groups_and_questions(asked)
        self._survey.append({"type": "end group"})

    def _groups_and_questions(self, asked: list[Question]) -> None:
        open_now: list[str] = []
        for question in asked:
            chain = [group.id for group in reversed(chain_of(self._form, question.group))]
            while open_now != chain[: len(open_now)]:
                self._close(open_now.pop())
            for group_id in chain[len(open_now) :]:
                self._open(group_id)
                open_now.append(group_id)
            self._question(question)
        while open_now:
            self._close(open_now.pop())

    def _open(self, group_id: str) -> None:
        group = self._form.group(group_id)
        assert group is not None  # the form is whole
        row: Row = {
            "type": "begin repeat" if group.repeat else "begin group",
            "name": self._names.made("GROUP", group_id),
            f"{OURS}group": group_id,
        }
        row |= self._expression("visible", group.visible, group_id)
        data = group.model_dump(exclude_defaults=True, exclude={"id", "visible", "inside"})
        row |= {f"{OURS}{name}": to_cell(value) for name, value in data.items()}
        if group.repeat:
            if count := self._count(self._form.question(group.repeat)):
                row["repeat_count"] = count
            else:
                reason = f"others do not count the rounds by {group.repeat}: they add one by one"
                self._find(group_id, "changed", reason)
        self._survey.append(row)
        if group.repeat:
            self._item(group_id, self._form.question(group.repeat))

    def _close(self, group_id: str) -> None:
        group = self._form.group(group_id)
        self._survey.append({"type": "end repeat" if group and group.repeat else "end group"})

    def _count(self, source: Question) -> str:
        """How many rounds a repeat over an answer has; "" when no expression of theirs says it."""
        name = f"${{{self._names.of(source.id)}}}"
        if source.kind in ("number", "calculated"):
            return name
        if source.kind in _COUNTED:
            return f"count-selected({name})"
        if source.kind in PLACED:
            placed = (self._names.thing(source, thing) for thing, _ in things(source))
            return " + ".join(f"if(${{{one}}} != '', 1, 0)" for one in placed)
        return ""

    def _item(self, group_id: str, source: Question) -> None:
        """What the round is about, worked out, so that "{item}" in a sentence can show it."""
        self._item_name = ""
        if source.kind not in _COUNTED:
            return
        name = self._names.made("ITEM", group_id)
        asked = self._names.of(source.id)
        word = f"jr:choice-name(selected-at(${{{asked}}}, position(..) - 1), '${{{asked}}}')"
        row = {"type": "calculate", "name": name, "calculation": word, f"{OURS}of": f"item {name}"}
        self._survey.append(row)
        self._item_name = name

    def _question(self, question: Question) -> None:
        if not self._form.repeat_of(question.id):
            self._item_name = ""
        self._lists(question)
        if question.kind in PLACED:
            self._survey.append({"type": "begin group", **self._row(question)})
            self._survey[-1] |= {"appearance": "field-list"}
            self._survey.extend(self._things(question) or self._anything(question))
            self._survey.append({"type": "end group"})
        else:
            word, look = TYPES[question.kind]
            if word in ("select_one", "select_multiple", "rank"):
                word += f" {self._offered(question)}"
            row = {"type": word, **self._row(question)}
            self._survey.append({**row, "appearance": look} if look else row)
        self._survey.extend(self._beside(question))
        self._say_what_is_lost(question)

    def _row(self, question: Question) -> Row:
        key = f"q.{question.id}"
        row: Row = {"name": self._names.of(question.id), f"{OURS}kind": question.kind}
        if row["name"] != question.id:
            row[f"{OURS}id"] = question.id
        row |= self._said(key) | self._said(f"{key}.hint", "hint")
        for aside in ASIDES:
            row |= self._said(f"{key}:{aside}", f"{aside}_message")
        for medium in MEDIA:
            row |= self._said(f"{key}:{medium}", medium)
        for field in EXPRESSIONS.values():
            row |= self._expression(field, getattr(question, field), question.id, question)
        data = question.model_dump(
            mode="json", by_alias=True, exclude_defaults=True, exclude={*_ELSEWHERE}
        )
        ours = {n: v for n, v in data.items() if n not in EXPRESSIONS.values()}
        return row | {f"{OURS}{name}": to_cell(value) for name, value in ours.items()}

    def _expression(
        self, field: str, text: str, place: str, question: Question | None = None
    ) -> Row:
        """An expression in their words; ours beside it where it is another."""
        theirs = next(name for name, ours in EXPRESSIONS.items() if ours == field)
        there = " ".join(self._names.translated(text).split())
        if question is not None:
            there = _with_rules(field, there, question)
        if question is not None and question.kind in PLACED and field != "visible":
            if text:
                self._find(question.id, "changed", f"others do not look at its {field}")
            there = ""
        if not self._names.is_theirs(there):
            self._find(place, "changed", f"others can not work out its {field}: {text}")
        row = {theirs: there} if there else {}
        if there != text or (text and not keeps(text)):
            row[f"{OURS}{field}"] = to_cell(text)
        return row

    def _offered(self, question: Question) -> str:
        """The list a question offers; what an earlier answer liked best is offered from there."""
        name = self._names.of(question.id)
        if question.choices or not question.from_:
            return name
        source = self._form.question(question.from_)
        listed = f"{name}_FROM"
        rows = self._list(listed, source, source.items or source.choices)
        self._choices.extend({**row, f"{OURS}of": question.id} for row in rows)
        return listed

    def _lists(self, question: Question) -> None:
        for field, suffix in _LISTS.items():
            listed = self._names.of(question.id) + suffix
            self._choices.extend(self._list(listed, question, getattr(question, field)))

    def _list(self, listed: str, question: Question, choices: Iterable[Choice]) -> Iterator[Row]:
        for choice in choices:
            key = f"c.{question.id}.{choice.id}"
            row: Row = {"list_name": listed, "name": choice.id, **self._said(key)}
            for medium in MEDIA:
                row |= self._said(f"{key}:{medium}", medium)
            if choice.picture in self._files and not any(c.startswith("image") for c in row):
                file = self._files[choice.picture]
                row |= {f"image::{language_name(tag)}": file for tag in self._sentences}
                row[f"{OURS}image"] = "picture"
            data = choice.model_dump(mode="json", exclude_defaults=True, exclude={"id", "columns"})
            row |= {f"{OURS}{name}": to_cell(value) for name, value in data.items()}
            row |= {name: text for name, text in choice.columns.items() if _is_plain(name, text)}
            if not all(_is_plain(name, text) for name, text in choice.columns.items()):
                row[f"{OURS}columns"] = to_cell(choice.columns)
            yield row

    def _anything(self, question: Question) -> list[Row]:
        name = self._names.made(self._names.of(question.id), "FOR", "anything")
        said = self._said(f"q.{question.id}")
        return [{"type": "text", "name": name, f"{OURS}of": question.id, **said}]

    def _things(self, question: Question) -> list[Row]:
        """One question a thing that is placed, for others."""
        rows: list[Row] = []
        offered = places(question)
        list_name = self._names.of(question.id) + ("" if question.kind == "feelings" else "_PLACES")
        for thing_id, thing in things(question):
            words = self._said(f"c.{question.id}.{thing_id}" if thing else f"q.{question.id}")
            row = {"name": self._names.thing(question, thing_id), f"{OURS}of": question.id, **words}
            rows.append({"type": f"select_one {list_name}" if offered else "text", **row})
        return rows

    def _beside(self, question: Question) -> Iterator[Row]:
        """Where others can write: words of their own beside a choice, cards of their own."""
        name = self._names.of(question.id)
        is_tapped = question.kind in OFFERED and question.kind not in PLACED
        for choice in question.choices:
            if choice.opens_words and is_tapped:
                chosen = f"selected(${{{name}}}, '{choice.id}')"
                words = {"type": "text", "name": self._names.made(name, "WORDS", choice.id)}
                said = self._said(f"c.{question.id}.{choice.id}")
                yield {**words, "relevant": chosen, f"{OURS}of": question.id, **said}
        if question.own:
            for place in places(question) if question.kind in PLACED else (None,):
                words = {
                    "type": "text",
                    "name": self._names.made(name, "OWN", place.id if place else ""),
                }
                key = f"c.{question.id}.{place.id}" if place else f"q.{question.id}"
                yield {**words, f"{OURS}of": question.id, **self._said(key)}

    def _say_what_is_lost(self, question: Question) -> None:
        if question.kind in PLACED:
            self._find(question.id, "changed", "others ask each thing on its own")
        if question.kind in _LINES:
            self._find(question.id, "changed", "others write the lines as one text")
        if question.from_:
            self._find(question.id, "changed", f"others offer everything of {question.from_}")
        if question.registers:
            self._find(question.id, "changed", "others ask it in every wording")
        if question.school_only or question.share:
            self._find(
                question.id, "changed", "others ask it everywhere and share it like the rest"
            )

    def _said(self, key: str, name: str = "label") -> Row:
        """A sentence in every language it is in, in the columns of a sheet."""
        if not any(key in said for said in self._sentences.values()):
            return {}
        return {
            f"{name}::{language_name(tag)}": text
            for tag in self._sentences
            if (text := self._text(tag, key))
        }

    def _text(self, tag: str, key: str) -> str:
        # What is in braces is filled in by us; theirs would be looked for.
        text = find(self._sentences, tag, key).replace("${", "$ {")
        return text.replace("{item}", f"${{{self._item_name}}}") if self._item_name else text

    def _shortened(self, sheets: Sheets) -> Sheets:
        """No cell that a workbook would cut without a word."""
        for sheet, rows in sheets.items():
            for number, row in enumerate(rows, start=2):
                for column in [name for name, text in row.items() if len(text) > LONGEST_CELL]:
                    del row[column]
                    reason = f"a cell holds at most {LONGEST_CELL} letters"
                    place = f"{sheet}, row {number}, {column}"
                    self._findings.append(Finding(place, "left out", reason))
        return sheets

    def _find(self, place: str, level: Level, message: str) -> None:
        self._findings.append(Finding(place, level, message))


def _ending(form: Form) -> tuple[str, str]:
    """(what holds while the form goes on, the page after which it may end); "" for never."""
    if not form.ends_when:
        return "", ""
    try:
        ending = Branches.of(form).ending
    except FormError:
        return "", ""
    asked = [question.page for question in form.questions if question.id in ending]
    going_on = " ".join(Names(form).translated(f"not({form.ends_when})").split())
    return (going_on, asked[-1]) if asked else ("", "")


def _with_rules(field: str, there: str, question: Question) -> str:
    """What a kind of ours asks for by itself, said in their words."""
    if field != "constraint":
        return there
    rules = [f"({there})"] if there else []
    if question.kind == "top3":
        rules.append("count-selected(.) <= 3")
    if question.kind in ("pick_many", "top3"):
        rules += [
            f"not(selected(., '{one.id}') and count-selected(.) > 1)"
            for one in question.choices
            if one.exclusive
        ]
    return there if len(rules) == bool(there) else " and ".join(rules)


def _is_plain(name: str, text: str) -> bool:
    """Whether what a choice filter looks at can be a column of the sheet as it is."""
    is_name = name.isascii() and name.isidentifier()
    return (
        is_name and name.lower() not in _NOT_COLUMNS and not name.startswith(OURS) and keeps(text)
    )


_NOT_COLUMNS: Mapping[str, Any] = dict.fromkeys(
    READ["choices"] | {"caption", "value", "media", "hint", "order", "itextid"}
)
