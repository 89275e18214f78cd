"""Plain-language rules for the sentences of a form, checked by code: what is found is a value.

It counts the words of each sentence against what its reader takes in at once, works out how hard
the words are, and looks for words that a family should not have to know, for initials, for numbers
written as words and for two negatives in one sentence. It does not judge tone; people do that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from forms.reading_grade import grade_of


@dataclass(frozen=True)
class Reader:
    """Whom a text is for: the most words a sentence may have, and the highest reading grade."""

    words: int
    grade: float


# Easy Read asks for 10 to 15 words. The reading age of 9 of pupils who read, and 9 to 11 of young
# people and parents, is grade 4 to 6; 2 grades more, for a short text has few words to grade it by.
READERS: Mapping[tuple[str, str], Reader] = {
    ("pupil", "symbol"): Reader(words=8, grade=4),
    ("pupil", "plain"): Reader(words=12, grade=6),
}
EVERYONE_ELSE = Reader(words=15, grade=8)
# In fewer words than this, one long name makes any grade.
LEAST_FOR_A_GRADE = 6

# What families should not have to know -> what to say instead.
JARGON: Mapping[str, str] = {
    "EHC": "your plan",
    "EHCP": "your plan",
    "LA": "the council",
    "SALT": "help with talking",
    "SEMH": "feelings",
    "SENCO": "the name of the person",
    "SEND": "extra help at school",
    "TA": "teaching assistant",
    "annual review": "the yearly meeting about the plan",
    "aspirations": "hopes",
    "assessment": "finding out what helps",
    "attainment": "how well they do",
    "capacity": "being able to decide",
    "communicate": "tell people, talk",
    "dysregulated": "upset",
    "engage": "take part",
    "facilitate": "help",
    "holistic": "the whole of life",
    "implement": "do",
    "intervention": "help",
    "multi-agency": "people who work together",
    "outcome": "what will be different",
    "peers": "friends, other children",
    "provision": "help",
    "safeguarding": "keeping safe",
    "setting": "school",
    "stakeholder": "person",
    "statutory": "what the law says",
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
_YES_OR_NO = re.compile(r"\byes (?:or|and) no\b", re.IGNORECASE)
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


def reader_of(role: str, register: str) -> Reader:
    """Who reads a form of that role in that register."""
    return READERS.get((role, register), EVERYONE_ELSE)


def check_text(key: str, text: str, reader: Reader) -> tuple[Finding, ...]:
    """Everything to make plainer in one text, in order.

    Args:
        key: what the text is called, for the findings.
        text: one or more sentences; a {placeholder} counts as one word.
        reader: whom it is for.
    """
    found = [
        Finding(key, sentence, advice)
        for sentence in sentences(text)
        for advice in _advice(sentence, reader.words)
    ]
    words = [words_in(sentence) for sentence in sentences(text)]
    grade = grade_of(words)
    if sum(map(len, words)) >= LEAST_FOR_A_GRADE and grade > reader.grade:
        found.append(Finding(key, text, f"reading grade {grade:.1f}, at most {reader.grade:g}"))
    return tuple(found)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, as they stand."""
    return tuple(part for part in _SENTENCE_END.split(text.strip()) if part)


def count_words(sentence: str) -> int:
    """How many words a reader meets: "don't" and "well-known" are one each, "..." is none."""
    return len(words_in(sentence))


def words_in(sentence: str) -> list[str]:
    """The words a reader meets."""
    return _WORD.findall(sentence)


def is_negative(sentence: str) -> bool:
    """Whether it says that something is not so; "yes or no" does not."""
    return bool(_NEGATIVE.search(_YES_OR_NO.sub("", sentence)))


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
    """Banned words and phrases; those in capitals only in capitals ("la la la" is a song)."""
    said, lower = set(words_in(sentence)), sentence.lower()
    small = {word.lower() for word in said}
    return [
        one
        for one in JARGON
        if one in said or {one, f"{one}s"} & small or (" " in one and one in lower)
    ]
