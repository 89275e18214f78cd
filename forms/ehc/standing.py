"""Which lines stand when someone has said more: a later answer takes the place of an earlier one to
the same question, once it was decided on; an answer that was not given again stays.

A contribution that replaces another is a whole form, often filled in only in part: what it leaves
out was not taken back. It changes nothing and reads no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from forms.contribution import Contribution
from forms.ehc.proposing import Proposal
from forms.ehc.record import PupilRecord


def standing(
    contributions: Iterable[Contribution],
    lines: Mapping[str, Sequence[Proposal]],
    record: PupilRecord,
) -> tuple[Proposal, ...]:
    """The lines that stand, in the order of the contributions.

    Args:
        contributions: everything that came in about one pupil.
        lines: what each would add, by its id.
        record: the decisions made so far.
    """
    every = tuple(contributions)
    later = _later(every)
    return tuple(
        line
        for contribution in every
        for line in lines[contribution.id]
        if not any(
            _answers_anew(line, newer, record)
            for newer_id in later[contribution.id]
            for newer in lines[newer_id]
        )
    )


def _answers_anew(line: Proposal, newer: Proposal, record: PupilRecord) -> bool:
    return (
        newer.question_id == line.question_id
        # What was declined was answered once and is taken back by the person who said it.
        and newer.state in ("answered", "declined")
        and (newer.contribution, newer.question_id) in record.lines
    )


def _later(contributions: Sequence[Contribution]) -> dict[str, set[str]]:
    """For each contribution, those that replace it, directly or by way of others."""
    by_replaced: dict[str, set[str]] = {contribution.id: set() for contribution in contributions}
    for contribution in contributions:
        if contribution.replaces in by_replaced:
            by_replaced[contribution.replaces].add(contribution.id)
    return {one: _reached(one, by_replaced) for one in by_replaced}


def _reached(start: str, by_replaced: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = set(by_replaced[start])
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead |= by_replaced[one]
    # A ring of replacements is nobody's correction: nothing in it takes the place of itself.
    return found - {start}
