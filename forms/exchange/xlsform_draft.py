"""The questions and groups of a workbook as they are found, and the form they make.

Expressions are put in at the end, when every question is known. A rule of ours that is broken is an
error with its row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from forms.branches import Branches, FormError
from forms.definition import Form
from forms.exchange.findings import Finding
from forms.exchange.xlsform_expressions import Part, settled
from forms.exchange.xlsform_rows import Line, XLSFormError

# After so many, an author sees that something else is wrong than a letter.
MOST_HINTS = 20
Data = dict[str, Any]
# By field of ours.
Parts = dict[str, list[Part]]


class Draft:
    """What was found so far."""

    def __init__(self) -> None:
        self.groups: dict[str, Data] = {}
        self.kinds: dict[str, str] = {}
        self.findings: list[Finding] = []
        self._questions: dict[str, Data] = {}
        self._lines: list[Line] = []
        self._parts: list[Parts] = []
        self._group_parts: dict[str, list[Part]] = {}

    def is_second(self, line: Line, question_id: str) -> bool:
        """Whether there is a question of that id; it is told that this row is left out."""
        if question_id not in self._questions:
            return False
        message = "another question has this name"
        self.findings.append(line.found("name", "left out", message))
        return True

    def add(self, line: Line, data: Data, parts: Parts) -> None:
        """Add a question; a second one of the same id is told and left out."""
        if self.is_second(line, data["id"]):
            return
        self._questions[data["id"]] = data
        self._lines.append(line)
        self._parts.append(parts)
        self.kinds[data["id"]] = str(data["kind"])

    def add_group(self, data: Data, parts: list[Part] | None = None) -> None:
        """Add a group; `parts` is what must hold for it, if it does not say so itself."""
        self.groups[data["id"]] = data
        if parts is not None:
            self._group_parts[data["id"]] = parts

    def is_outside(self, question_id: str) -> bool:
        """Whether a question stands in no group of ours."""
        return not self._questions[question_id].get("group")

    def form(self, head: Mapping[str, Any]) -> Form:
        """The form.

        Args:
            head: whatever a form says besides its questions.

        Raises:
            XLSFormError: with the row and what was expected there.
        """
        if not self._questions:
            raise XLSFormError("survey: at least one question to ask was expected")
        self._settle()
        try:
            form = Form.model_validate({**head, "questions": list(self._questions.values())})
            Branches.of(form)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            raise XLSFormError(f"{self._place(first['loc'])}: {first['msg']}") from None
        except FormError as error:
            raise XLSFormError(str(error)) from None
        return form

    def _settle(self) -> None:
        for question, parts in zip(self._questions.values(), self._parts, strict=True):
            for name, found in parts.items():
                text = self._settled(found)
                mine = question.get(name)
                if text:
                    question[name] = f"({mine}) and ({text})" if mine else text
            if question["kind"] == "calculated" and not question.get("calculation"):
                # Others look at it: it stays, and is worth nothing.
                question["calculation"] = "''"
        for group, found in self._group_parts.items():
            self.groups[group]["visible"] = self._settled(found)

    def _settled(self, parts: list[Part]) -> str:
        with_hint = len(self.findings) < MOST_HINTS
        text, lost = settled(parts, self.kinds.keys(), with_hint=with_hint)
        self.findings += lost
        return text

    def _place(self, path: tuple[int | str, ...]) -> str:
        """Where in the workbook a rule of ours is broken."""
        if len(path) > 1 and path[0] == "questions" and isinstance(path[1], int):
            line = self._lines[path[1]]
            return f"{line.sheet}, row {line.number}" + "".join(f", {part}" for part in path[2:])
        return ", ".join(map(str, path)) or "the form"
