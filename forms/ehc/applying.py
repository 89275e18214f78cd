"""The SENCO's decision on one line, as an event. It makes no id and reads no clock."""

from __future__ import annotations

from datetime import datetime

from forms.ehc.proposing import Proposal
from forms.ehc.record import LineAccepted, LineDeclined


def accept(proposal: Proposal, *, id: str, by: str, at: datetime) -> LineAccepted:
    """The line goes into the record, as evidence for section A."""
    return LineAccepted(
        id=id,
        at=at,
        by=by,
        pupil=proposal.pupil,
        contribution=proposal.contribution,
        question=proposal.question_id,
    )


def decline(
    proposal: Proposal,
    *,
    id: str,
    by: str,
    at: datetime,
    reason: str,
) -> LineDeclined:
    """The line stays out of the record, and the reason is kept."""
    return LineDeclined(
        id=id,
        at=at,
        by=by,
        pupil=proposal.pupil,
        contribution=proposal.contribution,
        question=proposal.question_id,
        reason=reason,
    )
