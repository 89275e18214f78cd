"""A fact that is so or not; never an opinion, because people tend to say yes."""

from __future__ import annotations

from forms.kinds import shapes
from forms.kinds.base import QuestionKind, needs_choices

KIND = QuestionKind("yes_no", shapes.one_chosen, needs_choices, is_offered=True)
