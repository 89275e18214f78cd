"""An XLSForm is read with everything it says; what is not carried over is told with its row."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.exchange.findings import Imported
from forms.exchange.xlsform_in import XLSFormError, from_xlsform

SURVEY: list[dict[str, str]] = [
    {"type": "start", "name": "start"},
    {"type": "begin group", "name": "About You", "label::English (en)": "About you"},
    {
        "type": "text",
        "name": "FullName",
        "label::English (en)": "What is your name?",
        "label::Polski (pl)": "Jak masz na imię?",
        "hint::English (en)": "Any name.",
        "required": "yes",
    },
    {
        "type": "integer",
        "name": "age",
        "label::English (en)": "How old are you?",
        "constraint": ". >= 0 and . <= 25",
        "constraint_message": "Too old",
    },
    {
        "type": "select_one counties",
        "name": "county",
        "label::English (en)": "Where?",
        "relevant": "${age} > 3 and ${FullName} != ''",
    },
    {
        "type": "select_one towns or_other",
        "name": "town",
        "label::English (en)": "Which town?",
        "choice_filter": "county = ${county}",
        "relevant": "${county} = 'Yorkshire'",
    },
    {"type": "end group"},
    {"type": "calculate", "name": "months", "calculation": "${age} * 12"},
    {"type": "geopoint", "name": "where", "label::English (en)": "Stand still"},
    {"type": "begin repeat", "name": "pets"},
    {"type": "text", "name": "pet", "label::English (en)": "Pet?"},
    {"type": "end repeat"},
    {"type": "note", "name": "bye", "label::English (en)": "Thank you, ${FullName}"},
]
CHOICES = [
    {"list_name": "counties", "name": "Yorkshire", "label::English (en)": "Yorkshire"},
    {"list_name": "counties", "name": "Kent", "label::English (en)": "Kent"},
    {"list_name": "towns", "name": "leeds", "label::English (en)": "Leeds", "county": "Yorkshire"},
    {"list_name": "towns", "name": "dover", "label::English (en)": "Dover", "county": "Kent"},
]
SETTINGS = [{"form_title": "Moving on", "form_id": "Moving On", "version": "2026.1"}]
SHEETS = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS}


@pytest.fixture(scope="module")
def imported() -> Imported:
    return from_xlsform(SHEETS, name="moving")


def question(imported: Imported, question_id: str) -> dict[str, Any]:
    return imported.form.question(question_id).model_dump(exclude_defaults=True)


def test_every_question_that_can_be_asked_is_there(imported: Imported) -> None:
    kinds = {one.id: one.kind for one in imported.form.questions}

    assert kinds == {
        "fullname": "text",
        "age": "number",
        "county": "pick_one",
        "town": "pick_one",
        "months": "calculated",
        "pets.count": "number",
        "pet": "text",
        "bye": "info",
    }
    assert (imported.form.id, imported.form.version) == ("moving-on", 20261)


def test_groups_become_pages(imported: Imported) -> None:
    assert imported.form.pages == ("about-you", "main", "pets", "main--2")
    assert imported.sentences["en"]["page.about-you"] == "About you"


def test_words_are_kept_in_every_language(imported: Imported) -> None:
    assert imported.sentences["en"]["q.fullname"] == "What is your name?"
    assert imported.sentences["en"]["q.fullname.hint"] == "Any name."
    assert imported.sentences["en"]["q.age:constraint"] == "Too old"
    assert imported.sentences["pl"] == {"q.fullname": "Jak masz na imię?"}


def test_conditions_follow_the_new_names(imported: Imported) -> None:
    assert question(imported, "county")["visible"] == "${age} > 3 and ${fullname} != ''"
    assert question(imported, "town")["visible"] == "${county} = 'yorkshire'"
    assert question(imported, "age")["constraint"] == ". >= 0 and . <= 25"
    assert question(imported, "fullname")["required"] == "true()"


def test_a_cascade_still_offers_what_fits(imported: Imported) -> None:
    from datetime import UTC, datetime

    from forms.answers import Answer
    from forms.engine import OpenForm

    form = OpenForm(imported.form)
    at = datetime(2026, 11, 24, tzinfo=UTC)
    for question_id, value in (("fullname", "Zoë"), ("age", 9), ("county", "kent")):
        form.set(
            question_id, Answer.model_validate({"state": "answered", "value": value, "at": at})
        )

    assert [choice.id for choice in form.choices("town")] == ["dover", "something_else"]


def test_whatever_is_not_carried_is_told_with_its_row(imported: Imported) -> None:
    told = {(finding.place, finding.level) for finding in imported.findings}

    assert told >= {
        ("survey, row 2, type", "left out"),
        ("survey, row 4, name", "changed"),
        ("survey, row 10, type", "left out"),
        ("survey, row 11, type", "changed"),
        ("survey, row 14, label", "changed"),
    }


def test_an_expression_that_can_not_be_read_is_told_and_the_question_stays() -> None:
    rows = [{"type": "text", "name": "a", "label": "A?", "relevant": "pulldata('x') = 1"}]

    imported = from_xlsform({"survey": rows}, name="x")

    assert imported.form.question("a").visible == ""
    assert any("relevant" in finding.place for finding in imported.findings)


def test_two_names_never_become_one() -> None:
    rows = [{"type": "text", "name": name, "label": name} for name in ("A b", "a-b", "A B")]

    imported = from_xlsform({"survey": rows}, name="x")

    assert len({one.id for one in imported.form.questions}) == 3


@pytest.mark.parametrize("sheets", [{}, {"survey": []}, {"survey": [{"type": "start"}]}])
def test_a_workbook_without_a_question_is_refused(sheets: dict[str, list[dict[str, str]]]) -> None:
    with pytest.raises(XLSFormError, match=":"):
        from_xlsform(sheets, name="x")


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_workbook_raises_nothing_but_our_own_error(data: st.DataObject) -> None:
    sheets = {name: [dict(row) for row in rows] for name, rows in SHEETS.items()}
    for _ in range(data.draw(st.integers(1, 6))):
        rows = sheets[data.draw(st.sampled_from(["survey", "choices", "settings"]))]
        row = rows[data.draw(st.integers(0, len(rows) - 1))]
        column = data.draw(st.sampled_from([*row, "relevant", "type", "name"]))
        row[column] = data.draw(st.one_of(st.text(max_size=12), st.sampled_from(JUNK)))

    with contextlib.suppress(XLSFormError):
        from_xlsform(sheets, name="x")


JUNK = ["", "${age}", "${", "end group", "begin repeat", "select_one", "${town} = 1", "'", "("]
