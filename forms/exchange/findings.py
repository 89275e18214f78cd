"""What a conversion gives: a form, its sentences, and what it could not carry over and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from forms.definition import Form
from forms.shown import shown

MOST_SHOWN = 300

# Left out: it is not in the result. Changed: it is there in another shape. Note: nothing was lost.
Level = Literal["left out", "changed", "note"]


class ReadingError(ValueError):
    """What was given is not what it should be: says where, and what was expected there."""

    def __init__(self, message: str) -> None:
        super().__init__(shown(message, MOST_SHOWN))


@dataclass(frozen=True)
class Finding:
    """One thing to look at.

    Attributes:
        place: where in the source, as its author would look for it ("survey, row 12, relevant").
        level: what became of it.
        message: why, and the way out.
    """

    place: str
    level: Level
    message: str

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{shown(self.place, 120)}: {self.level}: {shown(self.message, MOST_SHOWN)}"


# Language (BCP 47) -> key -> sentence.
Sentences = dict[str, dict[str, str]]


@dataclass
class Imported:
    """A form that was read, its sentences by language and key, and what could not be carried."""

    form: Form
    sentences: Sentences
    findings: tuple[Finding, ...] = ()


# Sheet -> its rows, each column -> cell.
Sheets = dict[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Exported:
    """A form as a workbook: the rows of its sheets, and what other tools will not see or do."""

    sheets: Sheets
    findings: tuple[Finding, ...] = ()
