"""Values of ours in the cells of a sheet: plain where the cell says it as it is, else as JSON.

A sheet trims its cells and knows no line breaks that every format keeps, so whatever a cell would
change is written as JSON. What is written reads back equal.
"""

from __future__ import annotations

import json
import re
from typing import Any

# What a workbook keeps in one cell.
LONGEST_CELL = 32_767
_LIKE_JSON = re.compile(r"""["\[{]|-?\d|(?:true|false|null)$""")
_CHANGED = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def to_cell(value: Any) -> str:  # noqa: ANN401  # whatever a form's data holds
    """A value as a cell."""
    if isinstance(value, str) and keeps(value) and not _LIKE_JSON.match(value):
        return value
    # Escapes keep every letter that a format would change.
    found = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return _CHANGED.sub(lambda letter: f"\\u{ord(letter[0]):04x}", found)


def from_cell(cell: str) -> Any:  # noqa: ANN401  # whatever was written
    """The value of a cell; a text that is no JSON is a text."""
    if not _LIKE_JSON.match(cell):
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


def keeps(text: str) -> bool:
    """Whether a cell keeps a text as it is, in every format."""
    return bool(text) and text == text.strip() and not _CHANGED.search(text)
