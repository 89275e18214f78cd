"""Build the site: `python -m app.web.build`. The result is build/site, a plain folder.

It reads only what is committed and what the package registries give by hash. It does not serve.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from app.commands.common import sentence_of
from app.web import archive, art, client, compress, fonts, licences, npm
from app.web.packs import PicturesRefused
from app.web.places import SITE
from app.words.compile import compile_catalogues

Step = tuple[str, Callable[[], object]]


def steps() -> tuple[Step, ...]:
    """What is done, in order, with a word for each."""
    return (
        ("Wording", compile_catalogues),
        ("JavaScript packages", npm.install_packages),
        ("Fonts", fonts.make_fonts),
        ("Pictures", art.make_pictures),
        ("A clean folder", _begin),
        ("Flet's client", client.place_client),
        ("Fonts on the page", fonts.place_fonts),
        ("Pictures on the page", art.place_in_site),
        ("Python packages", archive.make_app_archive),
        ("PDF maker", _place_pdf_pack),
        ("JavaScript", npm.bundle),
        ("Licences", licences.write_licences),
        ("Offline list", npm.make_service_worker),
        ("Compression", compress.compress_site),
    )


def build() -> None:
    """Make the whole site.

    Raises:
        PicturesRefused: a picture can not or may not be shown.
        subprocess.CalledProcessError: a tool failed; what it said is on the screen.
    """
    columns = (
        TextColumn("{task.description:<22}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns) as progress:
        every = steps()
        task = progress.add_task("Building the web app", total=len(every))
        for words, step in every:
            progress.update(task, description=words)
            step()
            progress.advance(task)
        progress.update(task, description="The web app is built")


def _begin() -> None:
    shutil.rmtree(SITE, ignore_errors=True)
    SITE.mkdir(parents=True)


def _place_pdf_pack() -> None:
    packs = {"pdf": archive.make_pdf_pack()}
    (SITE / "packs.json").write_text(json.dumps(packs), encoding="utf-8")


def main() -> int:
    """Build, or say in a sentence why not. Returns the exit status."""
    try:
        build()
    except PicturesRefused as refused:
        sys.stderr.write(f"{sentence_of(refused)}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
