"""Every clause of the guidance has a question that serves it, or says why nothing can be asked."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from forms.library import load_form

FORMS = Path(__file__).resolve().parents[2] / "forms"
BEGIN, END = "<!-- the clauses: made from library/seed.toml -->", "<!-- end of the clauses -->"
CLAUSES: list[dict[str, Any]] = tomllib.loads((FORMS / "library" / "seed.toml").read_text("utf-8"))[
    "clause"
]
# How many clauses each part of the guidance has, its opening sentence (0) among them where it asks
# for something: counted in the guidance, so that none can be lost here.
PARTS = {
    "Statutory": {0},
    "Must and should": {0},
    "Involving families": {0, 1, 2},
    "Mainstream schools": set(range(1, 11)),
    "What the plan is for": {1, 2, 3},
    "Who may ask": {1, 2, 3},
    "How long": {1, 2},
    "How it is done": set(range(1, 9)),
    "Personal budget": {1, 2},
    "Local offer": {0, 1, 2},
    "Circumstances": set(range(1, 6)),
    "Looked-after children": set(range(4)),
    "Social care needs": set(range(6)),
    "Teaching staff": {1, 2, 3},
}


def name_of(clause: dict[str, Any]) -> str:
    return f"{clause['part']}, {clause['bullet']}" if clause["bullet"] else str(clause["part"])


def row_of(clause: dict[str, Any]) -> str:
    """A clause as the table in the README has it."""
    return f"| {name_of(clause)} | {clause['asks']} | {_cell(clause)} |"


def _cell(clause: dict[str, Any]) -> str:
    if "not_a_question" in clause:
        return f"not a question: {clause['not_a_question']}"
    by_form: dict[str, list[str]] = defaultdict(list)
    for named in clause["questions"]:
        form_id, _, question_id = named.partition(":")
        by_form[form_id].append(f"`{question_id}`")
    return "; ".join(f"{form_id}: {', '.join(asked)}" for form_id, asked in by_form.items())


def test_every_clause_of_every_part_is_there() -> None:
    there: dict[str, set[int]] = defaultdict(set)
    for clause in CLAUSES:
        there[clause["part"]].add(clause["bullet"])

    assert there == PARTS


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda one: f"{name_of(one)}: {one['asks']}")
def test_every_clause_has_questions_that_are_asked_or_says_why_it_has_none(
    clause: dict[str, Any],
) -> None:
    assert bool(clause.get("questions")) != bool(clause.get("not_a_question"))
    for named in clause.get("questions", ()):
        form_id, _, question_id = named.partition(":")
        assert question_id in {question.id for question in load_form(form_id).questions}, named


def test_nearly_every_clause_is_served_by_a_question() -> None:
    without = [clause for clause in CLAUSES if "not_a_question" in clause]

    assert len(without) <= len(CLAUSES) // 8


def test_the_table_in_the_readme_is_this_data() -> None:
    text = (FORMS / "README.md").read_text("utf-8")
    shown = text[text.index(BEGIN) + len(BEGIN) : text.index(END)].strip().splitlines()

    assert shown[2:] == [row_of(clause) for clause in CLAUSES]
