"""A form goes out as an XLSForm that ODK converts, and what we wrote we read back equal."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert
from whole_forms import forms, said

from forms.definition import Form
from forms.exchange.findings import Exported
from forms.exchange.sentences import library_sentences
from forms.exchange.xlsform_in import from_xlsform
from forms.exchange.xlsform_out import to_xlsform
from forms.library import form_ids, load_form


def exported(form_id: str) -> Exported:
    form = load_form(form_id)
    return to_xlsform(form, library_sentences(form))


def converted(workbook: Exported) -> str:
    """The XForm that ODK's own converter makes of it."""
    heads = {
        f"{sheet}_header": [dict.fromkeys(column for row in rows for column in row)]
        for sheet, rows in workbook.sheets.items()
    }
    return str(convert({**workbook.sheets, **heads}, pretty_print=False).xform)


@pytest.mark.parametrize("form_id", form_ids())
def test_every_form_of_the_library_comes_back_equal_with_all_its_words(form_id: str) -> None:
    form = load_form(form_id)
    sentences = library_sentences(form)

    imported = from_xlsform(to_xlsform(form, sentences).sheets, name="x")

    assert imported.form == form
    assert said(form, imported.sentences, sentences) == said(form, sentences, sentences)
    assert imported.findings == ()


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(form=forms())
def test_any_form_comes_back_equal(form: Form) -> None:
    workbook = to_xlsform(form, {"en": {}})

    assert from_xlsform(workbook.sheets, name="x").form == form


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(form=forms())
def test_any_form_is_converted_by_odks_own_tool(form: Form) -> None:
    every = {f"q.{question.id}": "Asked?" for question in form.questions}
    words = every | {f"page.{page}": "Here" for page in form.pages}
    words |= {
        f"c.{question.id}.{part.id}": "This"
        for question in form.questions
        for part in (*question.choices, *question.items, *question.places)
    }

    assert converted(to_xlsform(form, {"en": words, "pl": words}))
