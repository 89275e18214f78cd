"""Somebody who answers a form anyhow: every answer is one that its question can have.

What comes with an invitation is given, too. The same seed gives the same answers.
"""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from forms.answers import Answer, Answers, Value
from forms.definition import Form, Question
from forms.engine import OpenForm
from forms.rounds import template_of

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = "2026-11-24"
WORDS = "She laughs a lot"
THINGS = ("Reading with a friend", "A calm place")
MAPPED = {"sort3": "items", "circles": "items", "body_map": "choices"}


def answered_at_random(form: Form, chance: Random) -> set[str]:
    """The questions that were asked on the way, without their rounds."""
    given = {q.id: _answer(q, chance) for q in form.questions if q.kind == "hidden"}
    opened = OpenForm(form, Answers(given), today=TODAY)
    asked: set[str] = set()
    at = opened.after(None)
    while at is not None:
        asked.add(template_of(at))
        question = form.question(at)
        if question.kind != "info":
            offered = tuple(choice.id for choice in opened.choices(at))
            opened.set(at, _answer(question, chance, offered))
        at = opened.after(at)
    return asked


def _answer(question: Question, chance: Random, offered: tuple[str, ...] = ()) -> Answer:
    if question.kind not in ("hidden", "info") and chance.random() < 0.1:
        return Answer(state="skipped", at=AT)
    return Answer(state="answered", value=_value(question, chance, offered), how="chose", at=AT)


def _value(question: Question, chance: Random, offered: tuple[str, ...]) -> Value:
    kind = question.kind
    if kind in MAPPED:
        places = [place.id for place in question.places]
        things = getattr(question, MAPPED[kind])
        return {thing.id: chance.choice(places) for thing in things}
    if kind == "feelings":
        return {"now": chance.choice(offered), "wish": chance.choice(offered)}
    if kind in ("pick_many", "top3", "rank"):
        return _many(question, chance, offered)
    if kind in ("pick_one", "face3", "yes_no"):
        return chance.choice(offered)
    plain: dict[str, Value] = {"number": 2, "date": TODAY, "list": THINGS, "dated_list": THINGS}
    # What comes with an invitation is a list that is asked about round by round, or one word.
    plain["hidden"] = chance.choice((THINGS, "yes"))
    return plain.get(kind, WORDS)


def _many(question: Question, chance: Random, offered: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(chance.sample(offered, chance.randint(1, min(3, len(offered)))))
    alone = [one for one in chosen if (found := question.find_choice(one)) and found.exclusive]
    return tuple(alone[:1]) or chosen
