"""`mysay form lint`: what could be plainer in the words of the library's forms."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.common import help_of
from app.commands.form import NotInLibrary
from app.words import say_count

AnyForm = Annotated[str, typer.Argument(metavar="[FORM]", help=help_of("form.lint.form"))]


def lint(form_id: AnyForm = "") -> None:
    """Print a line for each sentence to make plainer: form:key:register: what to do.

    The exit status is 1 when there is any.
    """
    from forms.library import form_ids
    from forms.linting import lint

    if form_id and form_id not in form_ids():
        raise NotInLibrary(form=form_id, forms=", ".join(form_ids()))
    looked_at = (form_id,) if form_id else form_ids()
    notes = [note for one in looked_at for note in lint(one)]
    for note in notes:
        typer.echo(note)
    if notes:
        typer.echo(say_count("cli.form.lint.found", len(notes)), err=True)
        raise typer.Exit(1)
    typer.echo(say_count("cli.form.lint.plain", len(looked_at)))
