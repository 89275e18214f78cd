"""Forms of any shape for the tests of exchange: every kind, groups, repeats, own columns."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from forms.definition import Form
from forms.exchange.findings import Sentences
from forms.exchange.sentences import find, free_keys, needed_keys

IDS = st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,5}", fullmatch=True)
TEXTS = st.text(max_size=12).filter(lambda text: not set(text) & set("\x00"))
EXPRESSIONS = ("", "true()", "  ${q0} = 'a'\n or  false()", "placed(${q0}, 'x')", "${q0} != ''")
KINDS = (
    *("info", "text", "line", "number", "date", "pick_one", "pick_many", "rank", "list", "say"),
    *("dated_list", "yes_no", "file", "calculated", "hidden", "sort3", "face3", "feelings"),
    *("circles", "body_map", "top3"),
)
SHARES = ("class_adults", "family", "meeting", "safe_adult")


@st.composite
def choices(draw: st.DrawFn, least: int = 0, most: int = 4) -> list[dict[str, Any]]:
    """Choices with everything a choice can say."""
    ids = draw(st.lists(IDS, min_size=least, max_size=most, unique=True))
    return [
        {
            "id": one,
            "picture": draw(st.sampled_from(["yes", "no", "not_a_picture"])),
            "exclusive": draw(st.booleans()),
            "opens_words": draw(st.booleans()),
            "columns": draw(
                st.dictionaries(
                    st.sampled_from(["town", "Name", "a b", "label"]), TEXTS, max_size=2
                )
            ),
        }
        for one in ids
    ]


@st.composite
def questions(draw: st.DrawFn, number: int, page: str, group: str) -> dict[str, Any]:
    """One question, whole by its kind's own rules."""
    kind = draw(st.sampled_from(KINDS)) if number else "pick_many"
    three = kind in ("face3",)
    is_mat = kind == "sort3"
    data: dict[str, Any] = {
        "id": f"q{number}" if number < 2 else f"{draw(IDS)}{number}",
        "kind": kind,
        "page": page,
        "group": group,
        "picture": draw(st.sampled_from(["yes", "unknown"])),
        "source": draw(TEXTS.filter(bool)),
        "concept": draw(TEXTS),
        "choices": draw(choices(3 if three else 1, 3 if three else 4)),
        "places": draw(choices(3, 3)) if is_mat else draw(choices()),
        "items": draw(choices(1)) if is_mat else draw(choices()),
        "meta": draw(st.booleans()),
        "share": draw(st.sampled_from([None, *SHARES])),
        "registers": draw(st.sampled_from([(), ("plain",), ("symbol", "plain")])),
        "school_only": draw(st.booleans()),
        "own": draw(st.booleans()),
        "maps": draw(st.sampled_from([{}, {"ehc": ["A"], "prsb": ["IMP"], "pfa": ["E"]}])),
    }
    if number:
        for name in ("visible", "constraint", "required", "calculation"):
            data[name] = draw(st.sampled_from(EXPRESSIONS))
        if kind == "calculated":
            data["calculation"] = "1 + 1"
        if kind == "top3":
            data["from"] = "q0"
            data["choices"] = draw(st.sampled_from([[], data["choices"]]))
    return data


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A whole form of a few pages."""
    pages = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    asked: list[dict[str, Any]] = []
    groups: list[dict[str, Any]] = []
    for page in pages:
        count = draw(st.integers(1 if not asked else 0, 3))
        for _ in range(count):
            asked.append(draw(questions(len(asked), page, "")))
        if asked and draw(st.booleans()):
            group = {"id": f"g{len(groups)}", "visible": draw(st.sampled_from(EXPRESSIONS))}
            if draw(st.booleans()):
                group |= {"repeat": "q0", "at_most": draw(st.integers(1, 200))}
            groups.append(group)
            for _ in range(draw(st.integers(0, 2))):
                asked.append(draw(questions(len(asked), page, group["id"])))
    return Form.model_validate(
        {
            "id": draw(IDS),
            "version": draw(st.integers(1, 10**6)),
            "role": draw(st.sampled_from(["pupil", "parent", "supporter", "staff"])),
            "registers": draw(st.sampled_from([("plain",), ("symbol", "plain")])),
            "default_share": draw(st.sampled_from(SHARES)),
            "ends_when": draw(st.sampled_from(EXPRESSIONS)),
            "pages": pages,
            "groups": draw(st.permutations(groups)),
            "questions": asked,
        }
    )


def said(form: Form, sentences: Sentences, tags: Sentences) -> dict[tuple[str, str], str]:
    """What is said for every key in every language of `tags`, with what stands in for it."""
    keys = dict.fromkeys([*needed_keys(form), *free_keys(form)])
    return {(tag, key): find(sentences, tag, key) for tag in tags for key in keys}
