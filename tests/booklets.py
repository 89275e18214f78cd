"""Forms for paper, as tests need them: one with a question of every kind, and words for it in any
language, made up on the spot."""

from __future__ import annotations

from typing import Any

from forms.definition import Form
from forms.own import is_own, words_on

NAMES = {"senco": "Ms Okoro", "school": "Oak Lane", "pupil": "Amina"}
THREE = [{"id": one, "picture": one} for one in ("like", "so_so", "dont_like")]
ANIMALS = [{"id": one, "picture": "animals"} for one in ("cat", "dog", "fish")]
ELSE = {"id": "else", "picture": "something_else", "opens_words": True}
NOBODY = {"id": "nobody", "picture": "nobody", "exclusive": True}


def question(question_id: str, kind: str, **more: Any) -> dict[str, Any]:
    page = more.pop("page", "main")
    return {
        "id": question_id,
        "kind": kind,
        "page": page,
        "picture": "talk",
        "source": "a test",
        **more,
    }


def form_of(*questions: dict[str, Any], **more: Any) -> Form:
    data: dict[str, Any] = {
        "id": "test",
        "version": 3,
        "role": "pupil",
        "registers": ["plain", "young_person"],
        "default_share": "meeting",
        "pages": ["main", "more"],
        "questions": questions,
    }
    return Form.model_validate({**data, **more})


EVERY_KIND = form_of(
    question("hello", "info"),
    question("start", "pick_one", choices=[*ANIMALS, NOBODY, ELSE]),
    question("many", "pick_many", choices=[*ANIMALS, NOBODY, ELSE]),
    question("fact", "yes_no", choices=ANIMALS[:2]),
    question("face", "face3", choices=THREE),
    question("best", "top3", choices=[*ANIMALS, ELSE], own=True),
    question("order", "rank", choices=ANIMALS, own=True),
    question("mat", "sort3", places=THREE, items=ANIMALS, own=True),
    question("rings", "circles", places=THREE, items=ANIMALS, own=True),
    question("where", "body_map", choices=ANIMALS, places=THREE),
    question("mood", "feelings", choices=ANIMALS),
    question("words", "text", page="more"),
    question("short", "line", page="more"),
    question("told", "say", page="more"),
    question("report", "file", page="more"),
    question("things", "list", page="more"),
    question("past", "dated_list", page="more"),
    question("day", "date", page="more"),
    question("size", "number", page="more"),
    question("sum", "calculated", calculation="${size} + 1", page="more"),
    question("context", "hidden", page="more"),
    question("each", "text", group="round", page="more"),
    question("each.face", "face3", choices=THREE, group="round", page="more"),
    question("goals", "hidden", page="more"),
    question("goal", "pick_one", choices=ANIMALS, group="goal", page="more"),
    groups=[
        {"id": "round", "repeat": "things", "at_most": 5},
        {"id": "goal", "repeat": "goals", "at_most": 4},
    ],
)


class MadeUp:
    """Words for any key; `stem` stands in each, so that a script of another kind can be tried."""

    def __init__(self, language: str = "en", register: str = "plain", stem: str = "") -> None:
        self.language, self.register, self._stem = language, register, stem

    def telling(self, hear: Any) -> MadeUp:
        return self

    def title(self, **values: str) -> str:
        return self._say("title")

    def intro(self, **values: str) -> str:
        return self._say("intro")

    def page(self, page_id: str, **values: str) -> str:
        return self._say(f"page {page_id}")

    def question(self, question_id: str, **values: str) -> str:
        return self._say(f"question {question_id}")

    def hint(self, question_id: str, **values: str) -> str:
        return self._say(f"hint {question_id}")

    def choice(self, question_id: str, choice_id: str, **values: str) -> str:
        return words_on(choice_id) if is_own(choice_id) else self._say(choice_id)

    def _say(self, words: str) -> str:
        return f"{self._stem} {words}".strip()
