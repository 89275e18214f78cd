"""A form as data: pages of questions, their choices, when they are asked and where they belong.

Forms are read from TOML by `forms.library`; wording and pictures are looked up by id elsewhere.
This module knows how a form is put together and refuses one that is not whole; it holds no answers.
"""

from __future__ import annotations

import warnings
from collections import Counter
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from forms.answers import Share, canonical_json
from forms.contribution import FormRef

Kind = Literal[
    "info",
    "text",  # long
    "line",  # short
    "number",
    "date",
    "pick_one",
    "pick_many",
    "top3",
    "rank",
    "sort3",
    "face3",
    "feelings",
    "circles",
    "body_map",
    "list",
    "dated_list",
    "yes_no",
    "say",
    "file",
    "calculated",
    "hidden",
]
# Nobody is asked these: the first is worked out, the second comes with the invitation.
UNASKED: frozenset[Kind] = frozenset({"calculated", "hidden"})
# Words of the person's own, kept letter by letter.
WORDED: frozenset[Kind] = frozenset({"text", "line", "say", "file"})
# Answered by tapping what is offered; own words may stand beside it.
OFFERED: frozenset[Kind] = frozenset(
    {"pick_one", "pick_many", "top3", "rank", "sort3", "face3", "yes_no"}
)
# What needs choices to be asked.
CHOSEN: frozenset[Kind] = frozenset(
    {"pick_one", "pick_many", "face3", "rank", "feelings", "body_map", "yes_no"}
)
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
# PRSB About Me v2 headings (the two last are its metadata items).
Prsb = Literal["IMP", "PPL", "COM", "WEL", "DO", "SUP", "ALSO", "SWB", "DT"]
# Preparing for adulthood: employment, independent living, community, health.
Pfa = Literal["E", "I", "C", "H"]
# The lettered sections of an EHC plan (SEND Regulations 2014, regulation 12); K holds the advice.
Section = Literal["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"]

PLACES = 3
FACES = 3


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(_Part):
    """Something to tap: a word (by id, from the wording) and a picture (a concept).

    Attributes:
        exclusive: choosing it takes back every other choice ("nobody").
        opens_words: choosing it lets the person add words of their own ("something else").
        columns: what a choice filter may look at.
    """

    id: Id
    picture: Id
    exclusive: bool = False
    opens_words: bool = False
    columns: dict[str, str] = {}


class Maps(_Part):
    """Where an answer belongs: sections of the EHC plan, PRSB headings, adulthood areas.

    Only section A takes an answer in; every other section is a pointer to evidence.
    """

    ehc: tuple[Section, ...] = ()
    prsb: tuple[Prsb, ...] = ()
    pfa: tuple[Pfa, ...] = ()


class Question(_Part):
    """One question.

    Attributes:
        choices: what to tap; in a body map its parts, in a feelings scene its figures.
        places: the three places of a sorting mat, best first.
        items: the things to sort.
        visible: an expression; "" means always.
        calculation: what a calculated question is worth, or a hidden one until it is given.
        constraint: what must hold for the answer, which is `.`; a hint to the person, never a wall.
        required: when an answer would be good to have; no one is ever made to give one.
        filter: which choices are offered: an expression over their columns and other answers.
        from_: for a top three, the question whose chosen or best-liked things it offers.
        concept: what it is about, shared across forms so that voices line up; the id if not said.
        meta: about the sitting, not about the pupil; it never becomes a line of the record.
        share: who may see the answer; None means the form's default.
        source: the rule or clause that is the reason for asking.
    """

    id: Id
    kind: Kind
    page: Id = "main"
    picture: Id
    choices: tuple[Choice, ...] = ()
    places: tuple[Choice, ...] = ()
    items: tuple[Choice, ...] = ()
    visible: str = ""
    calculation: str = ""
    constraint: str = ""
    required: str = ""
    filter: str = ""
    from_: str = Field(default="", alias="from")
    concept: str = ""
    meta: bool = False
    share: Share | None = None
    source: str = Field(min_length=1)
    maps: Maps = Maps()

    @model_validator(mode="after")
    def _whole(self) -> Question:
        problem = self._lack() or self._repeat()
        if problem:
            raise ValueError(f"{self.id}: {problem}")
        return self

    @cached_property
    def _by_id(self) -> dict[str, Choice]:
        return {choice.id: choice for choice in (*self.choices, *self.items, *self.places)}

    def find_choice(self, choice_id: str) -> Choice | None:
        """The choice, thing or place of that id."""
        return self._by_id.get(choice_id)

    def _lack(self) -> str:
        if self.kind in CHOSEN and not self.choices:
            return f"a question of kind {self.kind} needs choices"
        if self.kind == "face3" and len(self.choices) != FACES:
            return f"three faces, not {len(self.choices)}"
        if self.kind == "sort3" and (len(self.places) != PLACES or not self.items):
            return "a sorting mat needs three places and things to sort"
        if self.kind == "calculated" and not self.calculation:
            return "a calculated question needs its calculation"
        if self.kind == "top3" and not (self.from_ or self.choices):
            return "a top three needs choices, or a question to take them from"
        return ""

    def _repeat(self) -> str:
        for group in (self.choices, self.items, self.places):
            twice = _repeated([choice.id for choice in group])
            if twice:
                return f"offered twice: {twice}"
        return ""


# "register" is the design's word; see forms.contribution.
warnings.filterwarnings("ignore", message=r'Field name "register" in "Form" shadows')


class Form(_Part):
    """A form in one version. `registers` names its wordings, the simplest first.

    Attributes:
        default_share: who may see an answer that says nothing else.
        ends_when: an expression; once it is true the form ends kindly after what it looks at.
        pages: the stops on the way, in order; each question names its page.
    """

    id: Id
    version: int = Field(ge=1)
    role: Literal["pupil", "parent"]
    registers: tuple[str, ...] = Field(min_length=1)
    default_share: Share
    ends_when: str = ""
    pages: tuple[Id, ...]
    questions: tuple[Question, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Form:
        problem = self._repeat() or self._lost_page() or self._lost_source()
        if problem:
            raise ValueError(f"{self.id}: {problem}")
        return self

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    def question(self, question_id: str) -> Question:
        """The question of that id.

        Raises:
            KeyError: this form does not ask it.
        """
        return self._by_id[question_id]

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical definition, hex: any change to the form changes it."""
        # Without what was not said, so that a newer app with more fields gives the same hash.
        said = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return sha256(canonical_json(said)).hexdigest()

    @property
    def ref(self) -> FormRef:
        """How a contribution names this form."""
        return FormRef(id=self.id, version=self.version, hash=self.hash)

    def _repeat(self) -> str:
        twice = _repeated([question.id for question in self.questions])
        return f"asked twice: {twice}" if twice else ""

    def _lost_page(self) -> str:
        """Questions stand in the order of their pages, so that a stop is one piece of the way."""
        place = 0
        for question in self.questions:
            if question.page not in self.pages:
                return f"{question.id} is on a page that is not there"
            if self.pages.index(question.page) < place:
                return f"{question.id} comes after the page it is on"
            place = self.pages.index(question.page)
        return ""

    def _lost_source(self) -> str:
        before: set[str] = set()
        for question in self.questions:
            if question.from_ and question.from_ not in before:
                return f"{question.id} takes from {question.from_}, which is not asked before it"
            before.add(question.id)
        return ""


def _repeated(ids: list[str]) -> str:
    return ", ".join(sorted(found for found, count in Counter(ids).items() if count > 1))
