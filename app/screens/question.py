"""The screen of one question: everything at its place, and everything saved before it says so.

Back, "I don't know", Skip, Not today and Stop always stand at the same place, for every kind. The
screen turns taps into an answer with its provenance; it does not know what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import flet as ft

from app import theme
from app.controls import control_for, how_given, said_before
from app.controls.ask import Ask
from app.controls.buttons import bar_button, main_button
from app.controls.frame import frame
from app.provenance import Provenance
from app.speaking import in_its_order, say
from forms.answers import Answer, AnswerState, Share, Value
from forms.definition import OFFERED, Choice, Question
from forms.written import read_written, written

# While someone types, this many new letters are saved at the latest; a space saves at once, and so
# does a pause.
LETTERS_AT_MOST = 6
ENDS_A_WORD = ("", " ", "\n", ".", ",", "،", "۔", "।")
OTHER_ANSWERS: tuple[tuple[AnswerState, str], ...] = (
    ("dont_know", "dont_know"),
    ("skipped", "skip"),
    ("not_today", "not_today"),
)


@dataclass(frozen=True)
class SaidBefore:
    """What the person said about this before.

    Attributes:
        words: it, in words.
        answer: it, as an answer to this question; None when it would not be one.
        comes_first: whether it is shown before the new answer (to parents, who can keep it); a
            pupil sees it after, so that it does not lead.
    """

    words: str
    answer: Answer | None
    comes_first: bool


@dataclass(frozen=True)
class Asked:
    """What is shown and asked."""

    question: Question
    choices: tuple[Choice, ...]
    title: str
    hint: str
    page: str
    step: int
    steps: int
    word: Callable[[str], str]
    answer: Answer | None
    usual: Provenance
    usual_share: Share
    saved_words: str
    language: str
    can_go_back: bool
    before: SaidBefore | None = None
    corner: Callable[[], ft.Control | None] = lambda: None


@dataclass(frozen=True)
class Does:
    """What the shell does for this screen."""

    save: Callable[[Answer], bool]
    now: Callable[[], datetime]
    next: Callable[[], None]
    back: Callable[[], None]
    stop: Callable[[], None]
    redraw: Callable[[ft.Control], None]
    after_pause: Callable[[Callable[[], None]], None]


@dataclass
class QuestionScreen:
    """One question on the screen."""

    asked: Asked
    does: Does
    _answer: Answer | None = field(init=False)
    _given: Provenance = field(init=False)
    _how_open: bool = field(init=False, default=False)
    _unsaved: str | None = field(init=False, default=None)
    # Whether what was said before is still to be looked at; a pupil's waits for the new answer.
    _recalls: bool = field(init=False, default=False)
    _keys: dict[str, Callable[[], None]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with what was answered before."""
        self._answer = self.asked.answer
        before = self.asked.before
        self._recalls = before is not None and before.comes_first and self._answer is None
        self._given = self.asked.usual
        answer = self._answer
        if answer is not None and answer.how:
            self._given = Provenance(answer.how, answer.helper, answer.assist, answer.share)
        self._status = ft.Text(size=theme.SMALL, color=theme.GREEN, weight=ft.FontWeight.W_700)
        self._tell(self.asked.saved_words if self._answer else "")

    def build(self) -> ft.Control:
        """The screen as it is now."""
        asked = self.asked
        title: list[ft.Control] = [theme.heading(asked.title)]
        if asked.hint:
            title.append(theme.words(asked.hint, theme.BODY, color=theme.QUIET))
        words: list[ft.Control] = [ft.Container(ft.Column(title, spacing=4), expand=True)]
        if asked.question.kind != "info":  # what is only said has its picture below, large
            words.insert(0, theme.picture(asked.question.picture, 72))
        question = ft.Row(
            words,
            spacing=theme.GAP,
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
        )
        middle: list[ft.Control] = [question, control_for(self._ask())]
        if self._recalls and asked.before is not None:
            card = said_before.build(
                asked.before.words,
                self._recalled,
                can_be_kept=asked.before.answer is not None,
                comes_first=asked.before.comes_first,
            )
            middle.insert(1 if asked.before.comes_first else 2, card)
        if self._has_provenance():
            middle.append(
                how_given.build(
                    self._given,
                    self._change_how,
                    usual_share=asked.usual_share,
                    is_open=self._how_open,
                    toggle=self._toggle_how,
                )
            )
        return frame(middle, head=self._head(), bar=self._bar(), corner=asked.corner())

    def keep_typed(self) -> None:
        """Save what was typed and is not saved yet."""
        if self._unsaved is not None:
            text, self._unsaved = self._unsaved, None
            self._save_typed(text)

    def press(self, key: str) -> None:
        """A key of a keyboard or a switch was pressed."""
        if key in self._keys and not self._how_open:
            self._keys[key]()

    def _head(self) -> ft.Control:
        asked = self.asked
        bar = ft.Semantics(
            label=say("question.step", step=asked.step, steps=asked.steps),
            exclude_semantics=True,
            content=ft.ProgressBar(
                value=asked.step / asked.steps,
                color=theme.TEAL,
                bgcolor=theme.RESTING,
                bar_height=10,
                border_radius=5,
            ),
        )
        words = ft.Row(
            [
                theme.words(asked.page, theme.SMALL, color=theme.QUIET),
                ft.Semantics(live_region=True, content=self._status),
            ],
            alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
        )
        return ft.Column([bar, words], spacing=6, tight=True)

    def _bar(self) -> ft.Control:
        is_asking = self.asked.question.kind != "info"
        state = self._answer.state if self._answer else None
        others = [
            bar_button(
                say(f"question.{name}"),
                name,
                f"q-{name}",
                lambda kind=kind: self._other(kind),  # type: ignore[misc]
                chosen=state == kind,
            )
            for kind, name in OTHER_ANSWERS
        ]
        ways = ft.Row(
            [
                bar_button(say("question.back"), "back", "q-back", self._leave(self.does.back)),
                *others,
                bar_button(say("question.stop"), "stop", "q-stop", self._leave(self.does.stop)),
            ],
            spacing=4,
        )
        word = say("question.next" if is_asking else "question.understood")
        onward = main_button(
            word, "q-next", self._leave(self._onward), icon=ft.Icons.ARROW_FORWARD_ROUNDED
        )
        return ft.Container(
            ft.Column(
                [onward, ways],
                spacing=8,
                tight=True,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            ),
            width=theme.WIDEST,
        )

    def _ask(self) -> Ask:
        return Ask(
            question=self.asked.question,
            choices=self.asked.choices,
            word=self.asked.word,
            answer=self._answer,
            give=self._give,
            redraw=self._redraw,
            typed=self._typed,
            keys=self._keys,
        )

    def _give(self, value: Value, words: str) -> None:
        if self._unsaved is not None and not self._is_mat():
            words = self._unsaved  # letters typed since the last save stand beside the choice
        self._unsaved = None
        # Nothing chosen any more is no answer yet, not an empty one.
        if value in ((), {}) and not words:
            self._save("skipped", None, "")
        else:
            self._save("answered", value, words)

    def _recalled(self, choice: said_before.Recall) -> None:
        """What becomes of what was said before."""
        before, self._recalls = self.asked.before, False
        earlier = before.answer if before else None
        if choice in ("keep", "change") and earlier is not None:
            self._save("answered", earlier.value, earlier.words, recheck=choice == "keep")
        elif choice == "remove":
            self._save("declined", None, "")
        elif choice == "still_so" and self._answer is not None:
            self._save("answered", self._answer.value, self._answer.words, recheck=True)
        self._redraw()

    def _typed(self, text: str) -> None:
        self._unsaved = text
        new_letters = abs(len(text) - len(self._saved_text()))
        if new_letters >= LETTERS_AT_MOST or text[-1:] in ENDS_A_WORD:
            self.keep_typed()
        else:
            self.does.after_pause(lambda: self._keep_if_still(text))

    def _keep_if_still(self, text: str) -> None:
        if self._unsaved == text:
            self.keep_typed()

    def _saved_text(self) -> str:
        if self._answer is None:
            return ""
        return self._answer.words if self._opens_words() else self._as_written()

    def _save_typed(self, text: str) -> None:
        if self._opens_words():
            value = self._answer.value if self._answer else None
            self._save("answered", ({} if self._is_mat() else ()) if value is None else value, text)
        elif text:
            self._save("answered", *read_written(self.asked.question.kind, text))
        elif self._answer is not None:
            self._save("skipped", None, "")

    def _opens_words(self) -> bool:
        """Whether what is typed stands beside choices, rather than being the answer."""
        offers = bool(self.asked.choices) or self._is_mat()
        return offers and self.asked.question.kind in OFFERED

    def _is_mat(self) -> bool:
        """Whether things are put somewhere; a card of one's own is typed beside them."""
        return bool(self.asked.question.places)

    def _as_written(self) -> str:
        return written(self.asked.question.kind, self._answer)

    def _save(self, state: AnswerState, value: Value, words: str, *, recheck: bool = False) -> None:
        given = self._given
        answer = Answer(
            state=state,
            value=value,
            words=words,
            how=given.how if state == "answered" and self._has_provenance() else None,
            helper=given.helper,
            assist=given.assist,
            share=given.share,
            recheck=recheck,
            lang=self.asked.language,
            at=self.does.now(),
        )
        if self.does.save(answer):
            is_new = self._answer is None or self._answer.state != "answered"
            self._answer = answer
            before = self.asked.before
            if before is not None and not before.comes_first and is_new:
                self._recalls = state == "answered"
            self._tell(self.asked.saved_words)

    def _other(self, state: AnswerState) -> None:
        self._unsaved = None
        self._save(state, None, "")
        self.does.next()

    def _onward(self) -> None:
        if self._answer is None:
            # Shown or passed by: that is kept too, so that it is never asked blank again.
            is_info = self.asked.question.kind == "info"
            self._save("answered" if is_info else "skipped", None, "")
        self.does.next()

    def _leave(self, then: Callable[[], None]) -> Callable[[], None]:
        def leave() -> None:
            self.keep_typed()
            then()

        return leave

    def _change_how(self, given: Provenance) -> None:
        self._given = given
        if self._answer and self._answer.state == "answered":
            self._save("answered", self._answer.value, self._answer.words)
        self._redraw()

    def _toggle_how(self) -> None:
        self.keep_typed()
        self._how_open = not self._how_open
        self._redraw()

    def _has_provenance(self) -> bool:
        return self.asked.question.kind != "info" and not self.asked.question.meta

    def _redraw(self) -> None:
        self.does.redraw(self.build())

    def _tell(self, words: str) -> None:
        self._status.value = in_its_order(words)
        try:
            self._status.update()
        except RuntimeError:
            return  # not on the screen yet: it will be shown with it
