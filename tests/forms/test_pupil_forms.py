"""What is asked of pupils: the limits first, strengths before what is hard, and never too much."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from forms.answers import Answer, Answers, Value
from forms.definition import UNASKED, Form
from forms.engine import OpenForm
from forms.library import form_ids, included_in, load_form, load_form_version
from forms.rounds import rounds_for
from forms.wording import wording

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FORMS = [load_form(form_id) for form_id in form_ids()]
# Parts of other forms that are never asked alone.
PARTS = {part for form in FORMS for part in included_in(form.id)} - {"start", "assent"}
PUPILS = [form for form in FORMS if form.role == "pupil" and form.id not in PARTS]
REGISTERS = ("symbol", "plain", "young_person")
# A seated stop, with the screens that only say something and what opens by an answer left out.
MOST_A_STOP = 5
# Where pictures carry it, so many questions at most before the child picks what else to tell.
MOST_IN_PICTURES = 28

# What the forms have to ask about -> the questions that do.
TOPICS = {
    "start": {
        "assent, and the honest limits": ("start.assent", "start.limits", "start.offline"),
        "the name": ("start.call",),
        "who helps, and how": ("start.helper", "start.how"),
        "how they tell": ("start.tell",),
    },
    "about-me": {
        "likes": ("like.do", "like.best"),
        "strengths": ("good.at", "done.pleased", "good.others"),
        "people": ("ppl.circle", "ppl.friends", "ppl.friendhelp", "ppl.worry"),
        "school": ("sch.places", "sch.why", "sch.lessons", "sch.scene", "sch.change"),
        "what helps and does not": ("sch.helps", "sch.nothelp"),
        "days": ("day.good", "day.bad"),
        "feeling bad": ("upset.show", "upset.help"),
        "yes and no": ("yes.no",),
        "please": ("please.do", "please.dont"),
        "body": ("body.feel", "body.often"),
        "home": ("home.like", "home.hard"),
        "doing and going": ("can.do", "can.learn", "out.go", "out.wish"),
        "wishes and work": ("fut.wish", "fut.job", "fut.try", "fut.learn"),
        "life later": ("fut.live", "fut.livehelp", "fut.friends", "fut.well", "fut.wellhelp"),
        "moving on": ("fut.worry", "move.know"),
        "a young person's say": ("yp.who", "yp.copy", "yp.help", "yp.right"),
        "the meeting": ("meet.come", "meet.where", "meet.who", "meet.first"),
        "the end": ("share.who", "end.other", "end.who", "end.feel"),
    },
    "my-review": {
        "what works and what does not": ("rev.work", "rev.notwork"),
        "each goal and each help": ("rev.goal", "rev.goal.why", "rev.help", "rev.help.works"),
        "what matters now and later": ("rev.impto", "rev.impto.later"),
        "what comes next": ("rev.next",),
        "the meeting": ("meet.come", "meet.first"),
    },
    "draft-check-me": {"what the plan says": ("dr.mine", "dr.mine.say", "dr.mine.more")},
    "after-review": {
        "heard": ("a.heard", "a.heard.say"),
        "what happens now": ("a.plan",),
        "you said, we did": ("a.youdid",),
        "what there is near home": ("a.lo", "a.lo.more"),
        "asked again": ("a.again",),
    },
    "feelings-check-in": {
        "the scene, and words": ("feel.now", "feel.say"),
        "someone to talk to": ("feel.talk", "feel.who"),
    },
    "help-now": {
        "who helps": ("help.danger", "help.adult", "help.line"),
        "a message": ("help.send", "help.say", "help.who"),
    },
}


def given(value: Value) -> Answer:
    return Answer(state="answered", value=value, how="chose", at=AT)


def asked(
    form_id: str, register: str = "", *, is_family_device: bool = False, **values: Value
) -> tuple[str, ...]:
    known = {key.replace("_", "."): given(value) for key, value in values.items()}
    form = load_form(form_id)
    opened = OpenForm(form, Answers(known), register=register, is_family_device=is_family_device)
    return opened.visible


@pytest.mark.parametrize("form_id", TOPICS)
def test_every_topic_a_form_is_for_is_asked_about(form_id: str) -> None:
    asked = {question.id for question in load_form(form_id).questions}

    assert not {topic: ids for topic, ids in TOPICS[form_id].items() if not set(ids) <= asked}


@pytest.mark.parametrize(
    "form", [pytest.param(form, id=form.id) for form in PUPILS if form.id != "help-now"]
)
def test_a_child_meets_the_limits_before_anything_that_is_about_them(form: Form) -> None:
    shown = [question.id for question in form.questions if question.kind not in UNASKED]

    assert shown[:3] == ["start.assent", "start.limits", "start.offline"]
    assert "start.assent" in form.ends_when


@pytest.mark.parametrize("form", [pytest.param(form, id=form.id) for form in FORMS])
@pytest.mark.parametrize("register", REGISTERS)
def test_a_stop_is_short(form: Form, register: str) -> None:
    if form.role != "pupil" or register not in form.registers:
        return
    stops = Counter(
        form.question(one).page
        for one in OpenForm(form, register=register).visible
        if form.question(one).kind != "info"
    )

    assert max(stops.values()) <= MOST_A_STOP


def test_about_me_in_pictures_is_no_marathon() -> None:
    assert len(asked("about-me", "symbol")) <= MOST_IN_PICTURES


def test_in_pictures_the_child_picks_what_else_to_tell() -> None:
    before = set(asked("about-me", "symbol"))

    more = set(asked("about-me", "symbol", more_about=("body", "out"))) - before
    enough = set(asked("about-me", "symbol", more_about=("enough",))) - before

    assert more == {"body.feel", "out.go", "out.wish"}
    assert enough == set()


def test_in_words_nobody_has_to_pick_first() -> None:
    in_words = asked("about-me", "plain")

    assert {"body.feel", "home.like", "can.do", "out.go", "fut.worry"} <= set(in_words)
    assert "more.about" not in in_words


def test_what_is_for_young_people_is_asked_of_nobody_else() -> None:
    adult = {"fut.learn", "fut.live", "yp.who", "yp.copy", "yp.help", "yp.right"}

    assert adult <= set(asked("about-me", "young_person"))
    assert not adult & {*asked("about-me", "plain"), *asked("about-me", "symbol")}


@pytest.mark.parametrize(("register", "is_offered"), [("plain", False), ("young_person", True)])
def test_dating_is_named_to_young_people_alone(register: str, is_offered: bool) -> None:
    form = OpenForm(load_form("about-me"), register=register)

    assert ("dating" in [c.id for c in form.choices("fut.friends")]) == is_offered
    assert "something_else" in [c.id for c in form.choices("fut.friends")]


def test_what_is_hard_at_home_is_never_asked_on_a_familys_device() -> None:
    question = load_form("about-me").question("home.hard")

    assert "home.hard" in asked("about-me", "plain")
    assert "home.hard" not in asked("about-me", "plain", is_family_device=True)
    assert question.share == "safe_adult"


def test_a_new_school_is_asked_about_when_one_is_near() -> None:
    assert "move.know" not in asked("about-me", "symbol")
    assert {"move.know", "fut.worry"} <= set(asked("about-me", "symbol", ctx_moving=("yes",)))


def test_a_child_who_talks_is_not_asked_how_they_say_yes() -> None:
    assert "yes.no" in asked("about-me", "symbol", start_tell=("eyes", "talker"))
    assert "yes.no" not in asked("about-me", "symbol", start_tell=("talk",))


def test_pain_opens_how_often_and_an_adult_looks_at_it() -> None:
    assert "body.often" in asked("about-me", "plain", body_feel={"tummy": "hurts"})
    assert "body.often" not in asked("about-me", "plain", body_feel={"tummy": "ok"})


def test_the_meeting_is_asked_about_as_far_as_the_child_wants_to_be_there() -> None:
    assert {"meet.where", "meet.who", "meet.first"} <= set(asked("about-me", meet_come="a_bit"))
    assert "meet.where" not in asked("about-me", meet_come="film")
    assert "meet.who" not in asked("about-me", meet_come="no")


def test_strengths_come_before_what_is_hard_and_today_before_the_future() -> None:
    ids = asked("about-me", "plain", sch_places={"toilets": "dont_like"})

    order = ["like.do", "good.at", "ppl.circle", "sch.places", "sch.why", "sch.helps"]
    order += ["day.good", "day.bad", "fut.wish", "fut.worry", "meet.come", "end.feel"]
    assert sorted(order, key=ids.index) == order


def test_the_first_version_of_about_me_is_the_one_that_was_answered() -> None:
    first = load_form_version("about-me", 1)

    assert first.hash == "acaf6121c1b92d91cfb3159902652402792f6dbfcf2f8e0007ba6d6ada1b82cd"
    words = wording("about-me", "plain")
    assert words.question("fut.wish") == "What would you like to be able to do next year?"
    assert words.page("start") == "Before you start"


@pytest.mark.parametrize("register", REGISTERS)
def test_help_is_shown_before_anything_is_asked_and_nothing_is_sent_unasked(register: str) -> None:
    first = asked("help-now", register)
    form = OpenForm(load_form("help-now"), Answers({"help.send": given("no")}), register=register)

    assert first == ("help.danger", "help.adult", "help.line", "help.send")
    assert form.is_ended
    assert form.visible == first


@pytest.mark.parametrize("register", REGISTERS)
def test_the_numbers_that_help_are_on_the_screen(register: str) -> None:
    words = wording("help-now", register)

    assert "999" in words.question("help.danger")
    assert "0800 1111" in words.question("help.line")


def test_who_will_read_a_message_is_said_before_it_is_written() -> None:
    ids = asked("help-now", help_send="yes")

    assert ids.index("start.limits") < ids.index("start.offline") < ids.index("help.say")
    assert load_form("help-now").default_share == "safe_adult"


def test_how_i_feel_takes_a_minute() -> None:
    ids = asked("feelings-check-in", "symbol")

    assert [one for one in ids if not one.startswith("start.")] == [
        "feel.now",
        "feel.say",
        "feel.talk",
    ]


def test_each_goal_of_the_plan_is_asked_about_and_one_that_is_not_mine_may_say_why() -> None:
    goals = ("I read to a friend", "I go on the bus")
    first, second = (f"rev.goal[{one}]" for one in rounds_for(goals, 12))
    known = Answers({"rev.goals": given(goals), first: given("not_mine")})

    ids = OpenForm(load_form("my-review"), known, register="symbol").visible

    assert [one for one in ids if one.startswith("rev.goal")] == [
        first,
        first.replace("rev.goal[", "rev.goal.why["),
        second,
    ]


def test_each_help_of_the_plan_is_asked_about_twice() -> None:
    ids = asked("my-review", "plain", rev_helps=("Time with Mr Bell",))

    (about,) = rounds_for(("Time with Mr Bell",), 20)
    assert [one for one in ids if one.startswith("rev.help")] == [
        f"rev.help[{about}]",
        f"rev.help.works[{about}]",
    ]
