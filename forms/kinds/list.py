"""Several things, a line each."""

from __future__ import annotations

from forms.kinds import shapes
from forms.kinds.base import QuestionKind

KIND = QuestionKind(
    "list", shapes.lines, read=shapes.read_lines, write=shapes.write_lines, is_listed=True
)
