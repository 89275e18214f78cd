"""Everything that is offered, in the person's own order."""

from __future__ import annotations

from forms.kinds import shapes
from forms.kinds.base import QuestionKind, needs_choices

KIND = QuestionKind("rank", shapes.many_chosen, needs_choices, is_offered=True)
