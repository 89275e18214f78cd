"""What a row of the survey says besides its question: an answer given before, limits, looks.

Each changes a question's data where we have a place for it, and says what became of the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from forms.exchange.findings import Finding
from forms.exchange.xlsform_draft import Data, Parts
from forms.exchange.xlsform_expressions import Reader
from forms.exchange.xlsform_names import READ, Type
from forms.exchange.xlsform_ours import is_ours
from forms.exchange.xlsform_rows import Line

YES = frozenset({"yes", "true", "true()"})
NO = frozenset({"no", "false", "false()"})
# How a question looks is for the screens; what it asks is not changed by it.
_LOOKS = "how a question looks is for the screen that shows it"
_LED = "an answer that stands there before the person speaks is never offered"
_OF_GROUPS = frozenset({"type", "name", "label", "relevant", "appearance"})
_RANGE = re.compile(r"(start|end)\s*=\s*(-?\d+(?:\.\d+)?)")


def given_before(line: Line, data: Data, expressions: Reader) -> Iterator[Finding]:
    """An answer that nobody gives: read only, or standing there from the start."""
    if line.get("read_only").lower() in YES:
        is_sum = bool(line.get("calculation"))
        data["kind"] = "calculated" if is_sum else "info"
        reason = f"nobody can answer it: it is {'worked out' if is_sum else 'shown'}"
        yield line.found("read_only", "changed", reason)
    default = line.get("default")
    if default and data["kind"] == "hidden" and not line.get("calculation"):
        is_expression = "(" in default or "${" in default
        quoted = f"'{default.replace(chr(39), '’')}'"
        data["calculation"] = expressions.ours(default) if is_expression else quoted
    elif default:
        yield line.found("default", "left out", _LED)


def parameters(line: Line, of: Type, data: Data) -> Iterator[Finding]:
    """The parameters of a row: a range is a constraint here."""
    said = line.get("parameters")
    if of.word == "range":
        given = dict(_RANGE.findall(said))
        data["constraint"] = f". >= {given.get('start', '1')} and . <= {given.get('end', '10')}"
    elif said and not of.word.endswith("_from_file"):
        yield line.found("parameters", "left out", _LOOKS)


def beside_group(line: Line, *, is_repeat: bool) -> Iterator[Finding]:
    """What a row that begins a group says and no group of ours can."""
    read = _OF_GROUPS | ({"repeat_count"} if is_repeat else frozenset())
    for column in (*line.cells, *line.said):
        if column in READ["survey"] - read:
            yield line.found(column, "left out", "a group has no such thing here")


def beside_question(line: Line, data: Data, parts: Parts) -> Iterator[Finding]:
    """What a row says that its kind of question can not have; taken out of `parts`."""
    if line.get("repeat_count"):
        yield line.found("repeat_count", "left out", "only a repeat has rounds")
    if line.get("choice_filter") and "choices" not in data:
        parts.pop("filter", None)
        yield line.found("choice_filter", "left out", "it has no choices")
    if line.get("calculation") and data["kind"] not in ("calculated", "hidden"):
        parts.pop("calculation", None)
        reason = "what is asked is not worked out: make it a calculate, or take this away"
        yield line.found("calculation", "left out", reason)


def looks(lines: Sequence[Line]) -> Iterator[Finding]:
    """How questions were to look, told once with the first row."""
    found = [line for line in lines if line.get("appearance") and not is_ours(line)]
    found = [line for line in found if line.get("appearance") != "multiline"]
    more = f" ({len(found)} rows)" if len(found) > 1 else ""
    yield from (line.found("appearance", "note", _LOOKS + more) for line in found[:1])
