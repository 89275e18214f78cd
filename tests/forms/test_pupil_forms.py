"""What is asked of pupils: the limits first, and everything the forms are for."""

from __future__ import annotations

import pytest

from forms.definition import Form
from forms.library import form_ids, load_form

PUPILS = [form for form in map(load_form, form_ids()) if form.role == "pupil"]
EACH = [pytest.param(form, id=form.id) for form in PUPILS]


@pytest.mark.parametrize("form", EACH)
def test_a_child_meets_the_limits_before_anything_that_is_about_them(form: Form) -> None:
    ids = [question.id for question in form.questions]

    assert ids[:3] == ["start.assent", "start.limits", "start.offline"]


@pytest.mark.parametrize("form", EACH)
def test_a_no_ends_the_form(form: Form) -> None:
    assert "start.assent" in form.ends_when
