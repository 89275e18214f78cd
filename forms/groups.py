"""How the groups of a form stand together: which repeat a question is in, and what is wrong with
them. It reads the definition and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.definition import Form, Group


def chain_of(form: Form, group_id: str) -> tuple[Group, ...]:
    """A group and those it stands in, the innermost first; it ends where a circle would begin."""
    chain: list[Group] = []
    group = form.group(group_id)
    while group is not None and group not in chain:
        chain.append(group)
        group = form.group(group.inside)
    return tuple(chain)


def repeats_by_question(form: Form) -> dict[str, Group]:
    """For each question in a repeat, the group that repeats."""
    repeating = {
        group.id: next((one for one in chain_of(form, group.id) if one.repeat), None)
        for group in form.groups
    }
    return {
        question.id: repeat
        for question in form.questions
        if (repeat := repeating.get(question.group)) is not None
    }


def lost_groups(form: Form) -> Iterator[str]:
    """What is wrong with the groups of a form, a sentence each."""
    known = {group.id for group in form.groups}
    if len(known) != len(form.groups):
        yield "two groups have the same id"
    for group in form.groups:
        if group.inside and group.inside not in known:
            yield f"{group.id} stands in a group that is not there"
        elif group.inside and chain_of(form, group.id)[-1].inside:
            yield f"{group.id} stands in itself"
        elif sum(bool(one.repeat) for one in chain_of(form, group.id)) > 1:
            yield f"{group.id} repeats inside a repeat"
    for question in form.questions:
        if question.group and question.group not in known:
            yield f"{question.id} is in a group that is not there"
    yield from _scattered(form)
    yield from _without_source(form)


def _scattered(form: Form) -> Iterator[str]:
    """A group's questions stand together, on one page."""
    seen: set[str] = set()
    open_now: set[str] = set()
    for question in form.questions:
        here = {group.id for group in chain_of(form, question.group)}
        for group_id in sorted((here & seen) - open_now):
            yield f"{question.id} stands apart from its group {group_id}"
        open_now = here
        seen |= here
    for group in form.groups:
        pages = {q.page for q in form.questions if q.group == group.id}
        if len(pages) > 1:
            yield f"{group.id} is on more than one page"


def _without_source(form: Form) -> Iterator[str]:
    """What is repeated over is asked before, and not in a repeat itself."""
    before: set[str] = set()
    repeats = repeats_by_question(form)
    for question in form.questions:
        group = repeats.get(question.id)
        if group is not None and (group.repeat not in before or group.repeat in repeats):
            yield f"{group.id} repeats over {group.repeat}, which is not asked before it"
        before.add(question.id)
