"""The `mysay` command: it puts the groups of `app.commands` together and starts them.

What a command does is in its group; the parts it joins are elsewhere.
"""

from __future__ import annotations

import os
import sys

import typer

from app.commands import desk, desk_export, form, key_in, lint, paper, pictures, school, serve
from app.commands.common import help_of, make_group
from app.words import say

app = make_group("mysay")
app.command(help=help_of("demo"))(serve.demo)
app.command(help=help_of("app"))(serve.app)
app.command(help=help_of("hub"))(serve.hub)
app.command(help=help_of("invite"))(school.invite)
app.add_typer(school.commands, name="school")
desk.commands.command("key-in", help=help_of("desk.key_in"))(key_in.key_in)
desk.commands.command("export", help=help_of("desk.export"))(desk_export.export)
app.add_typer(desk.commands, name="desk")
form.commands.command("lint", help=help_of("form.lint"))(lint.lint)
form.commands.command("paper", help=help_of("form.paper"))(paper.paper)
app.add_typer(form.commands, name="form")
app.add_typer(pictures.commands, name="pictures")


def main() -> None:
    """Run the command line. MYSAY_DEBUG=1 shows where an unexpected failure came from."""
    try:
        app(prog_name="mysay")
    except Exception as error:
        if os.environ.get("MYSAY_DEBUG"):
            raise
        typer.echo(_unexpected(error), err=True)
        sys.exit(1)


def _unexpected(error: Exception) -> str:
    try:
        return say("cli.error.unexpected", kind=type(error).__name__)
    except LookupError as no_words:
        return str(no_words)


if __name__ == "__main__":
    main()
