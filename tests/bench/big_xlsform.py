"""A workbook of 5,000 questions, as a large survey of the field has them."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

GROUP = 50
CHOICES = 8


def write_big_xlsform(path: Path, size: int) -> None:
    """Groups of texts, numbers, dates and choices, every second one asked only sometimes."""
    book = Workbook(write_only=True)
    survey = book.create_sheet("survey")
    survey.append(["type", "name", "label", "hint", "relevant", "required", "constraint"])
    for number in range(size):
        if number % GROUP == 0:
            survey.append(["begin_group", f"g{number}", f"Part {number}"])
        survey.append(_question(number))
        if number % GROUP == GROUP - 1:
            survey.append(["end_group"])
    choices = book.create_sheet("choices")
    choices.append(["list_name", "name", "label"])
    for listed in range(20):
        for choice in range(CHOICES):
            choices.append([f"l{listed}", f"c{choice}", f"Choice {choice} of list {listed}"])
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version"])
    settings.append(["A large form", "large", "1"])
    book.save(path)


def _question(number: int) -> list[str]:
    chosen = f"l{number % 20}"
    kinds = ("text", "integer", f"select_one {chosen}", f"select_multiple {chosen}", "date", "note")
    kind = kinds[number % len(kinds)]
    asked_when = f"${{q{number - 1}}} != ''" if number % GROUP and number % 2 else ""
    required = "yes" if number % 10 == 0 and kind != "note" else ""
    constraint = ". >= 0 and . < 1000" if kind == "integer" else ""
    words = [f"Question {number}: what would you say?", f"Hint for question {number}"]
    return [kind, f"q{number}", *words, asked_when, required, constraint]
