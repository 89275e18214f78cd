"""A few words, on one line."""

from __future__ import annotations

from forms.kinds import shapes
from forms.kinds.base import QuestionKind

KIND = QuestionKind("line", shapes.words, read=shapes.read_words, is_worded=True)
