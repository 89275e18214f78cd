"""`mysay form`: check a form file, its shape for editors, forms in other formats.

What a form is and how it is read is in `forms`; this reads and writes the files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.common import help_of, make_group
from app.words import say, say_count
from sync.errors import MySayError

# ruff: noqa: N818

if TYPE_CHECKING:
    from forms.exchange.fhir_items import Release

commands = make_group("form")

FormId = Annotated[str, typer.Argument(metavar="FORM", help=help_of("form.id"))]
File = Annotated[Path, typer.Argument(metavar="FILE", help=help_of("form.file"))]
Out = Annotated[Path, typer.Option("--out", help=help_of("form.out"))]
IntoFolder = Annotated[Path, typer.Option("--out", help=help_of("form.folder"))]
Fhir = Annotated[str, typer.Option("--fhir", metavar="R4B|R5", help=help_of("form.fhir"))]
RELEASES: dict[str, Release] = {"R4B": "R4B", "R5": "R5"}


class NotInLibrary(MySayError):
    """The library has no form of that name."""

    code = "not_in_library"


class NoSuchRelease(MySayError):
    """A release of FHIR that is not written here."""

    code = "no_such_release"


@commands.command(help=help_of("form.list"), name="list")
def show() -> None:
    """List the forms of the library."""
    from forms.library import form_ids, load_form
    from forms.wording import wording

    for form_id in form_ids():
        form = load_form(form_id)
        title = wording(form_id, form.registers[0]).title(pupil="...", school="...", senco="...")
        typer.echo(say_count("cli.form.row", len(form.questions), id=form_id, title=title))


@commands.command(help=help_of("form.check"))
def check(file: File) -> None:
    """Check a form file; every mistake with file, line and column."""
    from forms.exchange.form_file import read_form

    checked = read_form(file.read_text(encoding="utf-8", errors="replace"))
    for mistake in checked.mistakes:
        typer.echo(f"{file}:{mistake}", err=True)
    if checked.form is None:
        raise typer.Exit(1)
    typer.echo(say_count("cli.form.fine", len(checked.form.questions), id=checked.form.id))


@commands.command("import", help=help_of("form.import"))
def bring_in(
    file: File, out: Annotated[Path, typer.Option("--out", help=help_of("form.folder"))]
) -> None:
    """Read an XLSForm (.xlsx, .xls, .csv, .md) or a FHIR Questionnaire (.json) into a folder.

    Everything that could not be carried over is told; the exit status is 3 when something was left
    out.
    """
    from app.foreign_form import read_foreign
    from app.form_folder import write_form

    imported = read_foreign(file)
    for finding in imported.findings:
        typer.echo(f"{file}: {finding}", err=True)
    write_form(out, imported.form, imported.sentences)
    typer.echo(say_count("cli.form.fine", len(imported.form.questions), id=imported.form.id))
    typer.echo(say("cli.form.written", file=out))
    if any(finding.level == "left out" for finding in imported.findings):
        typer.echo(say("cli.form.left_out"), err=True)
        raise typer.Exit(3)


@commands.command(help=help_of("form.schema"))
def schema(out: Out = Path("mysay-form.schema.json")) -> None:
    """Write the shape of a form file, for editors."""
    from forms.exchange.form_file import json_schema

    out.write_text(json.dumps(json_schema(), indent=2) + "\n", encoding="utf-8")
    typer.echo(say("cli.form.written", file=out))


@commands.command(help=help_of("form.export"))
def export(form_id: FormId, out: Out, fhir: Fhir = "R5") -> None:
    """Write a form of the library as a FHIR Questionnaire."""
    from forms.exchange.fhir_questionnaire import to_questionnaire
    from forms.library import form_ids, load_form
    from forms.wording import wording

    if form_id not in form_ids():
        raise NotInLibrary(form=form_id, forms=", ".join(form_ids()))
    if fhir not in RELEASES:
        raise NoSuchRelease(release=fhir)
    form = load_form(form_id)
    resource = to_questionnaire(form, wording(form_id, form.registers[0]), release=RELEASES[fhir])
    out.write_text(json.dumps(resource, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    typer.echo(say("cli.form.written", file=out))
