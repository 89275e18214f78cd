"""One form being filled in: every answer is saved before the call returns, and it can stop
anywhere.

It joins the form's engine to the draft in the vault. It has no screens and does not send.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from forms.answers import Answer, Answers
from forms.asked_before import Before, by_concept, can_be_said_again
from forms.asking import concept_of
from forms.contribution import Contribution, Contributor, KeyedIn
from forms.definition import Form
from forms.engine import OpenForm
from forms.moving import move
from forms.wording import Wording, wording
from sync.drafts import Draft
from sync.keys import make_id
from sync.seal import seal

if TYPE_CHECKING:
    from app.space import Space
    from sync.envelope import Envelope


@dataclass(frozen=True)
class OnPaper:
    """That a contribution was written on paper: when, and who keyed it in."""

    written_at: datetime
    keyed_in: KeyedIn


class Sitting:
    """Made by `Space.open`."""

    def __init__(self, space: Space, form: Form) -> None:
        self.space = space
        self.form = form
        draft = self._draft()
        moved = move(draft.answers, form if form.ref == draft.form else None, form)
        self.no_longer_asked: Answers = moved.no_longer_asked
        self.wording: Wording = wording(form.id, draft.register, draft.language, form.version)
        self.engine = OpenForm(
            form,
            Answers({**self._given_along(draft), **moved.carried}),
            register=draft.register,
            is_family_device=space.invitation.role != "pupil",
            today=space.surroundings.now().date().isoformat(),
            choice_name=lambda question, choice: self.wording.choice(
                question, choice, **space.names
            ),
        )
        self.place: str = draft.place or self.engine.visible[0]

    def answer(self, question_id: str, answer: Answer) -> None:
        """Keep one answer, durably, then let the form follow it.

        Raises:
            NoRoom: the device is full; this answer was not kept, all earlier ones are.
            KeyError: the form does not ask that; nothing was kept.
        """
        self.form.question(question_id)
        self.space.drafts.save_answer(self.form.id, question_id, answer)
        self.engine.set(question_id, answer)

    @cached_property
    def _said_before(self) -> dict[str, Before]:
        return by_concept(self.space.said_before())

    def before(self, question_id: str) -> Before | None:
        """What the person said about the same thing before, in this form or another one."""
        return self._said_before.get(concept_of(self.form, question_id))

    def can_say_again(self, question_id: str, before: Before) -> bool:
        """Whether what was said before is an answer to this question just as it was."""
        return can_be_said_again(self.engine, question_id, before)

    def go(self, question_id: str) -> None:
        """Remember where the person is, so that they come back to the same question."""
        self.space.drafts.set_place(self.form.id, question_id)
        self.place = question_id

    async def finish(self, on_paper: OnPaper | None = None) -> Envelope | None:
        """Make the contribution, seal it to the school and put it in the outbox.

        A crash in the middle leaves the draft open; finishing again sends once, because the
        contribution keeps its id. Returns None when it was in the outbox already.

        Raises:
            NoRoom: the device is full; the draft is still there.
        """
        draft, now = self._draft(), self.space.surroundings.now()
        contribution_id = self._contribution_id()
        outbox = self.space.outbox
        envelope = None
        if all(item.contribution_id != contribution_id for item in outbox.items()):
            contribution = self._contribution(contribution_id, draft, on_paper)
            envelope = await seal(
                contribution, invitation=self.space.invitation, device=self.space.device
            )
            outbox.put(contribution, envelope, now)
        self.space.drafts.finish(self.form.id, contribution_id, now)
        return envelope

    def _given_along(self, draft: Draft) -> dict[str, Answer]:
        """What came with the invitation, as answers of the hidden questions that ask for it."""
        given: dict[str, list[str]] = {}
        for question_id, words in self.space.invitation.given:
            given.setdefault(question_id, []).append(words)
        hidden = (question.id for question in self.form.questions if question.kind == "hidden")
        return {
            question_id: Answer(
                state="answered",
                value=tuple(given[question_id]),
                lang=draft.language,
                at=draft.started_at,
            )
            for question_id in hidden
            if question_id in given
        }

    def _contribution(
        self, contribution_id: str, draft: Draft, on_paper: OnPaper | None
    ) -> Contribution:
        invitation = self.space.invitation
        earlier = self.space.latest_sent(self.form.id)
        # A parent's name is in the school's record, not in the link on their phone.
        name = invitation.pupil_name if invitation.role == "pupil" else ""
        return Contribution(
            id=contribution_id,
            school=invitation.school,
            pupil=invitation.pupil,
            invitation=invitation.id,
            contributor=Contributor(role=invitation.role, name=name),
            form=self.form.ref,
            register=draft.register,
            language=draft.language,
            answers=self.engine.to_send(),
            started_at=on_paper.written_at if on_paper else draft.started_at,
            finished_at=on_paper.written_at if on_paper else self.space.surroundings.now(),
            keyed_in=on_paper.keyed_in if on_paper else None,
            replaces=earlier.contribution_id if earlier else None,
        )

    def _contribution_id(self) -> str:
        """The id this draft will have as a contribution, made once and kept with the vault."""
        settings, key = self.space.settings, f"contribution.{self.form.id}"
        kept = settings.get(key)
        started = self._draft().started_at.isoformat()
        if isinstance(kept, list) and kept[0] == started:
            return str(kept[1])
        made = make_id()
        settings.set(key, [started, made])
        return made

    def _draft(self) -> Draft:
        draft = self.space.drafts.load(self.form.id)
        if draft is None:
            raise LookupError(f"no draft of {self.form.id}")
        return draft
