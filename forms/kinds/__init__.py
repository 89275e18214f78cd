"""Every kind of question, one a file: what its data needs, which answers it can have, how words
become its value. `app/controls` mirrors it with one control each."""

from __future__ import annotations

from collections.abc import Mapping

from forms.kinds import (
    body_map,
    calculated,
    circles,
    date,
    dated_list,
    face3,
    feelings,
    file,
    hidden,
    info,
    line,
    number,
    pick_many,
    pick_one,
    rank,
    say,
    sort3,
    text,
    top3,
    yes_no,
)
from forms.kinds import (
    list as list_,
)
from forms.kinds.base import QuestionKind

__all__ = ["KINDS", "QuestionKind"]

KINDS: Mapping[str, QuestionKind] = {
    module.KIND.name: module.KIND
    for module in (
        info,
        text,
        line,
        number,
        date,
        pick_one,
        pick_many,
        top3,
        rank,
        sort3,
        face3,
        feelings,
        circles,
        body_map,
        list_,
        dated_list,
        yes_no,
        say,
        file,
        calculated,
        hidden,
    )
}
