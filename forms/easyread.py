"""Plain-language rules for the sentences of a form, checked by code: what is found is a value.

It counts the words of each sentence against the limit of the register, and looks for words that a
family should not have to know, for initials, for numbers written as words and for two negatives in
one sentence. It does not judge tone or reading age; people do that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# Words a sentence, by register; "parent" is for the forms that adults fill in.
LIMITS: Mapping[str, int] = {"symbol": 8, "plain": 12, "young_person": 15, "parent": 15}

# What families should not have to know -> what to say instead.
JARGON: Mapping[str, str] = {
    "SEND": "extra help at school",
    "SENCO": "the name of the person",
    "SEMH": "feelings",
    "SALT": "help with talking",
    "EHC": "your plan",
    "EHCP": "your plan",
    "TA": "teaching assistant",
    "LA": "the council",
    "aspirations": "hopes",
    "assessment": "finding out what helps",
    "communicate": "tell people, talk",
    "dysregulated": "upset",
    "engage": "take part",
    "intervention": "help",
    "outcome": "what will be different",
    "outcomes": "what will be different",
    "peers": "friends, other children",
    "provision": "help",
    "safeguarding": "keeping safe",
    "setting": "school",
    "strategies": "things that help",
    "transition": "moving on",
    "utilise": "use",
}

# Initials that are read as words. Every other run of capitals needs its whole words.
KNOWN_CAPITALS = frozenset({"OK", "TV"})
# Easy Read writes numbers as figures; "one", "two" and "three" are everyday words too.
NUMBERS: Mapping[str, str] = {
    **{"four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"},
    **{"twelve": "12", "twenty": "20", "fifty": "50", "hundred": "100"},
}

_CAPITALS = re.compile(r"\b[A-Z]{2,4}\b")
_NEGATIVE = re.compile(r"\b(?:not|no|never|nothing|nobody|none|without|\w+n['’]t)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')]*\s+(?=[^a-z])")
_WORD = re.compile(r"[\w{}]+(?:['’-][\w{}]+)*")


@dataclass(frozen=True)
class Finding:
    """One thing to make plainer: the key, the sentence, and what to do about it."""

    key: str
    sentence: str
    advice: str

    def __str__(self) -> str:
        return f"{self.key}: {self.advice}: {self.sentence}"


def check_text(key: str, text: str, *, limit: int) -> tuple[Finding, ...]:
    """Everything to make plainer in one text, in order.

    Args:
        key: what the text is called, for the findings.
        text: one or more sentences; a {placeholder} counts as one word.
        limit: the most words a sentence may have.
    """
    return tuple(
        Finding(key, sentence, advice)
        for sentence in sentences(text)
        for advice in _advice(sentence, limit)
    )


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, as they stand."""
    return tuple(part for part in _SENTENCE_END.split(text.strip()) if part)


def count_words(sentence: str) -> int:
    """How many words a reader meets: "don't" and "well-known" are one each, "..." is none."""
    return len(_WORD.findall(sentence))


def _advice(sentence: str, limit: int) -> list[str]:
    count = count_words(sentence)
    advice = [f"{count} words, at most {limit}"] if count > limit else []
    advice += [f"say {JARGON[word]!r} for {word!r}" for word in _jargon(sentence)]
    unknown = set(_CAPITALS.findall(sentence)) - KNOWN_CAPITALS - set(JARGON)
    advice += [f"whole words for {initials!r}" for initials in sorted(unknown)]
    numbers = [word for word in _WORD.findall(sentence.lower()) if word in NUMBERS]
    advice += [f"write {NUMBERS[word]} for {word!r}" for word in numbers]
    if len(_NEGATIVE.findall(sentence)) > 1:
        advice.append("two negatives: say what is so")
    return advice


def _jargon(sentence: str) -> list[str]:
    """Banned words; those in capitals only in capitals ("la la la" is a song)."""
    words = _WORD.findall(sentence)
    return [w for w in JARGON if w in words or (w.islower() and w in map(str.lower, words))]
