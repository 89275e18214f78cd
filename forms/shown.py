"""Other people's texts as part of a message: short, on one line, and fit for any screen."""

from __future__ import annotations

# Joiners show as nothing, and the words of Urdu, Persian and Bengali need them.
_JOINERS = "\u200c\u200d"


def shown(text: str, most: int = 60) -> str:
    """A text that may be long or hold anything, as it can stand in a message.

    Args:
        text: what somebody wrote.
        most: letters that are shown, "…" included.
    """
    return _one_line(text if len(text) <= most else text[: most - 1] + "…", most)


def shown_near(text: str, column: int, most: int = 60) -> str:
    """The same around a column (from 1), so that what is wrong can be seen."""
    if len(text) <= most:
        return _one_line(text, most)
    start = max(0, min(column - 1 - most // 2, len(text) - most))
    before = "…" if start else ""
    after = "…" if start + most < len(text) else ""
    return before + _one_line(text[start : start + most], most) + after


def _one_line(text: str, most: int) -> str:
    """What does not print is written as its code; a control code would move the cursor."""
    if text.isprintable():
        return text
    plain = "".join(c if c.isprintable() or c in _JOINERS else _code(c) for c in text)
    return plain if len(plain) <= 2 * most else plain[: 2 * most - 1] + "…"


def _code(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
