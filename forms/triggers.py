"""What came in that a person should read first: fixed choices, and words from a short list.

Looked at only at the desk, when a contribution is opened there, and never on a device: the phone
may belong to the person who does harm. It gives no score, compares nobody and decides nothing: it
names answers, and a person reads them. Nothing is found that is not there word for word, and
finding nothing does not mean that all is well.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field, model_validator

from forms.answers import Answer
from forms.definition import Form, Question
from forms.library import form_folder, included_in, load_form
from forms.own import is_own, words_on
from forms.rounds import template_of

# The words that are always looked for, whatever language was chosen: families mix languages.
ALWAYS = "en"
_WORD = re.compile(r"\w+(?:'\w+)*")


@dataclass(frozen=True)
class Look:
    """One answer to read first. `choice` is "" when it is about words."""

    question_id: str
    choice: str
    reason: str


class Rule(BaseModel):
    """One line of a triggers file: a choice that was chosen, or any words at all in an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    choice: str = ""
    words: bool = False
    reason: str = Field(min_length=1)

    @model_validator(mode="after")
    def _one_of_both(self) -> Rule:
        if bool(self.choice) == self.words:
            raise ValueError(f"{self.question}: either a choice, or words = true")
        return self


class WordList(BaseModel):
    """Words and short phrases that are a reason to read an answer first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str = Field(min_length=1)
    words: tuple[str, ...] = Field(min_length=1)


def look_at(
    form_id: str, answers: Mapping[str, Answer], language: str = ALWAYS
) -> tuple[Look, ...]:
    """Every answer to read first, in the order of the answers, each with its reasons.

    Args:
        form_id: the form that was answered, in any version.
        answers: what came in.
        language: the language it was answered in (BCP 47).

    Raises:
        KeyError: there is no such form.
    """
    form, rules = load_form(form_id), rules_of(form_id)
    lists = word_lists(language)
    found = (
        look
        for question_id, answer in answers.items()
        if answer.state == "answered"
        for look in (
            *_by_rule(rules, question_id, answer),
            *_by_words(form, lists, question_id, answer),
        )
    )
    return tuple(dict.fromkeys(found))


@cache
def rules_of(form_id: str) -> tuple[Rule, ...]:
    """The rules of a form and of the forms that are part of it.

    Raises:
        KeyError: there is no such form.
        ValueError: a triggers file is not whole.
    """
    return tuple(rule for one in (form_id, *included_in(form_id)) for rule in _rules_in(one))


@cache
def word_lists(language: str) -> tuple[WordList, ...]:
    """The lists for a language, and the English ones."""
    text = files("forms.library").joinpath("trigger_words.toml").read_text("utf-8")
    kept = tomllib.loads(text)
    wanted = dict.fromkeys((ALWAYS, language.partition("-")[0]))
    return tuple(
        WordList.model_validate(one) for name in wanted for one in kept.get(name, {}).values()
    )


def _rules_in(form_id: str) -> list[Rule]:
    file = form_folder(form_id).joinpath("triggers.toml")
    if not file.is_file():
        return []
    return [Rule.model_validate(one) for one in tomllib.loads(file.read_text("utf-8"))["look"]]


def _by_rule(rules: tuple[Rule, ...], question_id: str, answer: Answer) -> Iterator[Look]:
    asked, chosen = template_of(question_id), _chosen(answer)
    for rule in rules:
        if rule.question != asked:
            continue
        if rule.words and any(text.strip() for text in (answer.words, *chosen)):
            yield Look(question_id, "", rule.reason)
        elif rule.choice in chosen:
            yield Look(question_id, rule.choice, rule.reason)


def _by_words(
    form: Form, lists: tuple[WordList, ...], question_id: str, answer: Answer
) -> Iterator[Look]:
    question = next((q for q in form.questions if q.id == template_of(question_id)), None)
    said = [_plain(text) for text in _own_words(question, answer)]
    for one in lists:
        if any(_plain(phrase) in text for phrase in one.words for text in said):
            yield Look(question_id, "", one.reason)


def _chosen(answer: Answer) -> tuple[str, ...]:
    """What an answer holds, piece by piece; of things in places the places. What somebody wishes
    for is not how it is."""
    value = answer.value
    if isinstance(value, Mapping):
        return tuple(place for thing, place in value.items() if thing != "wish")
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _own_words(question: Question | None, answer: Answer) -> Iterator[str]:
    """Every text of the person's own: what is no choice of the question, and what stands beside."""
    value = answer.value
    pieces = (*value, *value.values()) if isinstance(value, Mapping) else _chosen(answer)
    for piece in pieces:
        if is_own(piece) or question is None or question.find_choice(piece) is None:
            yield words_on(piece)
    yield answer.words


def _plain(text: str) -> str:
    """A text as its words alone, so that a phrase is found whole, whatever stands around it."""
    words = _WORD.findall(text.casefold().replace("’", "'"))
    return f" {' '.join(words)} "
