"""Who really speaks, filled in beforehand from what was said at the start, and changeable per
answer.

The helper says once who helps and how; every later answer carries it until someone changes it for
that answer. No screens here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.answers import Answer, Assist, How, Share
from forms.definition import OFFERED

HELPER, HELPED_HOW = "start.helper", "start.how"
NOBODY = "nobody"
ASSISTS: tuple[Assist, ...] = (
    "read_it",
    "wrote_words",
    "offered_choices",
    "noticed",
    "answered_for",
)
HOWS: tuple[How, ...] = (
    "said",
    "wrote",
    "signed",
    "chose",
    "drew",
    "shown",
    "observed",
    "interpreted",
)
# Who an answer can be shown to. "Only my safe adult" is not offered while nothing is sealed to that
# person alone: it would be a promise that is not kept.
SHARES: tuple[Share, ...] = ("meeting", "family", "class_adults")


@dataclass(frozen=True)
class Provenance:
    """How an answer was given, who helped, what the helper did, and who may see it.

    `share` is None while nobody has chosen: then the form's own rule holds."""

    how: How
    helper: str = ""
    assist: tuple[Assist, ...] = ()
    share: Share | None = None


def usual(kind: str, answers: Mapping[str, Answer], helper_word: str) -> Provenance:
    """What an answer of this kind carries unless someone says otherwise.

    Args:
        kind: the question's kind.
        answers: what was answered so far.
        helper_word: the word for who helps, as it was chosen or typed; "" for nobody.
    """
    assist = _assist(answers) if helper_word else ()
    if "answered_for" in assist:
        return Provenance("represented", helper_word, assist)
    if kind in OFFERED or kind == "info":
        return Provenance("chose", helper_word, assist)
    return Provenance("said" if "wrote_words" in assist else "wrote", helper_word, assist)


def _assist(answers: Mapping[str, Answer]) -> tuple[Assist, ...]:
    given = answers.get(HELPED_HOW)
    value = given.value if given else None
    return tuple(one for one in ASSISTS if isinstance(value, tuple) and one in value)
