"""`mysay pictures`: find the picture for a meaning, check a school's own pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.commands.common import help_of, make_group
from app.words import say_count

commands = make_group("pictures")


@commands.command(help=help_of("pictures.list"), name="list")
def show(
    word: Annotated[str, typer.Argument(metavar="[WORD]", help=help_of("pictures.word"))] = "",
) -> None:
    """List the meanings that have a picture, with what it shows."""
    from forms.pictures import all_pictures

    for found in all_pictures():
        if word.lower() in f"{found.concept} {found.alt}".lower():
            typer.echo(f"{found.concept:<22} {found.alt}")


@commands.command(help=help_of("pictures.check"))
def check(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=help_of("pictures.folder"))],
    renew: Annotated[bool, typer.Option("--renew", help=help_of("pictures.renew"))] = False,
) -> None:
    """Check a pack; everything that is wrong is told, and the exit status is 1."""
    from app.web.packs import read_folder, renew_hashes, sentence

    if renew:
        renew_hashes(folder)
    found, problems = read_folder(folder)
    for problem in problems:
        typer.echo(f"{folder}: {sentence(problem)}", err=True)
    if found is None:
        raise typer.Exit(1)
    count = len(found.pack.concepts)
    typer.echo(say_count("cli.pictures.fine", count, title=found.pack.title))
