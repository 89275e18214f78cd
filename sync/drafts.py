"""Drafts: the answers a person has given so far, one row an answer, each durable before the next.

A draft knows the form's version it answers. Finishing keeps the draft; sending is the outbox's. A
new draft of the same form begins a new round; what was said in the one before it is kept as said
before, the latest of each question, so that nobody is asked blank again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tinydb import where
from tinydb.queries import QueryInstance

from forms.answers import Answer, Answers
from forms.contribution import FormRef
from sync.vault import Vault


@dataclass(frozen=True)
class Draft:
    """One form being answered; `place` is the question the person was at."""

    form: FormRef
    register: str
    language: str
    answers: Answers
    place: str
    started_at: datetime
    finished_at: datetime | None
    contribution: str | None


@dataclass(frozen=True)
class Finished:
    """Answers that were finished, in the version of the form they answer."""

    form: FormRef
    answers: Answers
    at: datetime


class Drafts:
    """The drafts of one vault, by form id."""

    def __init__(self, vault: Vault) -> None:
        self._drafts = vault.db.table("drafts")
        self._answers = vault.db.table("answers")
        self._before = vault.db.table("before")

    def start(self, form: FormRef, register: str, language: str, at: datetime) -> None:
        """Begin a new draft of this form; the finished one before it has been sent."""
        earlier = self.load(form.id)
        if earlier is not None and earlier.finished_at is not None:
            self._keep_as_before(earlier, earlier.finished_at)
        self._answers.remove(where("form") == form.id)
        row = {
            "form": form.model_dump(),
            "form_id": form.id,
            "register": register,
            "language": language,
            "place": "",
            "started_at": at.isoformat(),
            "finished_at": None,
            "contribution": None,
        }
        self._drafts.upsert(row, where("form_id") == form.id)

    def load(self, form_id: str) -> Draft | None:
        """The draft of a form, None when it was never begun."""
        row = self._drafts.get(where("form_id") == form_id)
        return self._draft(row) if isinstance(row, dict) else None

    def save_answer(self, form_id: str, question_id: str, answer: Answer) -> None:
        """Keep one answer; it is on the disk when this returns.

        Raises:
            NoRoom: the device is full; every earlier answer is still there.
        """
        row = {"form": form_id, "question": question_id, "answer": answer.model_dump(mode="json")}
        self._answers.upsert(row, self._is(form_id, question_id))

    def set_place(self, form_id: str, question_id: str) -> None:
        """Remember where the person is."""
        self._drafts.update({"place": question_id}, where("form_id") == form_id)

    def set_language(self, form_id: str, language: str) -> None:
        """Go on in another language; a draft that is finished stays as it was sent."""
        is_open = (where("form_id") == form_id) & (where("finished_at") == None)  # noqa: E711
        self._drafts.update({"language": language}, is_open)

    def finish(self, form_id: str, contribution_id: str, at: datetime) -> None:
        """Mark the draft as finished by a contribution."""
        change = {"finished_at": at.isoformat(), "contribution": contribution_id}
        self._drafts.update(change, where("form_id") == form_id)

    def forget(self, form_id: str) -> None:
        """Take back what was begun and never finished, as if the form had not been opened."""
        self._answers.remove(where("form") == form_id)
        self._drafts.remove(where("form_id") == form_id)

    def finished(self) -> tuple[Finished, ...]:
        """Everything that was said and finished on this device, the latest of each question."""
        by_form: dict[tuple[str, int, str, str], dict[str, Answer]] = {}
        for row in self._before.all():
            ref = FormRef.model_validate(row["form"])
            key = (ref.id, ref.version, ref.hash, row["at"])
            answers = by_form.setdefault(key, {})
            answers[row["question"]] = Answer.model_validate(row["answer"])
        earlier = [
            Finished(FormRef(id=i, version=v, hash=h), Answers(a), datetime.fromisoformat(at))
            for (i, v, h, at), a in by_form.items()
        ]
        drafts = [self._draft(row) for row in self._drafts.all()]
        now = [Finished(d.form, d.answers, d.finished_at) for d in drafts if d.finished_at]
        return (*earlier, *now)

    def _keep_as_before(self, draft: Draft, at: datetime) -> None:
        for question_id, answer in draft.answers.items():
            row = {
                "form_id": draft.form.id,
                "form": draft.form.model_dump(),
                "question": question_id,
                "answer": answer.model_dump(mode="json"),
                "at": at.isoformat(),
            }
            same = (where("form_id") == draft.form.id) & (where("question") == question_id)
            if answer.state == "answered":
                self._before.upsert(row, same)
            elif answer.state == "declined":
                # It was taken back: it is not brought up again.
                self._before.remove(same)

    def _draft(self, row: dict[str, Any]) -> Draft:
        kept = self._answers.search(where("form") == row["form_id"])
        answers = {r["question"]: Answer.model_validate(r["answer"]) for r in kept}
        finished = row["finished_at"]
        return Draft(
            form=FormRef.model_validate(row["form"]),
            register=row["register"],
            language=row["language"],
            answers=Answers(answers),
            place=row["place"],
            started_at=datetime.fromisoformat(row["started_at"]),
            finished_at=datetime.fromisoformat(finished) if finished else None,
            contribution=row["contribution"],
        )

    def _is(self, form_id: str, question_id: str) -> QueryInstance:
        same: QueryInstance = (where("form") == form_id) & (where("question") == question_id)
        return same
