"""What a contribution would add to the record, line by line, for the SENCO to decide.

A proposal shows the question as it was asked and the answer as it was given: typed words exactly,
choices by the words and pictures the person saw. It says who really spoke: an answer that someone
gave for the child is never the child's own words. It changes nothing and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from forms.answers import Answer, AnswerState, Assist, How, Share
from forms.asking import concept_of, in_order, question_words
from forms.contribution import Contribution, Role
from forms.definition import WORDED, Form, Question
from forms.own import words_on
from forms.wording import Wording
from forms.written import LISTED, written

# Whose words a line is: the contributor's own, quoted; chosen from what was offered; or another
# person's reading of them.
Voice = Literal["quoted", "chosen", "represented"]
OTHERS_VIEW: frozenset[How] = frozenset({"observed", "interpreted", "represented"})


@dataclass(frozen=True)
class Part:
    """A piece of an answer: a choice with its picture, or words of the person's own."""

    text: str
    picture: str = ""
    place: str = ""
    own_words: bool = False


@dataclass(frozen=True)
class Proposal:
    """One line. `parts` holds the answer exactly; `state` says when there is none."""

    contribution: str
    pupil: str
    question_id: str
    concept: str
    question: str
    picture: str
    state: AnswerState
    parts: tuple[Part, ...]
    voice: Voice
    how: How | None
    helper: str
    assist: tuple[Assist, ...]
    share: Share
    role: Role
    name: str
    sections: tuple[str, ...]
    prsb: tuple[str, ...]
    pfa: tuple[str, ...]
    language: str = "en"
    keyed_by: str = ""

    @property
    def text(self) -> str:
        """The answer in one string, piece after piece, each exactly as it is."""
        return text_of(self.parts)


def text_of(parts: tuple[Part, ...]) -> str:
    """Pieces of an answer in one string."""
    return "; ".join(f"{p.text}: {p.place}" if p.place else p.text for p in parts)


def propose(
    contribution: Contribution, form: Form, wording: Wording, names: dict[str, str] | None = None
) -> tuple[Proposal, ...]:
    """Every line a contribution would add, in the form's order.

    Args:
        contribution: what was said.
        form: the form it answered, in that version.
        wording: the words it was asked in.
        names: values for the placeholders of the wording (senco, school, pupil).
    """
    return tuple(
        _proposal(contribution, form, question_id, wording, names or {})
        for question_id in in_order(form, contribution.answers)
        if _makes_a_line(form.question(question_id))
    )


def _makes_a_line(question: Question) -> bool:
    """What is about the sitting, is only shown, or came with the invitation is nobody's answer."""
    return not question.meta and question.kind not in ("info", "hidden")


def _proposal(
    contribution: Contribution,
    form: Form,
    question_id: str,
    wording: Wording,
    names: dict[str, str],
) -> Proposal:
    question, answers = form.question(question_id), contribution.answers
    answer = answers[question_id]
    return Proposal(
        contribution=contribution.id,
        pupil=contribution.pupil,
        question_id=question_id,
        concept=concept_of(form, question_id),
        question=question_words(form, wording, answers, question_id, names),
        picture=question.picture,
        state=answer.state,
        parts=parts_of(form, question, answer, wording, names),
        voice=voice_of(question, answer),
        how=answer.how,
        helper=answer.helper,
        assist=answer.assist,
        share=answer.share or question.share or form.default_share,
        role=contribution.contributor.role,
        name=contribution.contributor.name,
        keyed_by=contribution.keyed_in.by if contribution.keyed_in else "",
        sections=question.maps.ehc,
        prsb=question.maps.prsb,
        pfa=question.maps.pfa,
        language=answer.lang,
    )


def voice_of(question: Question, answer: Answer) -> Voice:
    """Whose words an answer is. The SEND Code (section A) asks that this is said (DOMAIN 0.1)."""
    if answer.how in OTHERS_VIEW or "answered_for" in answer.assist:
        return "represented"
    # A choice that was said aloud is still one of ours, in our words.
    own_words = question.kind in WORDED or question.kind in LISTED
    if own_words and answer.value and answer.how in ("said", "wrote", "signed"):
        return "quoted"
    return "chosen"


def parts_of(
    form: Form, question: Question, answer: Answer, wording: Wording, names: dict[str, str]
) -> tuple[Part, ...]:
    """An answer in pieces, each as the person saw or said it; none when it was not answered."""
    if answer.state != "answered":
        return ()
    own = (Part(answer.words, own_words=True),) if answer.words else ()
    value = answer.value
    if question.kind in WORDED and isinstance(value, str):
        return (Part(value, own_words=True), *own)
    if question.kind in LISTED and isinstance(value, tuple):
        return (*(Part(line, own_words=True) for line in value), *own)
    if question.kind == "number" and isinstance(value, int | float):
        return (Part(written(question.kind, answer)), *own)
    if isinstance(value, dict):
        chosen = tuple(
            _place_part(question, thing, place, wording, names) for thing, place in value.items()
        )
    elif isinstance(value, tuple):
        chosen = tuple(_part(form, question, choice, wording, names) for choice in value)
    else:
        named = (str(value),) if value not in (None, "") else ()
        chosen = tuple(_part(form, question, one, wording, names) for one in named)
    return (*chosen, *own)


def _part(
    form: Form, question: Question, choice_id: str, wording: Wording, names: dict[str, str]
) -> Part:
    # A top three takes its choices, and their words, from the question it follows.
    source = question
    if question.find_choice(choice_id) is None and question.from_:
        source = form.question(question.from_)
    choice = source.find_choice(choice_id)
    word = wording.choice(source.id, choice_id, **names) if choice else choice_id
    return Part(word, choice.picture if choice else "")


def _place_part(
    question: Question, thing: str, place: str, wording: Wording, names: dict[str, str]
) -> Part:
    if question.kind == "feelings":
        # The figure is what was said; now and wish are the two times it is asked about.
        thing, place = place, thing
    item = question.find_choice(thing)
    return Part(
        text=wording.choice(question.id, thing, **names) if item else words_on(thing),
        picture=item.picture if item else "",
        place=wording.choice(question.id, place, **names) if _is_worded(question, place) else place,
    )


def _is_worded(question: Question, place: str) -> bool:
    return question.find_choice(place) is not None or question.kind == "feelings"
