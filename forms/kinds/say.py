"""Said in any way that suits: typed, talked, drawn, filmed, in symbols, or by a helper's hand."""

from __future__ import annotations

from forms.kinds import shapes
from forms.kinds.base import QuestionKind

KIND = QuestionKind("say", shapes.words, read=shapes.read_words, is_worded=True)
