"""Contributions as tests need them: real forms, real wording, ids that can be told apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from forms.answers import Answer
from forms.contribution import Contribution, Contributor, Role
from forms.ehc.proposing import Proposal, propose
from forms.library import load_form
from forms.wording import wording

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PUPIL = "1" * 32
FORM_OF: dict[Role, str] = {"pupil": "about-me", "parent": "parent-view"}


def wrote(words: str, **more: object) -> Answer:
    """Words that were written."""
    return Answer.model_validate(
        {"state": "answered", "value": words, "how": "wrote", "at": AT, **more}
    )


def chose(value: object, **more: object) -> Answer:
    """Something chosen from what was offered."""
    return Answer.model_validate(
        {"state": "answered", "value": value, "how": "chose", "at": AT, **more}
    )


def skipped(state: str = "skipped") -> Answer:
    """No answer, on purpose."""
    return Answer.model_validate({"state": state, "at": AT})


def contribution(
    answers: Mapping[str, Answer],
    *,
    number: int = 1,
    role: Role = "pupil",
    replaces: int | None = None,
) -> Contribution:
    """A contribution of the first pupil; `number` makes its id."""
    form = load_form(FORM_OF.get(role, "parent-view"))
    return Contribution(
        id=f"{number:032x}",
        school="oak-lane",
        pupil=PUPIL,
        invitation="2" * 32,
        contributor=Contributor(role=role, name="Amina" if role == "pupil" else ""),
        form=form.ref,
        register=form.registers[0],
        language="en",
        answers=dict(answers),
        started_at=AT,
        finished_at=AT,
        replaces=f"{replaces:032x}" if replaces else None,
    )


def lines_of(said: Contribution) -> tuple[Proposal, ...]:
    """What a contribution would add."""
    form = load_form(said.form.id)
    names = {"senco": "Ms Okoro", "school": "Oak Lane", "pupil": "Amina"}
    return propose(said, form, wording(form.id, said.register, said.language), names)
