"""Whatever paper can hold, written as keys and keyed in, comes back equal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from booklets import EVERY_KIND, NAMES, MadeUp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keys import keys_for

from app.key_in import STATES, KeyIn
from app.key_in_end import HandedIn, with_provenance
from forms.answers import Answer
from forms.checking import check_answer
from forms.engine import OpenForm
from forms.exchange.paper import Item, make_booklet
from forms.own import own_card
from forms.rounds import template_of

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


def keying() -> KeyIn:
    booklet = make_booklet(EVERY_KIND, MadeUp(), NAMES)  # type: ignore[arg-type]
    opened = OpenForm(EVERY_KIND, register="plain")
    return KeyIn(booklet, opened, lambda: NOW, drawing="(a drawing)")


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20)
TEXT = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
THING = LINE.map(str.strip).filter(bool)
OWN = LINE.map(own_card)


def chosen_from(item: Item, most: int) -> st.SearchStrategy[tuple[str, ...]]:
    ids = st.sampled_from([mark.id for mark in item.marks])
    cards = st.one_of(ids, OWN) if item.own_rows else ids
    return st.lists(cards, min_size=1, max_size=most, unique=True).map(tuple)


def values_for(item: Item) -> st.SearchStrategy[tuple[Any, str]]:
    """(value, own words) that a person can leave on paper in answer to a question."""
    if item.layout == "figures":
        ids = [mark.id for mark in item.marks]
        pair = st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True)
        return pair.map(lambda two: ({"now": two[0], "wish": two[1]}, ""))
    if item.places:
        places = st.sampled_from([place.id for place in item.places])
        things = chosen_from(item, 4)
        return things.flatmap(
            lambda some: st.tuples(*[places] * len(some)).map(
                lambda put: (dict(zip(some, put, strict=True)), "")
            )
        )
    if item.marks:
        chosen = chosen_from(item, 3 if item.is_many else 1)
        value = chosen if item.is_many else chosen.map(lambda some: some[0])
        none: Any = () if item.is_many else ""
        return st.one_of(
            st.tuples(value, st.just("")), st.tuples(value, TEXT), st.tuples(st.just(none), TEXT)
        )
    if item.kind == "number":
        return st.tuples(st.integers(-9999, 9999), st.just(""))
    if item.kind == "date":
        return st.one_of(
            st.tuples(st.dates().map(date.isoformat), st.just("")), st.tuples(st.just(""), LINE)
        )
    if item.kind in ("list", "dated_list"):
        return st.tuples(
            st.lists(THING, min_size=1, max_size=3, unique=True).map(tuple), st.just("")
        )
    return st.tuples(LINE if item.kind == "line" else TEXT, st.just(""))


@st.composite
def answers_to(draw: st.DrawFn, item: Item) -> Answer:
    state = draw(st.sampled_from(["answered", "answered", "answered", *STATES.values()]))
    if state != "answered":
        return Answer(state=state, at=NOW)  # type: ignore[arg-type]
    value, words = draw(values_for(item))
    return Answer(state="answered", value=value, words=words, at=NOW)


@given(st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_contribution_that_paper_can_hold_comes_back_equal(data: st.DataObject) -> None:
    """Filled in question by question, written as keys, keyed in: the same answers."""
    form, written = OpenForm(EVERY_KIND, register="plain"), {}
    keys = keying()
    goals = data.draw(st.lists(THING, max_size=3, unique=True).map(tuple))
    for line in (*(f"={goal}" for goal in goals), ""):
        keys.read(line)
    if goals:
        form.set("goals", Answer(state="answered", value=goals, at=NOW))

    while keys.at is not None:
        at, item = keys.at, keys.item
        assert item is not None
        if data.draw(st.booleans()):
            written[at] = data.draw(answers_to(item))
            form.set(at, written[at])
            typed = keys_for(item, written[at])
        else:
            typed = [""]
        for line in typed:
            keys.read(line)

    keyed = keys.form.to_send()
    content = {i: (a.state, a.value, a.words) for i, a in keyed.items() if i in written}
    assert content == {i: (a.state, a.value, a.words) for i, a in written.items()}
    assert {template_of(i) for i in keyed.keys() - written.keys()} <= {"hello", "goals"}
    handed_in = HandedIn("scribed", "Mr Bell", "Ms Okoro", date(2026, 11, 20))
    sent = with_provenance(EVERY_KIND, keyed, handed_in, NOW)
    assert all(sent[i].value == keyed[i].value for i in keyed)


def test_the_property_looks_at_answers_that_a_device_would_take_too() -> None:
    """What it writes is not nonsense: most of it has no fault in the form's own checking."""
    opened = OpenForm(EVERY_KIND, register="plain")
    item = keying().booklet.find("mat")
    assert item is not None

    answer = Answer(state="answered", value={"cat": "like", own_card("rain"): "so_so"}, at=NOW)

    assert check_answer(opened, "mat", answer) == ()
    assert keys_for(item, answer) == ["1a 4b", "=rain"]
