"""The direction of languages and of texts: which way they are written. Knows no sentences."""

from __future__ import annotations

from unicodedata import bidirectional

# Languages written from right to left, by the first part of their tag.
RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
# Around a text whose direction is that of its own first letter (Unicode's bidirectional algorithm).
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"


def is_language_rtl(tag: str) -> bool:
    """Whether a language is written from right to left."""
    return tag.partition("-")[0].lower() in RIGHT_TO_LEFT


def is_text_rtl(text: str) -> bool | None:
    """Whether the first letter of a text is of a script that is written from right to left; None
    when it has no letter."""
    kinds = (bidirectional(sign) for sign in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), None)
    return None if first is None else first != "L"


def in_its_order(text: str, *, on_rtl: bool) -> str:
    """A text of the other direction than its page's, kept together: its full stop stays its end."""
    if is_text_rtl(text) in (None, on_rtl):
        return text
    return f"{ISOLATE}{text}{END_OF_ISOLATE}"
