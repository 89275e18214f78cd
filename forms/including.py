"""Forms inside forms: the start that every pupil's form has, a module that is asked when it fits.

The questions of an included form become part of the one that includes it, with their pages, groups
and conditions; their words stay in their own catalogue. Pure: what loads a form comes from outside.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

from forms.definition import Form, Include, Question

Load = Callable[[str, int], Form]


def whole(form: Form, load: Load) -> Form:
    """The form with everything it includes put in, each at its place.

    Args:
        form: as its author wrote it.
        load: gives a form in a version, whole itself.

    Raises:
        ValueError: what is included does not fit: a page, group or question twice, a page that is
            not there, or two forms that both say when it ends.
    """
    if not form.include:
        return form
    # The last one first: includes at the same place stand in the order they are written in.
    data = reduce(lambda put, one: _put(put, one, load), reversed(form.include), _data(form))
    return Form.model_validate({**data, "include": ()})


def _data(form: Form) -> dict[str, Any]:
    fields = ("pages", "groups", "questions", "ends_when", "default_share")
    return {**form.model_dump(by_alias=True), **{name: getattr(form, name) for name in fields}}


def _put(data: dict[str, Any], include: Include, load: Load) -> dict[str, Any]:
    form = load(include.form, include.version)
    if data["ends_when"] and form.ends_when:
        raise ValueError(f"{data['id']}: {include.form} says when it ends, and so does this form")
    if include.after and include.after not in data["pages"]:
        raise ValueError(f"{data['id']}: there is no page {include.after} for {include.form}")
    page = data["pages"].index(include.after) + 1 if include.after else 0
    before = set(data["pages"][:page])
    place = sum(question.page in before for question in data["questions"])
    taken = set(data["pages"]) & set(form.pages)
    if taken:
        raise ValueError(f"{data['id']}: {include.form} has a page {min(taken)}, too")
    questions = tuple(_asked(question, include, form, data) for question in form.questions)
    return {
        **data,
        "ends_when": data["ends_when"] or form.ends_when,
        "pages": (*data["pages"][:page], *form.pages, *data["pages"][page:]),
        "groups": (*data["groups"], *form.groups),
        "questions": (*data["questions"][:place], *questions, *data["questions"][place:]),
    }


def _asked(question: Question, include: Include, form: Form, data: dict[str, Any]) -> Question:
    """A question as the whole form asks it: when the include holds, shared as its own form says."""
    change: dict[str, Any] = {}
    if include.when:
        own = f" and ({question.visible})" if question.visible else ""
        change["visible"] = f"({include.when}){own}"
    if question.share is None and form.default_share != data["default_share"]:
        change["share"] = form.default_share
    return question.model_copy(update=change) if change else question
