"""A report or a picture to use again; until files can be kept, which one and where it is."""

from __future__ import annotations

from forms.kinds import shapes
from forms.kinds.base import QuestionKind

KIND = QuestionKind("file", shapes.words, read=shapes.read_words, is_worded=True)
