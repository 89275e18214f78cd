"""A form of one's own on the screen while it is written: it opens again each time a file is saved.

What is answered stays in the page and goes nowhere. A mistake in the files stands on the page, as
`mysay form check` tells it, until it is mended. It sends, seals and keeps nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import flet as ft

from app import theme
from app.controls.buttons import main_button
from app.controls.frame import frame
from app.form_folder import FORM, WORDS, FormFolder, read_folder
from app.provenance import usual
from app.screens import question
from app.words import say
from forms.answers import Answer, Answers
from forms.asking import item_words, question_words
from forms.catalogues import Standing
from forms.definition import Form
from forms.engine import OpenForm
from forms.exchange.findings import Sentences
from forms.exchange.sentences import escaped, find, of_tag
from forms.wording import FALLBACK_REGISTER, Wording

# So often the files are looked at; a save is seen before a hand has left the keyboard.
LOOK_S = 0.4
# So long someone has to pause in typing before what they typed is kept.
PAUSE_S = 0.6


class FolderWords(Wording):
    """The words of a form that is still in its folder, as the screens ask for them."""

    def __init__(self, form: Form, sentences: Sentences, tag: str) -> None:
        """Take the words of one language and register; what is missing is in English."""
        self.form_id = form.id
        self.language, self.register = of_tag(tag)
        self._tag = tag
        self._sentences = sentences
        self._hear = lambda _: None

    def _look_up(self, key: str) -> tuple[str, Standing] | None:
        text = find(self._sentences, self._tag, key)
        return (escaped(text), "checked") if text else None


class Preview:
    """Shows a folder's form on one page."""

    def __init__(
        self,
        folder: Path,
        show: Callable[[ft.Control], None],
        after_pause: Callable[[Callable[[], None]], None],
    ) -> None:
        """Begin with nothing on the page.

        Args:
            folder: where the form is.
            show: puts a screen on the page.
            after_pause: does something when the person has paused in typing.
        """
        self._folder = folder
        self._put = show
        self._after_pause = after_pause
        self._seen: Mapping[str, int] = {}
        self._answers: dict[str, Answer] = {}
        self._place = ""
        self._tag = ""
        self._screen: question.QuestionScreen | None = None
        self._names = {name: say(f"preview.{name}") for name in ("pupil", "senco", "school")}

    def look(self) -> bool:
        """Show the form when a file of it has changed since the last look; whether one had."""
        now = stamps(self._folder)
        if now == self._seen:
            return False
        self._seen = now
        self._keep_typed()
        self._open()
        return True

    def press(self, key: str) -> None:
        """A key was pressed."""
        if self._screen is not None:
            self._screen.press(key)

    def _open(self) -> None:
        try:
            found = read_folder(self._folder)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._show_lines([say("cli.error.file", file=error.filename or "-", reason=reason)])
            return
        if found.form is None or found.mistakes:
            self._show_lines([str(mistake) for mistake in found.mistakes])
            return
        self._begin(found.form, found)

    def _begin(self, form: Form, found: FormFolder) -> None:
        """Go on at the same question, with the same answers, as far as the form still has them."""
        self._form, self._sentences = form, found.sentences
        if self._tag not in found.sentences:
            self._tag = next(t for t in found.sentences if of_tag(t)[1] == FALLBACK_REGISTER)
        known = {i: a for i, a in self._answers.items() if _is_known(form, i)}
        self._engine = OpenForm(
            form,
            Answers({**_given_along(form), **known}),
            register=of_tag(self._tag)[1],
            today=datetime.now(UTC).date().isoformat(),
        )
        asked = self._engine.visible
        if asked:
            self._show(self._place if self._place in asked else asked[0])
        else:
            self._show_lines([say("preview.nothing")])

    def _show(self, question_id: str) -> None:
        """One question, with the wordings to choose from above it."""
        self._keep_typed()
        self._place = question_id
        does = question.Does(
            save=lambda answer: self._save(question_id, answer),
            now=lambda: datetime.now(UTC),
            next=lambda: self._go(self._engine.after(question_id)),
            back=lambda: self._show(self._engine.before(question_id) or question_id),
            stop=self._start_again,
            redraw=self._put,
            after_pause=self._after_pause,
        )
        self._screen = question.QuestionScreen(self._asked(question_id), does)
        self._put(self._screen.build())

    def _asked(self, question_id: str) -> question.Asked:
        form, engine = self._form, self._engine
        asked, words = form.question(question_id), FolderWords(form, self._sentences, self._tag)
        step, steps = engine.progress(question_id)
        item = item_words(form, words, engine.answers, question_id, self._names)
        return question.Asked(
            question=asked,
            choices=engine.choices(question_id),
            title=question_words(form, words, engine.answers, question_id, self._names),
            hint=words.hint(asked.id, **self._names, **item),
            page=words.page(asked.page, **self._names),
            step=step,
            steps=steps,
            word=lambda choice_id: self._word(words, question_id, choice_id),
            answer=engine.answers.get(question_id),
            usual=usual(asked.kind, engine.answers, ""),
            usual_share=asked.share or form.default_share,
            saved_words=say("preview.saved"),
            language=words.language,
            can_go_back=engine.before(question_id) is not None,
            corner=self._wordings,
        )

    def _word(self, words: Wording, question_id: str, choice_id: str) -> str:
        asked = self._form.question(question_id)
        is_taken = asked.find_choice(choice_id) is None and bool(asked.from_)
        source = asked.from_ if is_taken else asked.id
        return words.choice(source, choice_id, **self._names)

    def _wordings(self) -> ft.Control | None:
        """The languages and registers of the form, to change between."""
        if len(self._sentences) < 2:
            return None
        return ft.Row([self._way_to(tag) for tag in sorted(self._sentences)], wrap=True)

    def _way_to(self, tag: str) -> ft.Control:
        is_now = tag == self._tag
        ground, edge = (theme.TEAL_SOFT, theme.TEAL) if is_now else (theme.PAPER, theme.INK)
        style = theme.button_style(ground, theme.INK, edge)
        return ft.Button(tag, style=style, on_click=lambda _: self._say_in(tag))

    def _say_in(self, tag: str) -> None:
        self._tag = tag
        self._open()

    def _save(self, question_id: str, answer: Answer) -> bool:
        self._answers[question_id] = answer
        self._engine.set(question_id, answer)
        return True

    def _go(self, question_id: str | None) -> None:
        if question_id is not None:
            self._show(question_id)
            return
        self._screen = None
        again = main_button(say("preview.again"), "preview-again", self._start_again)
        self._put(frame([theme.heading(say("preview.end"))], bar=again))

    def _start_again(self) -> None:
        self._screen, self._answers, self._place = None, {}, ""
        self._open()

    def _show_lines(self, lines: list[str]) -> None:
        """What stands in the way, each where it is."""
        self._screen = None
        said = [theme.words(line) for line in lines]
        self._put(frame([theme.heading(say("preview.mistakes")), *said]))

    def _keep_typed(self) -> None:
        if self._screen is not None:
            self._screen.keep_typed()


async def watch(page: ft.Page, folder: Path) -> None:
    """Show a folder's form on a page, and again after every save, until the page is closed."""

    def show(screen: ft.Control) -> None:
        page.controls = [screen]
        page.update()

    def after_pause(work: Callable[[], None]) -> None:
        async def wait() -> None:
            await asyncio.sleep(PAUSE_S)
            work()

        page.run_task(wait)

    closed = asyncio.Event()
    preview = Preview(folder, show, after_pause)
    page.on_keyboard_event = lambda event: preview.press(event.key)
    page.on_close = lambda _: closed.set()
    while not closed.is_set():
        preview.look()
        with suppress(TimeoutError):
            await asyncio.wait_for(closed.wait(), LOOK_S)


def stamps(folder: Path) -> dict[str, int]:
    """When each file of a form was last written; another answer means that one was saved."""
    files = [folder / FORM, *sorted((folder / WORDS).glob("*.po"))]
    return {str(file): file.stat().st_mtime_ns for file in files if file.is_file()} or {"": 0}


def _is_known(form: Form, question_id: str) -> bool:
    try:
        form.question(question_id)
    except KeyError:
        return False
    return True


def _given_along(form: Form) -> dict[str, Answer]:
    """Something for what would come with an invitation and is gone through one by one."""
    repeated = {group.repeat for group in form.groups}
    things = (say("preview.first"), say("preview.second"))
    at = datetime.now(UTC)
    return {
        one.id: Answer(state="answered", value=things, at=at)
        for one in form.questions
        if one.kind == "hidden" and one.id in repeated
    }
