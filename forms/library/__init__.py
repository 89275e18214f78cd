"""The forms themselves, as data in this folder.

A form is a folder: `form.toml` (ids, kinds, branches, maps) and `words/<language>.po` (every
sentence, by key, once a register). This module reads the first, `forms.wording` the second.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from forms.definition import Form
from forms.including import whole


@cache
def form_ids() -> tuple[str, ...]:
    """The ids of every form here, sorted."""
    return tuple(sorted(folder.name.replace("_", "-") for folder in _folders()))


@cache
def load_form(form_id: str) -> Form:
    """The newest version of a form, with the forms it includes.

    Raises:
        KeyError: there is no such form.
        ValueError: the form's data is not whole.
    """
    return _read(form_folder(form_id).joinpath("form.toml"))


@cache
def load_form_version(form_id: str, version: int) -> Form:
    """One version of a form, so that what was answered can always be read back.

    The newest is `form.toml`; before a form changes, the one in use is kept as `form.v<n>.toml`.

    Raises:
        KeyError: there is no such form, or not in that version.
    """
    newest = load_form(form_id)
    if newest.version == version:
        return newest
    earlier = form_folder(form_id).joinpath(f"form.v{version}.toml")
    if not earlier.is_file():
        raise KeyError(f"{form_id} version {version}")
    return _read(earlier)


@cache
def own_part(form_id: str) -> Form:
    """The newest version of a form as its author wrote it, without the forms it includes.

    Raises:
        KeyError: there is no such form.
    """
    return _written(form_folder(form_id).joinpath("form.toml"))


def form_folder(form_id: str) -> Traversable:
    """Where a form's data and words are.

    Raises:
        KeyError: there is no such form.
    """
    folder = files(__package__).joinpath(form_id.replace("-", "_"))
    if not folder.joinpath("form.toml").is_file():
        raise KeyError(form_id)
    return folder


@cache
def included_in(form_id: str) -> tuple[str, ...]:
    """The forms whose questions are part of this one, and so on down; each once.

    Raises:
        KeyError: there is no such form.
    """
    direct = [one.form for one in own_part(form_id).include]
    further = [inner for one in direct for inner in included_in(one)]
    return tuple(dict.fromkeys([*direct, *further]))


def _read(file: Traversable) -> Form:
    return whole(_written(file), load_form_version)


def _written(file: Traversable) -> Form:
    """A form as its author wrote it."""
    return Form.model_validate(tomllib.loads(file.read_text("utf-8")))


def _folders() -> list[Traversable]:
    here = files(__package__)
    return [folder for folder in here.iterdir() if folder.joinpath("form.toml").is_file()]
