"""A pack as plain text, for reading aloud, for tests, and for pasting where nothing else works."""

from __future__ import annotations

from app.export.wording import helped, mark, not_answered, shown
from app.words import say
from forms.ehc.document import Document, Section
from forms.ehc.proposing import Proposal


def to_text(document: Document) -> str:
    """The whole pack as text."""
    return "\n".join(
        [
            say("document.title", pupil=document.pupil),
            *(
                sections_text(document.own_words)
                or [say("document.no_words", pupil=document.pupil)]
            ),
            *_titled("document.others", sections_text(document.seen_by_others)),
            *_titled("document.beside", parents_text(document)),
            *_titled("document.not_answered", [_missing(p) for p in document.not_answered]),
        ]
    )


def sections_text(sections: tuple[Section, ...]) -> list[str]:
    """Headings and lines."""
    return [
        text
        for section in sections
        for text in (say(f"document.heading.{section.heading}"), *map(line_text, section.lines))
    ]


def parents_text(document: Document) -> list[str]:
    """The parent's lines, concept after concept."""
    return [line_text(line) for beside in document.beside for line in beside.others]


def line_text(line: Proposal) -> str:
    """One line: the question, the answer, how it was given and who helped."""
    answer = "; ".join(shown(line, part) for part in line.parts)
    notes = ". ".join(note for note in (mark(line), helped(line)) if note)
    return f"{line.question} {answer} ({notes})"


def _missing(line: Proposal) -> str:
    return f"{line.question} {not_answered(line)}"


def _titled(key: str, lines: list[str]) -> list[str]:
    return [say(key), *lines] if lines else []
