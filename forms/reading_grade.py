"""How hard a text is to read: the Flesch-Kincaid grade, about the year at school that reads it.

It knows only how long words and sentences are. Syllables are counted by their vowels, for English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# "going" has a beat more than it has groups of vowels.
_BEAT = re.compile(r"[aeiou](?=ing$)|[aeiouy]+")
# An end that is heard: "places", "wishes", "wanted", "table"; one that is not: "likes", "asked".
_HEARD = re.compile(r"(?:[sxzcg]|sh|ch)es$|[td]ed$|[^aeiou]le[sd]?$")
_SILENT = re.compile(r"e[sd]?$")


def grade_of(sentences: Sequence[Sequence[str]]) -> float:
    """The grade of a text, given as its sentences, each as its words; 0 for none.

    Source: J. P. Kincaid and others, Derivation of new readability formulas, 1975.
    """
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    syllables = sum(map(count_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def count_syllables(word: str) -> int:
    """How many beats a word has when it is said; at least one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    said = plain if _HEARD.search(plain) else _SILENT.sub("", plain)
    return max(1, len(_BEAT.findall(said)))
