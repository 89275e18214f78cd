"""Forms of sizes no form has, for our engine and, the same ones, for the engines beside it."""

from __future__ import annotations

import re
from typing import Any

CHOICES = [{"id": "yes", "picture": "yes"}, {"id": "no", "picture": "no"}]


def form_with(visible: list[str]) -> dict[str, Any]:
    """A form of yes-or-no questions, the first always asked, the others when told."""
    questions = [
        {
            "id": f"q{number}",
            "kind": "pick_one",
            "picture": "talk",
            "source": "bench",
            "choices": CHOICES,
            "visible": branch,
        }
        for number, branch in enumerate(["", *visible])
    ]
    head = {"id": "bench", "version": 1, "role": "pupil", "registers": ["plain"]}
    return {**head, "default_share": "meeting", "pages": ["main"], "questions": questions}


def chain(size: int) -> dict[str, Any]:
    """Each question asked when the one before it is answered."""
    return form_with([f"${{q{number}}} != ''" for number in range(size - 1)])


def switch(others: int) -> dict[str, Any]:
    """One question that shows or hides all others."""
    return form_with(["${q0} = 'yes'"] * others)


def as_xlsform(form: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """The same form as the rows of an XLSForm."""
    survey = [
        {"type": "select_one yn", "name": one["id"], "label": one["id"], "relevant": one["visible"]}
        for one in form["questions"]
    ]
    choices = [{"list_name": "yn", "name": one["id"], "label": one["id"]} for one in CHOICES]
    return {
        "survey": [{column: text for column, text in row.items() if text} for row in survey],
        "choices": choices,
    }


def as_surveyjs(form: dict[str, Any]) -> dict[str, Any]:
    """The same form as SurveyJS reads it."""
    return {
        "elements": [
            {
                "type": "radiogroup",
                "name": one["id"],
                "choices": [choice["id"] for choice in CHOICES],
                **({"visibleIf": _surveyjs(one["visible"])} if one["visible"] else {}),
            }
            for one in form["questions"]
        ]
    }


def _surveyjs(branch: str) -> str:
    return re.sub(r"\$\{(\w+)\}", r"{\1}", branch).replace("!= ''", "notempty")
