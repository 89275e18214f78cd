"""A filled booklet keyed in, line by line: which question comes, what a line means, what is kept.

A pure state machine over an open form: no terminal, no files, no clock. Each line gives a `Turn`:
answers to keep (durably, before the next line is read), and sentences by their keys. It can be put
down at any question and taken up there again. What stands on the paper is kept as it stands, even
where a device would have asked again; that is told, and never corrected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from app.key_reading import (
    ONE_LINE,
    PAIRED,
    TICKED,
    Fault,
    Keyed,
    read_keys,
    read_words,
    unescaped,
    value_of,
)
from forms.answers import Answer, AnswerState, How, Value
from forms.checking import check_answer
from forms.engine import OpenForm
from forms.exchange.paper import Booklet, Item
from forms.kinds import KINDS
from forms.own import own_card
from forms.rounds import round_of, rounds_for, template_of

BACK, HELP, DRAWING = "b", "?", "p"
STATES: Mapping[str, AnswerState] = {"d": "dont_know", "s": "skipped", "n": "not_today"}
Stage = Literal["things", "answer", "lines", "rows", "words", "end"]
# The key of a sentence and its values.
Said = tuple[str, Mapping[str, object]]


@dataclass(frozen=True)
class Turn:
    """What one line did.

    Attributes:
        keep: answers to keep now, by question.
        said: sentences to say.
    """

    keep: Mapping[str, Answer] = field(default_factory=dict)
    said: tuple[Said, ...] = ()


@dataclass
class _Open:
    """An answer that is not whole yet: its keys, blank rows without words, and lines."""

    keyed: Keyed = field(default_factory=Keyed)
    rows: list[str] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


class KeyIn:
    """One booklet being keyed in.

    Attributes:
        at: the question that is waited for, in its round; None at the end.
        stage: what is waited for: what blank rounds are about ("things"), the keys of an answer,
            further lines of it, the words of a blank row, own words beside ticks, nothing ("end").
        first: what was shown before the first question: to be kept as well.
    """

    def __init__(
        self,
        booklet: Booklet,
        form: OpenForm,
        now: Callable[[], datetime],
        *,
        drawing: str,
        at: str = "",
    ) -> None:
        """Begin, or go on at a question.

        Args:
            booklet: the same that was printed.
            form: the open form with the answers so far; every line changes it.
            now: the moment of an answer, until the day it was written on is known.
            drawing: what stands in the record for a drawing that stays on paper.
            at: the question to go on with; "" begins.
        """
        self.booklet, self.form = booklet, form
        self._now, self._drawing = now, drawing
        self.at: str | None = None
        self.stage: Stage = "end"
        self._open = _Open()
        self._shown: dict[str, Answer] = {}
        self._unknown = [] if at else self._repeats_to_ask()
        self._begin(at)
        self.first = Turn(self._shown)

    @property
    def item(self) -> Item | None:
        """The question that is waited for, as it is printed."""
        return self.booklet.find(template_of(self.at)) if self.at else None

    @property
    def row(self) -> str:
        """The number of the blank row whose words are waited for."""
        return self._open.rows[0] if self.stage == "rows" else ""

    @property
    def is_first_line(self) -> bool:
        """Whether nothing of what is waited for was typed yet."""
        return not self._open.lines

    @property
    def repeat(self) -> str:
        """The hidden question whose things are waited for: what blank rounds are about."""
        return self._unknown[0] if self.stage == "things" else ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of the questions in those blank rounds."""
        repeats = (
            (item, self.form.form.repeat_of(item.question_id)) for item in self.booklet.items
        )
        inside = (item for item, group in repeats if group and group.repeat == self.repeat)
        return tuple(dict.fromkeys(item.label.partition(".")[0] for item in inside if item.label))

    @property
    def label(self) -> str:
        """The number on paper, with its round."""
        return self.item.label_in(self._round()) if self.item else ""

    @property
    def about(self) -> str:
        """What the round is about: an id of a choice, an own card or words; "" outside rounds."""
        return self.form.thing(self.at) if self.at else ""

    @property
    def kept(self) -> Answer | None:
        """What was keyed in for this question before."""
        return self.form.answers.get(self.at) if self.at else None

    def read(self, line: str) -> Turn:
        """Take one line of keys."""
        reads: Mapping[Stage, Callable[[str], Turn]] = {
            "things": self._thing,
            "answer": self._answer,
            "lines": self._line,
            "rows": self._row,
            "words": self._word,
            "end": self._back_from_the_end,
        }
        self._shown = {}
        turn = reads[self.stage](line)
        return Turn({**turn.keep, **self._shown}, turn.said)

    # -- the first keys of a question --------------------------------------------------------------

    def _answer(self, line: str) -> Turn:
        item, key = self._asked(), line.strip()
        if key == "":
            return self._go_on()
        if key in STATES:
            return self._keep(STATES[key], None, "")
        if key == BACK:
            return self._back()
        if key == HELP:
            return Turn(said=((help_for(item), {}), ("cli.key_in.help", {})))
        if key == DRAWING and item.layout == "say":
            return self._keep("answered", self._drawing, "", "drew")
        if item.layout in TICKED or item.layout in PAIRED:
            return self._keys(item, line)
        return self._line(line)

    def _keys(self, item: Item, line: str) -> Turn:
        keyed = read_keys(item, line)
        if isinstance(keyed, Fault):
            return Turn(said=((keyed.key, keyed.values),))
        self._open = _Open(keyed, rows=list(keyed.rows(item)))
        return self._further()

    def _further(self) -> Turn:
        """Ask for the words of the next blank row, then for own words, then keep it."""
        if self._open.rows:
            self.stage = "rows"
            return Turn()
        if self._open.keyed.opens_words:
            self.stage = "words"
            return Turn()
        return self._keep_keyed("")

    # -- further lines -----------------------------------------------------------------------------

    def _line(self, line: str) -> Turn:
        item = self._asked()
        if line.strip():
            self._open.lines.append(line)
            self.stage = "lines"
            if item.kind not in ONE_LINE:
                return Turn()
        value, words = read_words(item, self._open.lines)
        return self._keep("answered", value, words)

    def _row(self, line: str) -> Turn:
        words = unescaped(line) if line.strip() else ""
        if not words:
            return Turn(said=(("cli.key_in.row_empty", {"row": self.row}),))
        self._open.own[self._open.rows.pop(0)] = own_card(words)
        return self._further()

    def _word(self, line: str) -> Turn:
        if line.strip():
            self._open.lines.append(line)
            return Turn()
        return self._keep_keyed("\n".join(map(unescaped, self._open.lines)))

    def _thing(self, line: str) -> Turn:
        if line.strip():
            self._open.lines.append(line)
            return Turn()
        things = tuple(unescaped(one).strip() for one in self._open.lines)
        question_id = self._unknown.pop(0)
        keep = {question_id: self._make("answered", things, "", None)} if things else {}
        for known, answer in keep.items():
            self.form.set(known, answer)
        self._begin("")
        return Turn(keep)

    # -- keeping -----------------------------------------------------------------------------------

    def _keep_keyed(self, words: str) -> Turn:
        value = value_of(self._asked(), self._open.keyed, self._open.own)
        if value in ((), {}, "") and not words:
            self._move(self.at)
            return Turn(said=(("cli.key_in.nothing", {}),))
        return self._keep("answered", value, words)

    def _keep(self, state: AnswerState, value: Value, words: str, how: How | None = None) -> Turn:
        at, item = self.at or "", self._asked()
        has_how = state == "answered" and not self.form.form.question(at).meta
        answer = self._make(state, value, words, (how or usual_how(item.kind)) if has_how else None)
        codes = dict.fromkeys(note.code for note in check_answer(self.form, at, answer))
        self.form.set(at, answer)
        self._move(self._after(at))
        return Turn({at: answer}, tuple((f"cli.key_in.note.{code}", {}) for code in codes))

    def _make(self, state: AnswerState, value: Value, words: str, how: How | None) -> Answer:
        lang = self.booklet.code.language
        return Answer(state=state, value=value, words=words, how=how, lang=lang, at=self._now())

    # -- from question to question -----------------------------------------------------------------

    def _begin(self, at: str) -> None:
        if self._unknown:
            self.stage, self._open = "things", _Open()
        else:
            is_asked = at in self.form.visible and self._is_numbered(at)
            self._move(at if is_asked else self._after(None))

    def _move(self, at: str | None) -> None:
        self.at, self._open = at, _Open()
        self.stage = "answer" if at else "end"

    def _go_on(self) -> Turn:
        said: tuple[Said, ...] = () if self.kept else (("cli.key_in.blank", {}),)
        self._move(self._after(self.at))
        return Turn(said=said)

    def _after(self, question_id: str | None) -> str | None:
        """The next question with a number; what is only said on the way counts as shown."""
        found = self.form.after(question_id)
        while found is not None and not self._is_numbered(found):
            if self.booklet.find(template_of(found)) and found not in self.form.answers:
                self._shown[found] = self._make("answered", None, "", None)
                self.form.set(found, self._shown[found])
            found = self.form.after(found)
        return found

    def _back(self) -> Turn:
        before = self.form.before(self.at) if self.at else None
        while before is not None and not self._is_numbered(before):
            before = self.form.before(before)
        if before is None:
            return Turn(said=(("cli.key_in.first", {}),))
        self._move(before)
        return Turn()

    def _back_from_the_end(self, line: str) -> Turn:
        numbered = [one for one in self.form.visible if self._is_numbered(one)]
        if line.strip().lower() == BACK and numbered:
            self._move(numbered[-1])
        return Turn()

    def _is_numbered(self, question_id: str) -> bool:
        item = self.booklet.find(template_of(question_id))
        return item is not None and bool(item.label)

    def _repeats_to_ask(self) -> list[str]:
        """What comes with an invitation and is not known here: it stands on the blank lines."""
        form = self.form.form
        repeats = [form.repeat_of(item.question_id) for item in self.booklet.items]
        over = dict.fromkeys(repeat.repeat for repeat in repeats if repeat)
        hidden = [one for one in over if form.question(one).kind == "hidden"]
        return [one for one in hidden if one not in self.form.answers]

    def _round(self) -> int:
        group = self.form.form.repeat_of(self.at or "")
        source = self.form.answers.get(group.repeat) if group else None
        if group is None or source is None:
            return 1
        return [*rounds_for(source.value, group.at_most)].index(round_of(self.at or "")) + 1

    def _asked(self) -> Item:
        assert self.item is not None, "nothing is asked"
        return self.item


def usual_how(kind: str) -> How:
    """How an answer on paper is given: written, or chosen with a tick."""
    own_words = KINDS[kind].is_worded or KINDS[kind].is_listed or kind in ("number", "date")
    return "wrote" if own_words else "chose"


def help_for(item: Item) -> str:
    """The key of the sentence that says how to key in a question."""
    if item.layout in PAIRED:
        return "cli.key_in.help.pairs"
    if item.layout in TICKED:
        return "cli.key_in.help.many" if item.is_many else "cli.key_in.help.one"
    if item.layout == "say":
        return "cli.key_in.help.say"
    return "cli.key_in.help.line" if item.kind in ONE_LINE else "cli.key_in.help.lines"
