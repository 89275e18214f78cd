"""`mysay form`: new forms, checked forms, forms from and for other formats.

What a form is and how it is read is in `forms`; this reads and writes the files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.common import Port, help_of, make_group
from app.words import say, say_count
from sync.errors import MySayError

# ruff: noqa: N818

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.exchange.fhir_items import Release
    from forms.exchange.findings import Sentences

commands = make_group("form")

FormId = Annotated[str, typer.Argument(metavar="FORM", help=help_of("form.id"))]
File = Annotated[Path, typer.Argument(metavar="FILE", help=help_of("form.file"))]
Foreign = Annotated[Path, typer.Argument(metavar="FILE", help=help_of("form.foreign"))]
OwnFolder = Annotated[Path, typer.Argument(metavar="FOLDER", help=help_of("form.own_folder"))]
NewId = Annotated[str, typer.Argument(metavar="ID", help=help_of("form.new_id"))]
Out = Annotated[Path, typer.Option("--out", help=help_of("form.out"))]
IntoFolder = Annotated[Path, typer.Option("--out", help=help_of("form.folder"))]
From = Annotated[str, typer.Option("--from", metavar="FORM", help=help_of("form.from"))]
Fhir = Annotated[str, typer.Option("--fhir", metavar="R4B|R5", help=help_of("form.fhir"))]
XLSForm = Annotated[bool, typer.Option("--xlsform", help=help_of("form.xlsform"))]
PREVIEW_PORT = 8560
RELEASES: dict[str, Release] = {"R4B": "R4B", "R5": "R5"}


class NotInLibrary(MySayError):
    """The library has no form of that name."""

    code = "not_in_library"


class NotAnId(MySayError):
    """What was to be the id of a form can not be one."""

    code = "not_an_id"


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


@commands.command(help=help_of("form.new"))
def new(form_id: NewId, out: IntoFolder, copied: From = "") -> None:
    """Write a new form, small and with notes, or a copy of one of the library."""
    from app.form_new import write_copy, write_new
    from forms.exchange.xlsform_names import id_of

    if id_of(form_id) != form_id:
        raise NotAnId(id=form_id)
    if copied:
        write_copy(out, form_id, _of_library(copied))
    else:
        write_new(out, form_id)
    typer.echo(say("cli.form.written", file=out))
    typer.echo(say("cli.form.next", folder=out))


@commands.command(help=help_of("form.check"))
def check(file: File) -> None:
    """Check a form and its words; every mistake with file, line and column."""
    from app.form_folder import WORDS, read_folder

    folder = file if file.is_dir() else file.parent
    if not file.is_dir() and file.name != "form.toml":
        _check_file(file)
        return
    found = read_folder(folder, with_words=file.is_dir() or (folder / WORDS).is_dir())
    for one in (*found.mistakes, *found.notes):
        typer.echo(str(one), err=True)
    if found.mistakes or found.form is None:
        raise typer.Exit(1)
    typer.echo(say_count("cli.form.fine", len(found.form.questions), id=found.form.id))


@commands.command(help=help_of("form.preview"))
def preview(folder: OwnFolder, port: Port = PREVIEW_PORT) -> None:
    """Open a form in the browser, and again each time a file of it is saved, until Ctrl+C."""
    import flet

    from app.commands.serve import open_in_browser
    from app.form_preview import watch
    from app.theme import PAPER, make_theme

    async def open_page(page: flet.Page) -> None:
        page.title, page.theme, page.bgcolor = folder.name, make_theme(), PAPER
        page.theme_mode, page.padding, page.spacing = flet.ThemeMode.LIGHT, 0, 0
        page.run_task(watch, page, folder)

    if not (folder / "form.toml").is_file():
        raise FileNotFoundError(2, "there is no form", str(folder / "form.toml"))
    open_in_browser(open_page, port, "cli.form.preview")


def _check_file(file: Path) -> None:
    """A form file under another name: its words are not looked for."""
    from forms.exchange.form_file import read_form, unknown_pictures

    text = file.read_text(encoding="utf-8", errors="replace")
    checked = read_form(text)
    pictures = unknown_pictures(text, checked.written) if checked.written else ()
    mistakes = [*checked.mistakes, *pictures]
    for mistake in mistakes:
        typer.echo(f"{file}:{mistake}", err=True)
    if mistakes or checked.form is None:
        raise typer.Exit(1)
    typer.echo(say_count("cli.form.fine", len(checked.form.questions), id=checked.form.id))


@commands.command("import", help=help_of("form.import"))
def bring_in(file: Foreign, out: IntoFolder) -> None:
    """Read an XLSForm (.xlsx, .xls, .csv, .md) or a FHIR Questionnaire (.json) into a folder.

    Everything that could not be carried over is told; the exit status is 3 when something was left
    out.
    """
    from app.foreign_form import copy_media, read_foreign
    from app.form_folder import write_form

    imported = read_foreign(file)
    write_form(out, imported.form, imported.sentences)
    findings = [*imported.findings, *copy_media(imported, file, out)]
    for finding in findings:
        typer.echo(f"{file}: {finding}", err=True)
    typer.echo(say_count("cli.form.fine", len(imported.form.questions), id=imported.form.id))
    typer.echo(say("cli.form.written", file=out))
    if any(finding.level == "left out" for finding in findings):
        typer.echo(say("cli.form.left_out"), err=True)
        raise typer.Exit(3)


@commands.command(help=help_of("form.schema"))
def schema(out: Out = Path("mysay-form.schema.json")) -> None:
    """Write the shape of a form file, for editors."""
    from app.form_new import write_schema

    write_schema(out)
    typer.echo(say("cli.form.written", file=out))


@commands.command(help=help_of("form.export"))
def export(form_id: FormId, out: Out, fhir: Fhir = "R5", xlsform: XLSForm = False) -> None:
    """Write a form as a FHIR Questionnaire or as an XLSForm."""
    form, sentences = _form_and_words(form_id)
    if xlsform:
        _export_xlsform(out, form, sentences)
    else:
        from forms.exchange.fhir_questionnaire import to_questionnaire

        if fhir not in RELEASES:
            raise NoSuchRelease(release=fhir)
        resource = to_questionnaire(form, sentences, release=RELEASES[fhir])
        text = json.dumps(resource, ensure_ascii=False, indent=1)
        out.write_text(text + "\n", encoding="utf-8")
    typer.echo(say("cli.form.written", file=out))


def _export_xlsform(out: Path, form: Form, sentences: Sentences) -> None:
    from app.form_workbook import write_pictures, write_workbook
    from forms.exchange.xlsform_out import to_xlsform
    from forms.pictures import credits

    workbook = to_xlsform(form, sentences)
    write_workbook(out, workbook.sheets)
    for finding in workbook.findings:
        typer.echo(f"{out}: {finding}", err=True)
    by = "; ".join(f"{one.title}: {one.author}, {one.licence}" for one in credits())
    typer.echo(say("cli.form.pictures", folder=write_pictures(out, form), by=by))


def _form_and_words(form_id: str) -> tuple[Form, Sentences]:
    """A form of the library by its id, or one's own by its folder."""
    from app.form_folder import read_folder
    from forms.exchange.sentences import library_sentences

    if not Path(form_id).is_dir():
        form = _of_library(form_id)
        return form, library_sentences(form)
    found = read_folder(Path(form_id))
    if found.form is None or found.mistakes:
        for mistake in found.mistakes:
            typer.echo(str(mistake), err=True)
        raise typer.Exit(1)
    return found.form, found.sentences


def _of_library(form_id: str) -> Form:
    from forms.library import form_ids, load_form

    if form_id not in form_ids():
        raise NotInLibrary(form=form_id, forms=", ".join(form_ids()))
    return load_form(form_id)
