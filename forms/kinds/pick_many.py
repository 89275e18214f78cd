"""As many pictures as fit."""

from __future__ import annotations

from forms.kinds import shapes
from forms.kinds.base import QuestionKind, needs_choices

KIND = QuestionKind("pick_many", shapes.many_chosen, needs_choices, is_offered=True)
