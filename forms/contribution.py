"""A contribution: a finished set of answers, immutable, with the form it answered.

It is what gets sealed and sent. A correction is a new contribution that names the one it replaces.
Ids and times are given from outside: this module makes neither.
"""

from __future__ import annotations

import warnings
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from forms.answers import Answer, Moment, canonical_json, first_mistake

Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Role = Literal["pupil", "parent", "supporter", "staff"]


class Contributor(BaseModel):
    """Who speaks: their role towards the pupil and the name the invitation was made for."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    role: Role
    name: str = Field(repr=False)


class FormRef(BaseModel):
    """Which form was answered, to the byte: `hash` is the SHA-256 of its canonical definition."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: str
    version: int
    hash: str


class KeyedIn(BaseModel):
    """That a member of staff typed this from paper: who, and when. It changes no one's words."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    by: str
    at: Moment


# "register" is the design's word; in a model it hides ABCMeta's, which nothing here uses.
warnings.filterwarnings("ignore", message=r'Field name "register" in "Contribution" shadows')


class ContributionError(ValueError):
    """Not a contribution of version 1: says where, and what was expected; never what was said."""


class Contribution(BaseModel):
    """Version 1. `answers` holds the questions that were asked; hidden ones are not sent.

    `keyed_in` is there when it was written on paper; the times are then those of the paper.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    v: Literal[1] = 1
    id: Id
    school: str
    pupil: Id
    invitation: Id
    contributor: Contributor
    form: FormRef
    # Said to be required: by itself the name would find ABCMeta's method as its default.
    register: str = Field()
    language: str
    answers: dict[str, Answer] = Field(repr=False)
    started_at: Moment
    finished_at: Moment
    replaces: Id | None = None
    keyed_in: KeyedIn | None = None

    def to_bytes(self) -> bytes:
        """Canonical JSON: the same contribution gives the same bytes."""
        # What was not on paper is written as it was before paper was known.
        without = None if self.keyed_in else {"keyed_in"}
        return canonical_json(self.model_dump(mode="json", exclude=without))

    @classmethod
    def from_bytes(cls, data: bytes) -> Contribution:
        """Read back what `to_bytes` wrote.

        Raises:
            ContributionError: not a contribution of version 1.
        """
        try:
            return cls.model_validate_json(data)
        except ValidationError as error:
            raise ContributionError(f"Contribution: {first_mistake(error)}") from None
