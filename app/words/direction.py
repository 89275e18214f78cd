"""The direction of languages and of texts: which way they are written. Knows no sentences."""

from __future__ import annotations

from unicodedata import bidirectional

# Languages written from right to left, by the first part of their tag.
RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
# Around a text that is written the other way than what is around it (Unicode's bidirectional
# algorithm): from the left, from the right, and the end of either.
FROM_LEFT, FROM_RIGHT, END = "\u2066", "\u2067", "\u2069"


def is_language_rtl(tag: str) -> bool:
    """Whether a language is written from right to left."""
    return tag.partition("-")[0].lower() in RIGHT_TO_LEFT


def is_text_rtl(text: str) -> bool | None:
    """Whether most letters of a text are of scripts that are written from right to left; None when
    it has no letter. A sentence may begin with a name in another script."""
    kinds = [bidirectional(sign) for sign in text]
    from_left, from_right = kinds.count("L"), kinds.count("R") + kinds.count("AL")
    return from_right > from_left if from_left or from_right else None


def in_its_order(text: str, *, on_rtl: bool) -> str:
    """A text of the other direction than its page's, kept together: its full stop stays its end.

    On a page from right to left that is only a text without a letter of such a script: a sentence
    of the page with a long name in it is the page's.
    """
    is_rtl = is_text_rtl(text)
    is_the_pages = on_rtl and any(bidirectional(sign) in ("R", "AL") for sign in text)
    if is_rtl in (None, on_rtl) or is_the_pages:
        return text
    return f"{FROM_RIGHT if is_rtl else FROM_LEFT}{text}{END}"
