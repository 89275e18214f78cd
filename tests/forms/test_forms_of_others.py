"""What is asked of the people around a child, and of a child about a special circumstance: little,
strengths first, and only what fits."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from random import Random

import pytest
from random_answers import answered_at_random

from forms.answers import Answer, Answers, Value
from forms.definition import UNASKED, Question
from forms.engine import OpenForm
from forms.library import form_ids, load_form, load_form_version, own_part
from forms.rounds import in_round, rounds_for
from forms.wording import wording

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
MOST_PAGES = 12
# Each form and its first question that wants an answer about the child.
OPENS_WITH = {
    "parent-view": "p.best",
    "parent-review": "p.work",
    "knows-best": "k.best",
    "draft-check": "dr.good",
}
# What the forms have to ask about -> the questions that do.
TOPICS = {
    "parent-view": {
        "who they are and who else cares": ("p.who", "p.who.others"),
        "language, an interpreter, a call": ("p.lang.which", "p.lang"),
        "what is lovely, and strengths": ("p.best", "good.others"),
        "the story so far": ("p.story",),
        "good days, hard days, mornings": ("p.day.good", "p.day.bad", "p.day.morning"),
        "how they tell yes, no, pain, worry": ("p.comm", "p.upset"),
        "what works at home": ("p.help", "p.do", "p.dont"),
        "one card an area": ("p.learn", "p.social", "p.body", "p.health", "p.care"),
        "family life and help": ("p.family", "p.family.say"),
        "hopes": ("p.hope1", "p.hope5"),
        "worries, what was tried": ("p.worry", "p.tried"),
        "who helps, reports to use again": ("p.prof", "p.prof.file"),
        "the biggest difference": ("p.want",),
        "whose view it is": ("p.view",),
        "special circumstances": ("p.ctx", "c.sw", "s.role", "e.where", "y.where"),
        "personal budget and local offer": ("p.pb", "p.lo.found", "p.lo", "p.lo.missing"),
    },
    "parent-review": {
        "what works and what does not": ("p.work", "p.notwork"),
        "each goal and each help": ("rev.goal", "rev.help", "rev.help.works"),
        "what changed": ("p.changed",),
        "important to and for": ("p.impto", "p.impfor"),
        "hopes, the next school": ("p.hope1", "p.setting"),
        "the meeting": ("p.come", "p.bring"),
        "what can not wait": ("p.urgent",),
        "personal budget and local offer": ("p.pb", "p.lo"),
    },
    "knows-best": {
        "who they are": ("k.rel", "k.rel.long", "k.rel.often", "k.rel.where"),
        "what was seen, where, how often": ("k.like.saw", "k.like.where", "k.like.times"),
        "what is disliked": ("k.dislike", "k.dislike.saw"),
        "how they tell": ("k.yesno", "k.comm", "k.upset"),
        "what helps": ("k.help", "k.do", "k.dont"),
        "independence": ("k.independ",),
        "what they seem to want, how sure": ("k.aspire", "k.aspire.sure", "k.like.sure"),
        "what works": ("k.work", "k.notwork"),
        "where they see it differently": ("k.conflict",),
    },
    "looked-after": {
        "status and councils": ("d.status", "d.la", "d.la.lives"),
        "people": ("d.contacts", "d.pr", "d.see", "d.sign", "d.meet"),
        "the care plan and the education plan": ("d.plan", "d.pep", "d.pep.goals"),
        "moves": ("d.place", "d.schools"),
        "one meeting, asked once": ("d.align", "d.align.date", "d.voice"),
    },
    "looked-after-me": {"the child": ("lac.ok", "lac.who", "lac.same")},
    "module-care": {"care": ("c.sw", "c.plan", "c.help", "c.sync", "c.carer")},
    "module-service": {"service": ("s.role", "s.move", "s.away", "s.schools", "s.copy")},
    "module-service-me": {"the child": ("s.feel",)},
    "module-elsewhere": {"elsewhere": ("e.where", "e.why", "e.who", "e.contact")},
    "module-elsewhere-me": {"the child": ("e.back", "e.miss")},
    "module-custody": {"custody": ("y.where", "y.release", "y.lead", "y.got")},
    "module-custody-me": {"the young person": ("y.plan", "y.who")},
    "request-assessment": {
        "the request": ("r.who", "r.6m", "r.need", "r.tried", "r.impact", "r.views", "r.send")
    },
    "draft-check": {
        "each section": tuple(f"dr.{letter}" for letter in "abcdefghk"),
        "what the child said": ("dr.quote",),
        "school, meeting, budget": ("dr.setting", "dr.meet", "dr.pb"),
        "the days there are": ("dr.clock", "dr.left"),
    },
    "draft-check-me": {"the child": ("dr.mine",)},
}
# The other end of the same scale is asked about the same thing with another picture.
OTHER_END = {"k.dislike"}


def given(value: Value) -> Answer:
    return Answer(state="answered", value=value, how="chose", at=AT)


def asked_after(form_id: str, **answers: Value) -> tuple[str, ...]:
    known = {key.replace("_", "."): given(value) for key, value in answers.items()}
    return OpenForm(load_form(form_id), Answers(known), today="2026-11-24").visible


@pytest.mark.parametrize("form_id", TOPICS)
def test_every_topic_a_form_is_for_is_asked_about(form_id: str) -> None:
    asked = {question.id for question in load_form(form_id).questions}

    assert not {topic: ids for topic, ids in TOPICS[form_id].items() if not set(ids) <= asked}


@pytest.mark.parametrize("form_id", form_ids())
def test_every_question_can_be_reached_by_some_answers(form_id: str) -> None:
    form = load_form(form_id)

    reached = {one for seed in range(60) for one in answered_at_random(form, Random(seed))}

    assert reached == {question.id for question in form.questions if question.kind not in UNASKED}


@pytest.mark.parametrize(("form_id", "first"), OPENS_WITH.items())
def test_what_is_good_comes_first(form_id: str, first: str) -> None:
    asked = (q for q in load_form(form_id).questions if q.kind not in ("info", *UNASKED))

    assert next(q.id for q in asked) == first


@pytest.mark.parametrize(
    "form_id", [i for i in form_ids() if load_form(i).role in ("parent", "supporter", "staff")]
)
def test_a_form_for_adults_has_few_pages_before_a_module_is_opened(form_id: str) -> None:
    form = load_form(form_id)

    pages = {form.question(question_id).page for question_id in asked_after(form_id)}
    assert len(pages) <= MOST_PAGES


@pytest.mark.parametrize(
    ("answers", "opened"),
    [
        ({}, set()),
        ({"p_ctx": ("social_worker",)}, {"c.sw"}),
        ({"p_family": ("short_breaks",)}, {"c.sw"}),
        ({"p_family": ("none",)}, set()),
        ({"p_ctx": ("service_family",)}, {"s.role"}),
        ({"p_ctx": ("elsewhere",)}, {"e.where"}),
        ({"p_ctx": ("youth_justice", "adopted")}, {"y.where"}),
    ],
)
def test_a_module_is_asked_only_of_a_family_that_says_it_fits(
    answers: dict[str, Value], opened: set[str]
) -> None:
    asked = set(asked_after("parent-view", **answers))

    assert asked & {"c.sw", "s.role", "e.where", "y.where"} == opened


def test_only_the_parts_of_life_that_a_family_opens_are_asked_about() -> None:
    asked = asked_after("parent-view", p_areas=("health",))

    assert {"p.health", "p.health.hard", "p.health.helps"} <= set(asked)
    assert not {"p.learn", "p.social", "p.body", "p.care"} & set(asked)


def test_each_thing_someone_has_seen_is_asked_about_on_its_own() -> None:
    asked = asked_after("knows-best", k_like=("bubbles", "the swing"))

    rounds = rounds_for(("bubbles", "the swing"), 8)
    assert [i for i in asked if i.startswith("k.like.saw")] == [
        in_round("k.like.saw", one) for one in rounds
    ]


def test_each_goal_of_the_plan_is_asked_about_and_none_when_none_came() -> None:
    goals = ("Amina reads aloud to a friend",)

    assert not any(i.startswith("rev.goal") for i in asked_after("parent-review"))
    assert any(i.startswith("rev.goal[") for i in asked_after("parent-review", rev_goals=goals))


def test_a_letter_can_not_come_before_it_was_sent() -> None:
    form = OpenForm(load_form("request-assessment"), Answers({"r.sent": given("2026-11-20")}))

    assert form.breaks("r.got", given("2026-11-19"))
    assert not form.breaks("r.got", given("2026-11-23"))


def test_the_days_left_with_a_draft_are_counted() -> None:
    answers = Answers({"dr.until": given("2026-12-01")})
    form = OpenForm(load_form("draft-check"), answers, today="2026-11-24")

    assert form.calculated("dr.left") == 7


def test_the_first_version_of_the_parents_view_is_the_one_that_was_answered() -> None:
    first = load_form_version("parent-view", 1)

    assert first.hash == "3c497eca667e9cb39829a535f08408d769decfe81e9f23bf445b5d63393240b8"
    words = wording("parent-view", "plain", version=1)
    assert words.question("p.learn") == "How is learning going?"
    assert words.page("please") == "Please do, please don't"


def test_the_same_concept_means_the_same_in_every_form() -> None:
    """Then it has one picture, and at least one heading in common."""
    by_concept: dict[str, list[Question]] = defaultdict(list)
    for form_id in form_ids():
        for question in own_part(form_id).questions:
            by_concept[question.concept or question.id].append(question)

    for concept, questions in by_concept.items():
        alike = [question for question in questions if question.id not in OTHER_END]
        assert len({question.picture for question in alike}) == 1, concept
        headings = [set(question.maps.prsb) for question in questions]
        assert len(questions) == 1 or not any(headings) or set.intersection(*headings), concept
