"""What all commands share: how they fail, their common options, the passphrase.

A broken thing ends in one sentence on stderr and exit code 1, never in a traceback.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final

import typer
from typer.core import TyperGroup

from app.words import say
from sync.errors import MySayError, WrongPasscode

HOST: Final = "127.0.0.1"
PORT: Final = 8765
ADDRESS: Final = f"http://{HOST}:{PORT}"
SCHOOL_FOLDER: Final = Path("school")


def sentence_of(error: MySayError) -> str:
    """Return what happened, what is safe and what to do."""
    return sentence_of_code(error.code, error.values)


def sentence_of_code(code: str, values: Mapping[str, str | int] = MappingProxyType({})) -> str:
    """Return the sentence of an error that is known by its code only."""
    if code == WrongPasscode.code:  # here it is always the school's passphrase, never pictures
        return say("cli.error.wrong_passphrase")
    try:
        return say(f"error.{code}", **values)
    except KeyError:
        return say("cli.error.unexpected", kind=code)


class KindGroup(TyperGroup):
    """A group of commands whose failures are sentences."""

    # typer only ever hands over its own kind of context; its base class has no public name.
    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except MySayError as error:
            sentence = sentence_of(error)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            sentence = say("cli.error.file", file=error.filename or "-", reason=reason)
        typer.echo(sentence, err=True)
        raise typer.Exit(1)


def help_of(name: str) -> str:
    """The help of a command or option; "" while the wording is not compiled yet."""
    try:
        return say(f"cli.help.{name}")
    except KeyError:
        raise
    except LookupError:
        return ""


def make_group(name: str) -> typer.Typer:
    """Return a group of commands."""
    return typer.Typer(
        cls=KindGroup,
        help=help_of(name),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,  # they would show values, and values may be secrets
        rich_markup_mode=None,
    )


Folder = Annotated[Path, typer.Option(envvar="MYSAY_FOLDER", help=help_of("folder"))]
Port = Annotated[int, typer.Option(min=0, max=65535, help=help_of("port"))]
Host = Annotated[str, typer.Option(help=help_of("host"))]
Address = Annotated[str, typer.Option("--at", envvar="MYSAY_HUB", help=help_of("at"))]


def ask_passphrase(*, is_new: bool = False) -> str:
    """The school's passphrase: from MYSAY_PASSPHRASE, else typed unseen, twice when it is new."""
    given = os.environ.get("MYSAY_PASSPHRASE")
    if given:
        return given
    if is_new:
        return _ask(say("cli.ask.new_passphrase"), confirm=say("cli.ask.again"))
    return _ask(say("cli.ask.passphrase"))


def _ask(question: str, *, confirm: str = "") -> str:
    typed: str = typer.prompt(question, hide_input=True, confirmation_prompt=confirm or False)
    return typed
