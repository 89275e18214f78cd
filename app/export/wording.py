"""The printed sentences around what people said: headings, marks, who helped. One place for all
formats.

It never touches what was said: a part's text goes through as it is.
"""

from __future__ import annotations

from app.words import keys, languages, say
from forms.catalogues import DEFAULT_LANGUAGE
from forms.ehc.proposing import Part, Proposal

__all__ = ["helped", "mark", "mark_key", "not_answered", "shown"]

OPEN, CLOSE = "\u201c", "\u201d"


def mark_key(line: Proposal) -> str:
    """Which provenance mark a line carries."""
    return line.voice if line.voice == "represented" else (line.how or "chose")


def mark(line: Proposal) -> str:
    """How the answer was given, in a few words; own words that are not English with their
    language."""
    how = say(f"document.mark.{mark_key(line)}")
    if line.language == DEFAULT_LANGUAGE or not any(part.own_words for part in line.parts):
        return how
    return say("document.mark.in", mark=how, language=language_name(line.language))


def language_name(tag: str) -> str:
    """What a language is called in English, else by itself, else its tag."""
    key = f"document.language.{tag.partition('-')[0]}"
    return say(key) if key in keys() else languages().get(tag, tag)


def helped(line: Proposal) -> str:
    """Who spoke if it was not the pupil, who helped and how, who keyed it in from paper; "" when
    there is nothing to say."""
    return ". ".join(part for part in (_speaker(line), _help(line), _keyed(line)) if part)


def _speaker(line: Proposal) -> str:
    if line.role == "pupil":
        return ""
    role = say(f"document.role.{line.role}")
    return say("document.role.named", role=role, name=line.name) if line.name else role


def _help(line: Proposal) -> str:
    if not line.assist:
        return say("document.helped", helper=line.helper) if line.helper else ""
    helper = line.helper or say("document.someone")
    what = ", ".join(say(f"document.assist.{kind}") for kind in line.assist)
    return say("document.helped.how", helper=helper, what=what)


def _keyed(line: Proposal) -> str:
    return say("document.keyed", by=line.keyed_by) if line.keyed_by else ""


def not_answered(line: Proposal) -> str:
    """What to say of a line without an answer: never just a blank."""
    return say(f"document.state.{line.state}")


def shown(line: Proposal, part: Part) -> str:
    """A part as it is printed: own words stand in quotation marks, a sorted thing with its place;
    what someone read into another person is no quotation."""
    if part.own_words and line.voice != "represented":
        return f"{OPEN}{part.text}{CLOSE}"
    return f"{part.text}: {part.place}" if part.place else part.text
