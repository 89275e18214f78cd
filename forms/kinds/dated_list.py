"""What happened when, a line each ("2024-09 Started school")."""

from __future__ import annotations

from forms.kinds import shapes
from forms.kinds.base import QuestionKind

KIND = QuestionKind(
    "dated_list", shapes.lines, read=shapes.read_lines, write=shapes.write_lines, is_listed=True
)
