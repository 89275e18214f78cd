"""Words of any length, as they were given."""

from __future__ import annotations

from forms.kinds import shapes
from forms.kinds.base import QuestionKind

KIND = QuestionKind("text", shapes.words, read=shapes.read_words, is_worded=True)
