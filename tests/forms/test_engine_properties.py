"""The engine over many forms: every order of answering ends alike, and no answer costs the form."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Answer, Answers
from forms.definition import Form
from forms.engine import OpenForm
from forms.expression import Expression

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
NAMES = [f"q{place}" for place in range(8)]


def answered(value: str) -> Answer:
    return Answer(state="answered", value=value, how="wrote", at=AT)


def form_of(branches: dict[str, str], **more: str) -> Form:
    questions = [
        {"id": name, "kind": "text", "picture": "talk", "source": "a test", "visible": visible}
        for name, visible in branches.items()
    ]
    head = {"id": "test", "version": 1, "role": "pupil", "registers": ["plain"]}
    body = {"default_share": "meeting", "pages": ["main"], "questions": questions}
    return Form.model_validate({**head, **body, **more})


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Forms whose branches look back at one or two questions, in any shape without a circle."""
    branches = {NAMES[0]: ""}
    for place, name in enumerate(NAMES[1:], start=1):
        looks_at = draw(st.lists(st.sampled_from(NAMES[:place]), max_size=2, unique=True))
        signs = [draw(st.sampled_from(["=", "!="])) for _ in looks_at]
        parts = [f"${{{other}}} {sign} 'x'" for other, sign in zip(looks_at, signs, strict=True)]
        branches[name] = f" {draw(st.sampled_from(['and', 'or']))} ".join(parts)
    return form_of(branches, ends_when=draw(st.sampled_from(["", "${q1} = 'stop'"])))


STEPS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["x", "y", "", "stop"])), max_size=12
)


@given(forms(), STEPS)
def test_answering_step_by_step_ends_where_opening_with_all_answers_does(
    form: Form, steps: list[tuple[str, str]]
) -> None:
    opened = OpenForm(form)
    for name, value in steps:
        opened.set(name, answered(value))

    again = OpenForm(form, opened.answers)

    assert (opened.visible, opened.is_ended) == (again.visible, again.is_ended)
    assert opened.to_send() == again.to_send()


@given(forms(), STEPS)
def test_set_returns_whatever_became_visible_or_hidden(
    form: Form, steps: list[tuple[str, str]]
) -> None:
    opened = OpenForm(form)
    for name, value in steps:
        before, was_ended = set(opened.visible), opened.is_ended
        changed = opened.set(name, answered(value))
        seen = before ^ set(opened.visible)

        assert seen <= changed
        # Behind a kind end questions may come and go with nobody to see it.
        assert seen == changed or was_ended or opened.is_ended


@given(forms(), STEPS)
def test_the_way_forward_the_way_back_and_the_count_agree(
    form: Form, steps: list[tuple[str, str]]
) -> None:
    opened = OpenForm(form, Answers({name: answered(value) for name, value in steps}))
    asked = opened.visible

    for place, question_id in enumerate(asked):
        assert opened.progress(question_id) == (place + 1, len(asked))
        assert opened.after(question_id) == (asked[place + 1] if question_id != asked[-1] else None)
        assert opened.before(question_id) == (asked[place - 1] if place else None)
    for name in set(NAMES) - set(asked):
        with pytest.raises(ValueError, match="not asked now"):
            opened.progress(name)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The branches worked out since, by their text."""
    texts: list[str] = []
    holds = Expression.holds

    def counted(self: Expression, values: object) -> bool:
        texts.append(self.text)
        return holds(self, values)  # type: ignore[arg-type]

    monkeypatch.setattr(Expression, "holds", counted)
    return texts


def test_one_answer_works_out_only_the_branches_that_look_at_it(looked: list[str]) -> None:
    many = {f"q{place}": f"${{q{place - 1}}} = 'x'" for place in range(1, 1000)}
    opened = OpenForm(form_of({"q0": "", **many}))
    looked.clear()

    opened.set("q0", answered("x"))

    assert looked == ["${q0} = 'x'", "${q1} = 'x'"]


def test_a_branch_that_two_changes_reach_is_worked_out_once(looked: list[str]) -> None:
    both = "${b} != '' and ${c} != ''"
    form = form_of({"a": "", "b": "${a} = 'x'", "c": "${a} = 'x'", "d": both})
    opened = OpenForm(form, Answers({"b": answered("1"), "c": answered("1")}))
    looked.clear()

    assert opened.set("a", answered("x")) == {"b", "c", "d"}
    assert looked.count(both) == 1


def test_the_same_answers_open_the_same_form_every_time() -> None:
    branches = {"a": "", "b": "${a} = 'x'", "c": "${b} = '' or ${a} = 'x'"}
    answers = Answers({"a": answered("x"), "b": answered("")})

    first, second = (OpenForm(form_of(branches), answers) for _ in range(2))

    assert first.visible == second.visible
    assert first.to_send() == second.to_send()


def test_a_branch_never_sees_what_was_not_answered_or_is_hidden() -> None:
    opened = OpenForm(
        form_of({"a": "", "b": "${a} = 'x'", "c": "${b} = 'y'"}), Answers({"b": answered("y")})
    )
    opened.set("a", Answer(state="skipped", value="x", at=AT))

    assert opened.visible == ("a",)
