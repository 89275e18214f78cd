"""The way of a pupil or a parent: home, question after question, review, send, received.

It says when the school has what was sent, or does not take it; `sending` does the sending."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import flet as ft

from app.provenance import HELPER, NOBODY, usual
from app.recall import said_before
from app.screens import home, question, review, sent, stop
from app.shell.sending import Sending
from app.space import HELP_NOW
from app.speaking import say, say_day
from forms.answers import Answer
from forms.asking import item_words, question_words
from forms.definition import OFFERED, Question
from forms.written import words_of, written
from sync.errors import MySayError, NoRoom

if TYPE_CHECKING:
    from app.shell.shell import Shell
    from app.sitting import Sitting
    from app.space import FormStatus, Space
    from forms.wording import Wording

# Whoever stops typing for so long has said something: it is saved.
PAUSE_S = 0.6


class Respondent:
    """One unlocked place on the screen."""

    def __init__(self, shell: Shell, space: Space) -> None:
        self.shell = shell
        self.space = space
        self.sitting: Sitting | None = None
        self._role = "pupil" if space.invitation.role == "pupil" else "parent"
        self.is_here = True
        self.sending = Sending(
            shell.page, space, received=self._show_received, not_taken=self._keep_not_taken
        )
        self._not_taken: MySayError | None = None
        self._shown_sent: str | None = None
        self._shown_home = False
        self._screen: question.QuestionScreen | None = None

    def begin(self) -> None:
        """Show the home screen and begin to send what waits."""
        self.shell.leaving(self.leave)
        self.sending.begin()
        self.show_home()

    def leave(self) -> None:
        """Lock the place."""
        self._keep_typed()
        self.is_here = False
        self.sending.end()
        self.space.lock()

    # -- screens
    # ------------------------------------------------------------------------------------

    def show_home(self) -> None:
        """What there is to say and how far it is."""
        self._now_on(home_=True)
        self.space.leave_help()
        names = self.space.names
        self.shell.show(
            home.build(
                hello=say(f"home.{self._role}.hello", **names),
                cards=[self._card(status) for status in self.space.forms()],
                safe_words=say(f"home.{self._role}.safe", **names),
                open_form=self.open_form,
                help_now=(lambda: self.open_form(HELP_NOW)) if self.space.has_help else None,
                lock=self.shell.start_again,
                show_credits=self._show_credits,
                corner=self._languages(self.show_home),
            )
        )
        self._tell_not_taken()

    def open_form(self, form_id: str) -> None:
        """Go on with a form at the question the person was at."""
        sitting = self.sitting = self.space.open(form_id)
        place = sitting.place if sitting.place in sitting.engine.visible else None
        first = place or sitting.engine.visible[0]
        if sitting.engine.is_ended:
            first = sitting.engine.visible[0]
        self.show_question(first)

    def show_question(self, question_id: str) -> None:
        """One question."""
        sitting = self._sitting
        sitting.go(question_id)
        self._now_on()
        does = question.Does(
            save=lambda answer: self._save(question_id, answer),
            now=self.space.surroundings.now,
            next=lambda: self._after(question_id),
            back=lambda: self._before(question_id),
            stop=self.show_stop,
            redraw=self.shell.show,
            after_pause=self._after_pause,
        )
        self._screen = question.QuestionScreen(self._asked(question_id), does)
        self.shell.press = self._screen.press
        self.shell.show(self._screen.build())

    def show_stop(self) -> None:
        """The person wants to stop."""
        sitting = self._sitting
        self._now_on()
        self.shell.show(
            stop.build(
                saved_words=say(f"saved.{self._role}"),
                go_on=lambda: self.show_question(sitting.place),
                leave=self.show_home,
            )
        )

    def show_review(self, *, is_busy: bool = False) -> None:
        """Everything that was said, before it goes."""
        sitting = self._sitting
        self._now_on()
        last = sitting.engine.visible[-1]
        self.shell.show(
            review.build(
                lines=[
                    *[self._review_line(question_id) for question_id in self._reviewed()],
                    *self._no_longer_asked(),
                ],
                senco=self.space.invitation.senco,
                change=self.show_question,
                send=self._send,
                back=lambda: self.show_question(last),
                is_busy=is_busy,
            )
        )

    def show_sent(self, form_id: str) -> None:
        """Where it is now."""
        item = self.space.latest_sent(form_id)
        self._now_on(sent_=form_id)
        names, receipt = self.space.names, item.receipt if item else None
        saved = say(f"saved.{self._role}")
        if receipt:
            at = receipt.received_at.astimezone()
            detail = say(
                "sent.received.detail",
                date=say_day(at),
                time=f"{at:%H:%M}",
                number=receipt.envelope[:8],
            )
            status = say("sent.received", **names)
        else:
            status, detail = say("sent.waiting", saved=saved), say("sent.waiting.detail")
        self.shell.show(
            sent.build(
                is_received=receipt is not None, status=status, detail=detail, home=self.show_home
            )
        )
        self._tell_not_taken()

    def _show_credits(self) -> None:
        self._now_on()
        self.shell.show_credits(self.show_home)

    # -- what the screens hand back
    # -----------------------------------------------------------------

    def _save(self, question_id: str, answer: Answer) -> bool:
        try:
            self._sitting.answer(question_id, answer)
        except MySayError as error:
            again = lambda: self.show_question(question_id)  # noqa: E731
            self.shell.show_problem(error, again)
            return False
        return True

    def _after_pause(self, work: Callable[[], None]) -> None:
        async def wait() -> None:
            await asyncio.sleep(PAUSE_S)
            if self.is_here:
                work()

        self.shell.page.run_task(wait)

    def _after(self, question_id: str) -> None:
        engine = self._sitting.engine
        following = engine.after(question_id)
        if following is not None:
            self.show_question(following)
        elif engine.is_ended:
            self._now_on()
            self.shell.show(stop.ended(leave=self.show_home))
        else:
            self.show_review()

    def _before(self, question_id: str) -> None:
        earlier = self._sitting.engine.before(question_id)
        if earlier is None:
            self.show_home()
        else:
            self.show_question(earlier)

    def _send(self) -> None:
        async def work() -> None:
            sitting = self._sitting
            self.show_review(is_busy=True)
            try:
                await sitting.finish()
            except NoRoom as error:
                self.shell.show_problem(error, self.show_review)
                return
            self.show_sent(sitting.form.id)
            self.sending.begin()

        self.shell.run(work)

    # -- what the school says
    # -------------------------------------------------------------------------------

    def _show_received(self) -> None:
        if self._shown_sent:
            self.show_sent(self._shown_sent)
        elif self._shown_home:
            self.show_home()

    def _keep_not_taken(self, error: MySayError) -> None:
        self._not_taken = error
        self._tell_not_taken()

    def _tell_not_taken(self) -> None:
        """Say why the school does not take it; nobody is interrupted in a question for that."""
        if self._not_taken is not None and (self._shown_home or self._shown_sent):
            error, self._not_taken = self._not_taken, None
            self._now_on()
            self.shell.show_problem(error, self.show_home)

    # -- small things
    # -------------------------------------------------------------------------------

    def _languages(self, again: Callable[[], None]) -> ft.Control | None:
        return self.shell.languages.button(again, self.space.choose_language)

    def _corner(self, question_id: str) -> ft.Control | None:
        """At the start of a form there is a way to another language, as on the home screen."""
        sitting = self._sitting
        if sitting.engine.before(question_id) is not None:
            return None
        return self._languages(lambda: self.open_form(sitting.form.id))

    @property
    def _wording(self) -> Wording:
        """The form's sentences; the page hears how well they are translated."""
        return self._sitting.wording.telling(self.shell.languages.voice.hear)

    @property
    def _is_pupil(self) -> bool:
        return self.space.invitation.role == "pupil"

    @property
    def _sitting(self) -> Sitting:
        if self.sitting is None:
            raise LookupError("no form is open")
        return self.sitting

    def _now_on(self, *, home_: bool = False, sent_: str | None = None) -> None:
        self._keep_typed()
        self._screen = None
        self.shell.press = lambda _: None
        self._shown_home, self._shown_sent = home_, sent_

    def _keep_typed(self) -> None:
        if self._screen is not None:
            self._screen.keep_typed()

    def _card(self, status: FormStatus) -> home.FormCard:
        saved = say(f"saved.{self._role}")
        words = say(f"home.state.{status.state}", saved=saved)
        return home.FormCard(status.form_id, status.title, status.state, words)

    def _asked(self, question_id: str) -> question.Asked:
        sitting, names = self._sitting, self.space.names
        asked = sitting.form.question(question_id)
        engine, wording = sitting.engine, self._wording
        step, steps = engine.progress(question_id)
        return question.Asked(
            question=asked,
            choices=engine.choices(question_id),
            title=self._title(question_id),
            hint=wording.hint(asked.id, **names, **self._item(question_id)),
            page=wording.page(asked.page, **names),
            step=step,
            steps=steps,
            word=lambda choice_id: self._word(asked, choice_id),
            answer=engine.answers.get(question_id),
            usual=usual(asked.kind, engine.answers, self._helper()),
            usual_share=asked.share or sitting.form.default_share,
            saved_words=say(f"saved.{self._role}"),
            language=wording.language,
            can_go_back=engine.before(question_id) is not None,
            before=said_before(sitting, question_id, self.space.names, is_pupil=self._is_pupil),
            corner=lambda: self._corner(question_id),
        )

    def _title(self, question_id: str) -> str:
        """The question as it is asked here, with the thing its round is about."""
        sitting = self._sitting
        answers = sitting.engine.answers
        return question_words(sitting.form, self._wording, answers, question_id, self.space.names)

    def _item(self, question_id: str) -> dict[str, str]:
        sitting = self._sitting
        answers = sitting.engine.answers
        return item_words(sitting.form, self._wording, answers, question_id, self.space.names)

    def _word(self, asked: Question, choice_id: str) -> str:
        """The word of a choice; a top three takes it from the question it follows."""
        source = asked
        if asked.find_choice(choice_id) is None and asked.from_:
            source = self._sitting.form.question(asked.from_)
        return self._wording.choice(source.id, choice_id, **self.space.names)

    def _helper(self) -> str:
        """Who helps today, in words; "" for nobody."""
        answers = self._sitting.engine.answers
        given = answers.get(HELPER)
        if given is None or not isinstance(given.value, str) or given.value == NOBODY:
            return ""
        return given.words or self._word(self._sitting.form.question(HELPER), given.value)

    def _reviewed(self) -> list[str]:
        form = self._sitting.form
        return [i for i in self._sitting.engine.visible if form.question(i).kind != "info"]

    def _review_line(self, question_id: str) -> review.ReviewLine:
        sitting = self._sitting
        asked, answer = sitting.form.question(question_id), sitting.engine.answers.get(question_id)
        title = self._title(question_id)
        if answer is None or answer.state != "answered":
            state = say(f"review.state.{answer.state if answer else 'none'}")
            return review.ReviewLine(question_id, title, (), "", state)
        if asked.kind not in OFFERED:
            return review.ReviewLine(question_id, title, (), written(asked.kind, answer), "")
        return review.ReviewLine(
            question_id, title, self._pictures(asked, answer), answer.words, ""
        )

    def _no_longer_asked(self) -> list[review.ReviewLine]:
        """What was answered in an earlier version of the form: still there, and not sent."""
        title = say("review.no_longer_asked")
        answers = self._sitting.no_longer_asked.values()
        return [review.ReviewLine("", title, (), words_of(a), "") for a in answers]

    def _pictures(self, asked: Question, answer: Answer) -> tuple[tuple[str, str], ...]:
        value = answer.value
        if isinstance(value, dict):
            return tuple(
                (
                    self._picture(asked, place if asked.kind == "feelings" else thing),
                    f"{self._word(asked, thing)}: {self._word(asked, place)}",
                )
                for thing, place in value.items()
            )
        ids = value if isinstance(value, tuple) else (str(value),)
        return tuple((self._picture(asked, one), self._word(asked, one)) for one in ids)

    def _picture(self, asked: Question, choice_id: str) -> str:
        form = self._sitting.form
        choice = asked.find_choice(choice_id) or (
            form.question(asked.from_).find_choice(choice_id) if asked.from_ else None
        )
        return choice.picture if choice else asked.picture
