"""How a question is put: one thing at a time, the right way round, no yes or no to an opinion.

People tend to say yes to what is asked of them, and to lose the second half of a long question. It
looks at the words alone and finds the usual ways of going wrong, not every one.
"""

from __future__ import annotations

import re

from forms.definition import Kind
from forms.easyread import Finding, is_negative, sentences

_WAYS_TO_ASK = "what who whom whose which where when why how"
_WAYS_TO_ASK += " do does did is are was were have has can could would will should"
_SECOND = re.compile(rf"\b(?:and|or),? (?:{'|'.join(_WAYS_TO_ASK.split())})\b", re.IGNORECASE)
_OPINION = re.compile(
    r"^(?:do|does|did|is|are|was|were|should|would)\b.*"
    r"\b(?:like|think|feel|agree|enjoy|happy|good|bad|better|prefer)\b",
    re.IGNORECASE,
)


def check_question(key: str, text: str, kind: Kind) -> tuple[Finding, ...]:
    """Everything about the way a question is asked that makes it harder to answer truly."""
    if kind == "info":  # asks nothing
        return ()
    found = [Finding(key, one, advice) for one in sentences(text) for advice in _advice(one, kind)]
    if text.count("?") > 1:
        found.append(Finding(key, text, "two questions: ask one, and the other after it"))
    return tuple(found)


def _advice(sentence: str, kind: Kind) -> list[str]:
    advice = []
    is_question = sentence.rstrip("\"') ").endswith("?")
    if is_question and _SECOND.search(sentence):
        advice.append("two questions in one: ask one, and the other after it")
    if is_question and is_negative(sentence):
        advice.append("a question in the negative: ask what is so")
    if kind == "yes_no" and _OPINION.search(sentence):
        advice.append("an opinion: offer choices, people tend to say yes")
    return advice
