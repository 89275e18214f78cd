"""What a person should read first: fixed choices and short lists of words, found whole, never
weighed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from forms.answers import Answer, Value
from forms.library import form_ids, load_form
from forms.own import own_card
from forms.triggers import Look, Rule, look_at, rules_of, word_lists

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HURT = "words about being hurt"


def answered(value: Value, words: str = "") -> Answer:
    return Answer(state="answered", value=value, words=words, how="wrote", at=AT)


def reasons(form_id: str, question_id: str, value: Value, words: str = "") -> list[str]:
    return [look.reason for look in look_at(form_id, {question_id: answered(value, words)})]


def test_a_choice_on_the_list_is_named_with_its_question_and_its_reason() -> None:
    answers = {"y.who": answered(("nobody",)), "y.plan": answered(("home",))}

    assert look_at("module-custody-me", answers) == (
        Look("y.who", "nobody", "says there is no adult to trust"),
    )


def test_any_words_in_an_answer_that_is_urgent_by_itself_are_a_reason() -> None:
    assert reasons("parent-review", "p.urgent", "The taxi stops on Friday") == [
        "says that something should not wait"
    ]
    assert reasons("parent-review", "p.urgent", "  ") == []


def test_words_are_looked_for_in_every_answer_and_beside_the_choices() -> None:
    assert reasons("parent-view", "p.best", "He says they hit me, at lunch") == [HURT]
    assert reasons("parent-view", "p.want", ("something_else",), "She said he HITS  me") == [HURT]
    assert reasons("parent-view", "p.help", ("A calm voice", "Dad hurts me")) == [HURT]


def test_words_on_a_card_of_ones_own_are_words() -> None:
    value: Value = {own_card("they hit me"): "not_yet", "eat": "can"}

    assert reasons("knows-best", "k.independ", value) == [HURT]


@pytest.mark.parametrize("text", ["He loves to hit metal drums", "it hurts, mentally", ""])
def test_a_phrase_is_found_whole_or_not_at_all(text: str) -> None:
    assert reasons("parent-view", "p.best", text) == []


def test_a_curly_apostrophe_is_the_same_as_a_straight_one() -> None:
    found = reasons("parent-view", "p.worry", "They said don’t tell anyone")

    assert found == ["words about a secret that someone asked for"]


def test_the_id_of_a_choice_is_not_the_persons_own_words() -> None:
    assert reasons("knows-best", "k.dislike.saw[noise]", ("hurts_self",)) == [
        "has seen the child hit or bite themself"
    ]


def test_each_round_of_a_repeat_is_looked_at_by_itself() -> None:
    answers = {
        "k.dislike.saw[noise]": answered(("hurts_self",)),
        "k.dislike.saw[crowds]": answered(("cry",)),
    }

    (look,) = look_at("knows-best", answers)
    assert look.question_id == "k.dislike.saw[noise]"


def test_what_was_not_answered_is_not_looked_at() -> None:
    assert look_at("parent-review", {"p.urgent": Answer(state="skipped", at=AT)}) == ()


def test_the_rules_of_a_module_hold_where_it_is_part_of_a_form() -> None:
    assert reasons("parent-view", "c.plan", ("child_protection",)) == [
        "says there is a child protection plan"
    ]


def test_an_answer_of_an_earlier_version_is_looked_at_too() -> None:
    assert reasons("parent-view", "p.gone", "they hit me") == [HURT]


def test_english_words_are_looked_for_whatever_the_language_is() -> None:
    answers = {"p.worry": answered("Mówi: they hit me")}

    assert [look.reason for look in look_at("parent-view", answers, "pl")] == [HURT]


def test_a_look_is_an_answer_and_a_reason_and_no_score() -> None:
    assert list(Look.__dataclass_fields__) == ["question_id", "choice", "reason"]


def test_a_rule_is_about_a_choice_or_about_words() -> None:
    with pytest.raises(ValidationError, match="either a choice, or words"):
        Rule(question="p.urgent", reason="both", choice="yes", words=True)


@pytest.mark.parametrize("form_id", form_ids())
def test_every_rule_names_a_question_that_is_asked_and_a_choice_that_is_offered(
    form_id: str,
) -> None:
    form = load_form(form_id)

    for rule in rules_of(form_id):
        question = form.question(rule.question)
        assert rule.words or question.find_choice(rule.choice), rule


def test_no_phrase_stands_in_two_lists_and_every_list_says_why() -> None:
    phrases = [phrase for one in word_lists("en") for phrase in one.words]

    assert len(set(phrases)) == len(phrases)
    assert len({one.reason for one in word_lists("en")}) == len(word_lists("en"))
