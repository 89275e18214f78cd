"""One of several pictures."""

from __future__ import annotations

from forms.kinds import shapes
from forms.kinds.base import QuestionKind, needs_choices

KIND = QuestionKind("pick_one", shapes.one_chosen, needs_choices, is_offered=True)
