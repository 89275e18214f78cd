"""The meeting pack as pure data: section A in the child's own words, then the parent's view beside
it.

Lines stand under the PRSB About Me headings, each with its mark of provenance. What someone else
read into a child stands apart and is never quoted as the child's. Answers that are for adults in
school only, or for the safe adult, are not in the pack. Nothing is copied into sections B to I: a
line only points there as evidence. Words that are not a person's own are keys here; the exporter
says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from forms.answers import Share
from forms.contribution import Role
from forms.ehc.proposing import Proposal
from forms.ehc.record import PupilRecord

# What someone shares with adults in school only, or with a safe adult, goes to no meeting.
FOR_THE_MEETING: frozenset[Share] = frozenset({"meeting", "family"})
# Whose view stands first beside the child's.
OTHERS: tuple[Role, ...] = ("parent", "supporter", "staff")
# The order of the PRSB About Me standard v2 (DOMAIN 1.2).
HEADINGS = ("IMP", "PPL", "COM", "WEL", "DO", "SUP", "ALSO")


@dataclass(frozen=True)
class Section:
    """Lines under one heading."""

    heading: str
    lines: tuple[Proposal, ...]


@dataclass(frozen=True)
class Beside:
    """What the pupil and others (parents, those who know them, staff) said about one concept; no
    voice is merged into another."""

    concept: str
    pupil: tuple[Proposal, ...]
    others: tuple[Proposal, ...]


@dataclass(frozen=True)
class Document:
    """A pack, ready to be printed."""

    pupil: str
    school: str
    made_at: datetime
    own_words: tuple[Section, ...]
    seen_by_others: tuple[Section, ...]
    beside: tuple[Beside, ...]
    not_answered: tuple[Proposal, ...]
    undecided: int


def compose(
    record: PupilRecord, proposals: Iterable[Proposal], *, school: str, made_at: datetime
) -> Document:
    """The pack of one pupil.

    Args:
        record: the decisions on this pupil's lines.
        proposals: every line that stands (see `standing`).
        school: the school's name.
        made_at: when the pack is made.
    """
    every = tuple(p for p in proposals if p.share in FOR_THE_MEETING)
    taken = tuple(p for p in every if p.question_id in record.accepted(p.contribution))
    said = tuple(p for p in taken if p.state == "answered")
    child = tuple(p for p in said if p.role == "pupil")
    others = sorted((p for p in said if p.role != "pupil"), key=lambda p: OTHERS.index(p.role))
    return Document(
        pupil=record.name,
        school=school,
        made_at=made_at,
        own_words=_sections([p for p in child if p.voice != "represented"]),
        seen_by_others=_sections([p for p in child if p.voice == "represented"]),
        beside=_beside(child, others),
        not_answered=_not_answered(taken, child),
        undecided=sum((p.contribution, p.question_id) not in record.lines for p in every),
    )


def heading_of(proposal: Proposal) -> str:
    """The PRSB heading a line stands under: the first it maps to."""
    return next((code for code in proposal.prsb if code in HEADINGS), "ALSO")


def _not_answered(taken: Sequence[Proposal], child: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """What the child was asked and did not answer, then or another day."""
    answered = {p.question_id for p in child}
    return tuple(
        p
        for p in taken
        if p.state != "answered" and p.role == "pupil" and p.question_id not in answered
    )


def _sections(lines: Sequence[Proposal]) -> tuple[Section, ...]:
    by_heading = {heading: [p for p in lines if heading_of(p) == heading] for heading in HEADINGS}
    return tuple(Section(heading, tuple(found)) for heading, found in by_heading.items() if found)


def _beside(child: Sequence[Proposal], others: Sequence[Proposal]) -> tuple[Beside, ...]:
    """Every concept others spoke of, in the parents' order, with the child's lines next to it."""
    own = [p for p in child if p.voice != "represented"]
    concepts = dict.fromkeys(p.concept for p in others)
    return tuple(
        Beside(
            concept,
            tuple(p for p in own if p.concept == concept),
            tuple(p for p in others if p.concept == concept),
        )
        for concept in concepts
    )
