"""Workbooks that ask for more than a machine has are refused, with the row that was too much."""

from __future__ import annotations

import pytest

from forms.exchange.fhir_reading import MOST_ITEMS, QuestionnaireError, from_questionnaire
from forms.exchange.xlsform_choices import MOST_CHOICES
from forms.exchange.xlsform_in import XLSFormError, from_xlsform
from forms.exchange.xlsform_rows import MOST_ROWS


def test_a_survey_with_more_rows_than_any_form_is_refused_with_its_row() -> None:
    most = MOST_ROWS["survey"]
    rows = [{"type": "text", "name": "q"}] * (most + 1)

    with pytest.raises(XLSFormError, match=f"survey, row {most + 2}: at most {most} rows"):
        from_xlsform({"survey": rows}, name="long")


def test_a_list_of_everything_at_every_question_is_refused_with_its_row() -> None:
    """Each list is short enough, and each question is: only together they are too much."""
    choices = [{"list_name": "all", "name": f"c{number}"} for number in range(1_000)]
    asked = [{"type": "select_one all", "name": f"q{n}"} for n in range(MOST_CHOICES // 1_000 + 1)]

    with pytest.raises(XLSFormError, match=f"survey, row {len(asked) + 1}, type: at most"):
        from_xlsform({"survey": asked, "choices": choices}, name="wide")


def test_a_questionnaire_of_empty_items_is_refused_before_each_is_told() -> None:
    resource = {"resourceType": "Questionnaire", "item": [{}] * (MOST_ITEMS + 1)}

    with pytest.raises(QuestionnaireError, match=f"item: at most {MOST_ITEMS} items"):
        from_questionnaire(resource)


def test_a_second_question_of_a_name_changes_nothing_of_the_first() -> None:
    rows = [
        {"type": "text", "name": "town", "label": "Where do you live?"},
        {"type": "text", "name": "town", "label": "Where were you born?"},
    ]

    imported = from_xlsform({"survey": rows}, name="twice")

    assert imported.sentences["en"]["q.town"] == "Where do you live?"
    assert [f"{f.place}: {f.level}" for f in imported.findings if f.level == "left out"] == [
        "survey, row 3, name: left out"
    ]
