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
from forms.contribution import FormRef, Role
from forms.groups import lost_groups, repeats_by_question
from forms.kinds import KINDS
from forms.own import is_own
from forms.rounds import template_of

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
UNASKED = frozenset(name for name, kind in KINDS.items() if not kind.is_asked)
# Words of the person's own, kept letter by letter.
WORDED = frozenset(name for name, kind in KINDS.items() if kind.is_worded)
# Answered by tapping what is offered; own words may stand beside it.
OFFERED = frozenset(name for name, kind in KINDS.items() if kind.is_offered)
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
# What stands on a card of the person's own.
OWN_PICTURE = "something_else"
# PRSB About Me v2 headings (the two last are its metadata items).
Prsb = Literal["IMP", "PPL", "COM", "WEL", "DO", "SUP", "ALSO", "SWB", "DT"]
# Preparing for adulthood: employment, independent living, community, health.
Pfa = Literal["E", "I", "C", "H"]
# The lettered sections of an EHC plan (SEND Regulations 2014, regulation 12); K holds the advice.
Section = Literal["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"]
# Rounds of a repeat at most, whatever a form or an answer says: a form is data from outside.
MOST_ROUNDS = 200


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


class Include(_Part):
    """Another form whose questions become part of this one, with their own pages and wording.

    Attributes:
        form: its id.
        version: which version of it; a kept form never changes under its answers.
        after: the page of this form that its pages follow; "" puts them first.
        when: an expression that must hold for any of it to be asked.
    """

    form: Id
    version: int = Field(ge=1)
    after: str = ""
    when: str = ""


class Group(_Part):
    """Questions that stand together on a page: asked under one condition, once or round by round.

    Attributes:
        visible: an expression; "" means always.
        repeat: a question before the group: a number is how many rounds there are, and each thing
            in any other answer is one round. "" asks the group once.
        at_most: rounds at most.
        inside: the group this one stands in, if any; only one of them repeats.
    """

    id: Id
    visible: str = ""
    repeat: str = ""
    at_most: int = Field(default=30, ge=1, le=MOST_ROUNDS)
    inside: str = ""


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
        group: the group it stands in, "" for none.
        registers: asked only in these wordings; () means in all.
        school_only: never offered on a family's own device.
        own: whether a person can add cards of their own to what is offered.
        source: the rule or clause that is the reason for asking.
    """

    id: Id
    kind: Kind
    page: Id = "main"
    group: str = ""
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
    registers: tuple[str, ...] = ()
    school_only: bool = False
    own: bool = False
    source: str = Field(min_length=1)
    maps: Maps = Maps()

    @model_validator(mode="after")
    def _whole(self) -> Question:
        problem = KINDS[self.kind].lack(self) or self._repeat()
        if problem:
            raise ValueError(f"{self.id}: {problem}")
        return self

    @cached_property
    def _by_id(self) -> dict[str, Choice]:
        return {choice.id: choice for choice in (*self.choices, *self.items, *self.places)}

    def find_choice(self, choice_id: str) -> Choice | None:
        """The choice, thing or place of that id; an own card where own cards are taken."""
        found = self._by_id.get(choice_id)
        if found is None and self.own and is_own(choice_id):
            # Its id is the person's own words: no form could have written it.
            return Choice.model_construct(id=choice_id, picture=OWN_PICTURE, columns={})
        return found

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
        include: other forms that become part of this one; `forms.library` puts them in.
        pages: the stops on the way, in order; each question names its page.
        groups: questions that stand together; each question names its group.
    """

    id: Id
    version: int = Field(ge=1)
    role: Role
    registers: tuple[str, ...] = Field(min_length=1)
    default_share: Share
    ends_when: str = ""
    include: tuple[Include, ...] = ()
    pages: tuple[Id, ...]
    groups: tuple[Group, ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Form:
        problem = self._repeat() or self._lost_page() or self._lost_source()
        problem = problem or next(lost_groups(self), "")
        if problem:
            raise ValueError(f"{self.id}: {problem}")
        return self

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    def question(self, question_id: str) -> Question:
        """The question of that id, or of that id in any round of its repeat.

        Raises:
            KeyError: this form does not ask it.
        """
        return self._by_id[template_of(question_id)]

    def group(self, group_id: str) -> Group | None:
        """The group of that id."""
        return self._group_by_id.get(group_id)

    def repeat_of(self, question_id: str) -> Group | None:
        """The repeat a question stands in, if any."""
        return self._repeats.get(template_of(question_id))

    @cached_property
    def _group_by_id(self) -> dict[str, Group]:
        return {group.id: group for group in self.groups}

    @cached_property
    def _repeats(self) -> dict[str, Group]:
        return repeats_by_question(self)

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
