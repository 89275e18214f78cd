"""Workbooks as people write them: a household, a cascade, sums over a repeat, languages.

Each is opened in the engine and filled in, so that what was read does what its author meant."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forms.answers import Answer, Value
from forms.engine import OpenForm
from forms.exchange.findings import Imported
from forms.exchange.xlsform_in import from_xlsform

AT = datetime(2026, 11, 25, tzinfo=UTC)
Rows = list[dict[str, str]]


def opened(imported: Imported, **answers: Value) -> OpenForm:
    form = OpenForm(imported.form, today="2026-11-25")
    for question_id, value in answers.items():
        form.set(question_id, Answer(state="answered", value=value, at=AT))
    return form


def told(imported: Imported) -> dict[str, str]:
    return {finding.place: f"{finding.level}: {finding.message}" for finding in imported.findings}


HOUSEHOLD: Rows = [
    {"type": "start", "name": "start"},
    {"type": "begin_group", "name": "home", "label": "Your home", "relevant": "${consent} = 'yes'"},
    {"type": "integer", "name": "count", "label": "How many live here?", "required": "yes"},
    {"type": "end_group"},
    {
        "type": "begin_repeat",
        "name": "members",
        "label": "Someone at home",
        "repeat_count": "${count}",
        "relevant": "${consent} = 'yes'",
    },
    {"type": "text", "name": "member", "label": "Name"},
    {
        "type": "integer",
        "name": "age",
        "label": "Age",
        "constraint": ". >= 0 and . <= 120",
        "constraint_message": "From 0 to 120",
        "required": "${member} != ''",
        "required_message": "An age helps us",
    },
    {"type": "begin_group", "name": "school", "relevant": "${age} < 18"},
    {"type": "text", "name": "class", "label": "Which class?"},
    {"type": "end_group"},
    {"type": "end_repeat"},
    {"type": "calculate", "name": "years", "calculation": "sum(${age})"},
    {"type": "calculate", "name": "how_many", "calculation": "count(${members})"},
    {"type": "note", "name": "end", "label": "Done", "relevant": "${years} > 50"},
]
CONSENT: Rows = [{"type": "select_one yn", "name": "consent", "label": "May we ask?"}]
YES_NO: Rows = [
    {"list_name": "yn", "name": "yes", "label": "Yes"},
    {"list_name": "yn", "name": "no", "label": "No"},
]


@pytest.fixture(scope="module")
def household() -> Imported:
    return from_xlsform({"survey": CONSENT + HOUSEHOLD, "choices": YES_NO}, name="household")


def test_a_repeat_is_gone_through_as_often_as_its_count_says(household: Imported) -> None:
    form = opened(household, consent="yes", count=2)

    assert [one for one in form.visible if one.startswith("member")] == ["member[1]", "member[2]"]


def test_a_sum_over_a_repeat_adds_the_answers_of_its_rounds(household: Imported) -> None:
    form = opened(household, **{"consent": "yes", "count": 2, "age[1]": 41, "age[2]": 12})

    assert form.calculated("years") == 53
    assert form.calculated("how_many") == 2
    assert "end" in form.visible


def test_the_condition_of_a_group_holds_for_everything_in_it(household: Imported) -> None:
    form = opened(household, **{"consent": "yes", "count": 2, "age[1]": 41, "age[2]": 12})

    assert "class[2]" in form.visible
    assert "class[1]" not in form.visible
    assert "count" not in opened(household, consent="no").visible


def test_messages_are_kept_as_sentences(household: Imported) -> None:
    said = household.sentences["en"]

    assert said["q.age:constraint"] == "From 0 to 120"
    assert said["q.age:required"] == "An age helps us"


def test_nothing_of_the_household_is_lost_but_the_start(household: Imported) -> None:
    lost = [finding for finding in household.findings if finding.level == "left out"]

    assert [finding.place for finding in lost] == ["survey, row 3, type"]


CASCADE: Rows = [
    {
        "type": "select_one country",
        "name": "country",
        "label::English (en)": "Which country?",
        "label::Polski (pl)": "Jaki kraj?",
        "label::Cymraeg (cy)": "Pa wlad?",
        "media::image::English (en)": "map.png",
        "media::image::Polski (pl)": "mapa.png",
        "audio": "which.mp3",
    },
    {
        "type": "select_one region",
        "name": "region",
        "label::English (en)": "Which region?",
        "label::Polski (pl)": "Jaki region?",
        "label::Cymraeg (cy)": "Pa ranbarth?",
        "choice_filter": "country = ${country}",
        "relevant": "${country} != ''",
    },
]
PLACES: Rows = [
    {"list_name": "country", "name": "WLS", "label::English (en)": "Wales", "image": "wales.png"},
    {"list_name": "country", "name": "ENG", "label::English (en)": "England"},
    {"list_name": "region", "name": "north", "label::English (en)": "North", "country": "WLS"},
    {"list_name": "region", "name": "kent", "label::English (en)": "Kent", "country": "ENG"},
]


@pytest.fixture(scope="module")
def cascade() -> Imported:
    return from_xlsform({"survey": CASCADE, "choices": PLACES}, name="cascade")


def test_a_cascade_offers_the_regions_of_the_country(cascade: Imported) -> None:
    assert [one.id for one in opened(cascade, country="wls").choices("region")] == ["north"]
    assert [one.id for one in opened(cascade, country="eng").choices("region")] == ["kent"]


def test_three_languages_are_kept(cascade: Imported) -> None:
    asked = {language: said["q.region"] for language, said in cascade.sentences.items()}

    assert asked == {"en": "Which region?", "pl": "Jaki region?", "cy": "Pa ranbarth?"}


def test_media_are_kept_by_language(cascade: Imported) -> None:
    assert cascade.sentences["en"]["q.country:image"] == "map.png"
    assert cascade.sentences["pl"]["q.country:image"] == "mapa.png"
    assert cascade.sentences["en"]["q.country:audio"] == "which.mp3"
    assert cascade.sentences["en"]["c.country.wls:image"] == "wales.png"


def test_choices_of_a_file_beside_the_workbook_are_offered() -> None:
    survey = [
        {
            "type": "select_one_from_file towns.csv",
            "name": "town",
            "label": "Town?",
            "choice_filter": "big = 'yes'",
            "parameters": "value=code, label=called",
        }
    ]
    towns = [
        {"code": "ldn", "called": "London", "big": "yes"},
        {"code": "ely", "called": "Ely", "big": "no"},
    ]

    imported = from_xlsform({"survey": survey}, name="x", files={"towns.csv": towns})

    assert [one.id for one in opened(imported).choices("town")] == ["ldn"]
    assert imported.sentences["en"]["c.town.ldn"] == "London"


def test_a_file_that_is_not_there_is_named() -> None:
    survey = [
        {"type": "text", "name": "a", "label": "A?"},
        {"type": "select_one_from_file towns.csv", "name": "town", "label": "Town?"},
    ]

    imported = from_xlsform({"survey": survey}, name="x")

    assert "put towns.csv beside the workbook" in told(imported)["survey, row 3, type"]


def test_choices_of_the_external_sheet_are_offered() -> None:
    survey = [{"type": "select_one_external towns", "name": "town", "label": "Town?"}]
    rows = [{"list_name": "towns", "name": "leeds", "label": "Leeds"}]

    imported = from_xlsform({"survey": survey, "external_choices": rows}, name="x")

    assert [one.id for one in imported.form.question("town").choices] == ["leeds"]


def test_a_repeat_without_a_count_asks_how_many_first() -> None:
    survey = [
        {"type": "begin repeat", "name": "pets", "label": "Pet", "label::Polski (pl)": "Zwierzę"},
        {"type": "text", "name": "pet", "label": "Its name?"},
        {"type": "end repeat"},
    ]

    imported = from_xlsform({"survey": survey}, name="x")

    assert "pet[3]" in opened(imported, **{"pets.count": 3}).visible
    assert imported.sentences["en"]["q.pets.count"] == "Pet: how many?"
    assert imported.sentences["pl"]["q.pets.count"].startswith("Zwierzę")


def test_a_repeat_over_chosen_things_is_about_each_of_them() -> None:
    survey = [
        {"type": "select_multiple yn", "name": "things", "label": "Which?"},
        {"type": "begin repeat", "name": "each", "repeat_count": "count-selected(${things})"},
        {"type": "text", "name": "why", "label": "Why?"},
        {"type": "end repeat"},
    ]

    imported = from_xlsform({"survey": survey, "choices": YES_NO}, name="x")

    assert "why[no]" in opened(imported, things=("no",)).visible


def test_a_worked_out_count_is_worked_out_before_the_repeat() -> None:
    survey = [
        {"type": "integer", "name": "n", "label": "N?"},
        {"type": "begin repeat", "name": "r", "repeat_count": "${n} + 1"},
        {"type": "text", "name": "t", "label": "T?"},
        {"type": "end repeat"},
    ]

    imported = from_xlsform({"survey": survey}, name="x")

    assert imported.form.question("r.count").kind == "calculated"
    assert "t[2]" in opened(imported, n=1).visible
    assert "t[3]" not in opened(imported, n=1).visible


LOST: Rows = [
    {"type": "text", "name": "a", "label": "A?", "default": "Yes!", "read_only": "no"},
    {"type": "text", "name": "b", "label": "B?", "read_only": "yes", "trigger": "${a}"},
    {"type": "geopoint", "name": "place", "label": "Where?"},
    {"type": "text", "name": "c", "label": "C?", "relevant": "${place} != ''"},
    {"type": "time", "name": "d", "label": "When?"},
    {"type": "begin repeat", "name": "r1", "label": "R"},
    {"type": "begin repeat", "name": "r2", "label": "R"},
    {"type": "text", "name": "deep", "label": "Deep?"},
    {"type": "end repeat"},
    {"type": "text", "name": "e", "label": "E?", "appearance": "numbers"},
    {"type": "end repeat"},
    {"type": "range", "name": "f", "label": "F?", "parameters": "start=1 end=5 step=1"},
    {"type": "banana", "name": "g", "label": "G?"},
]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("survey, row 2, default", "left out: an answer that stands there"),
        ("survey, row 3, read_only", "changed: nobody can answer it: it is shown"),
        ("survey, row 3, trigger", "left out: this column is not read here"),
        ("survey, row 4, type", "left out: no place is ever asked"),
        ("survey, row 5, relevant", "left out: no question place"),
        ("survey, row 6, type", "changed: a time is written in words"),
        ("survey, row 8, type", "left out: there are no repeats in repeats here"),
        ("survey, row 9, type", "left out: it stands in the group of row 8"),
        ("survey, row 11, appearance", "note: how a question looks"),
        ("survey, row 13, type", "changed: a number is written"),
        ("survey, row 14, type", "left out: there is no type banana here"),
        ("choices, row 2, not a name!", "left out: this column is not read here"),
        ("choices, row 3", "left out: a choice needs the name of its list"),
        ("settings, row 2, style", "left out: this column is not read here"),
        ("entities, row 2", "left out: this sheet is not read here"),
    ],
)
def test_what_is_not_carried_is_told_with_sheet_row_and_reason(place: str, said: str) -> None:
    choices = [
        {"list_name": "l", "name": "x", "label": "X", "not a name!": "y"},
        {"name": "lost", "label": "Lost"},
    ]
    sheets = {
        "survey": LOST,
        "choices": choices,
        "settings": [{"form_title": "T", "style": "pages"}],
        "entities": [{"list_name": "people"}],
    }

    assert said in told(from_xlsform(sheets, name="x"))[place]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"type": "begin group", "name": "g", "label": "G", "hint": "Why"}, "hint"),
        ({"type": "begin group", "name": "g", "label": "G", "required": "yes"}, "required"),
        ({"type": "begin repeat", "name": "g", "label": "G", "image": "a.png"}, "image"),
        ({"type": "text", "name": "b", "label": "B?", "repeat_count": "3"}, "repeat_count"),
        ({"type": "text", "name": "b", "label": "B?", "choice_filter": "1 = 1"}, "choice_filter"),
        ({"type": "text", "name": "b", "label": "B?", "calculation": "1 + 1"}, "calculation"),
    ],
)
def test_a_cell_that_its_row_can_not_have_is_told(row: dict[str, str], column: str) -> None:
    end = {"type": row["type"].replace("begin", "end")} if "begin" in row["type"] else {}
    survey = [row, {"type": "text", "name": "a", "label": "A?"}, end]

    said = told(from_xlsform({"survey": survey}, name="x"))

    assert said[f"survey, row 2, {column}"].startswith("left out: ")


def test_other_spellings_of_columns_and_types_mean_the_same() -> None:
    plain = [
        {"type": "select_multiple yn", "name": "a", "label": "A?", "relevant": "1 = 1"},
        {"type": "text", "name": "b", "label": "B?", "constraint_message": "No"},
    ]
    other = [
        {
            "type": "Select all that apply from yn",
            "name": "a",
            "caption": "A?",
            "relevance": "1 = 1",
        },
        {"type": "string", "name": "b", "Label": "B?", "bind::jr:constraintMsg": "No"},
    ]

    first, second = (
        from_xlsform({"survey": rows, "choices": YES_NO}, name="x") for rows in (plain, other)
    )

    assert first == second


def test_or_other_is_something_else_in_choices_and_conditions() -> None:
    survey = [
        {"type": "select_one yn or_other", "name": "a", "label": "A?"},
        {"type": "text", "name": "b", "label": "B?", "relevant": "${a} = 'other'"},
    ]

    imported = from_xlsform({"survey": survey, "choices": YES_NO}, name="x")

    assert "b" in opened(imported, a="something_else").visible


def test_a_choice_with_a_minus_is_still_what_conditions_name() -> None:
    survey = [
        {"type": "select_one l", "name": "a", "label": "A?"},
        {"type": "text", "name": "b", "label": "B?", "relevant": "${a} = -77"},
    ]
    choices = [
        {"list_name": "l", "name": "77", "label": "77"},
        {"list_name": "l", "name": "-77", "label": "Not said"},
    ]

    imported = from_xlsform({"survey": survey, "choices": choices}, name="x")
    minus = imported.form.question("a").choices[1].id

    assert "b" in opened(imported, a=minus).visible
    assert "b" not in opened(imported, a="77").visible
