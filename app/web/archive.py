"""The Python that runs inside the page: our modules and the locked wheels, in one archive.

Wheels are those for Pyodide's platform, by hash. The hub, the command line and what needs a real
operating system stay outside. The PDF maker is an archive of its own, fetched when it is needed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from app.pictures import INDEX as PACK_INDEX
from app.web.fonts import paper_fonts
from app.web.places import CACHE, HERE, PICTURES, ROOT, SITE
from app.web.stamps import digest, is_fresh, stamp

# Pyodide 314 in the flet-web wheel: CPython 3.14 for Emscripten.
PLATFORM = (
    "--platform=pyemscripten_2026_0_wasm32",
    "--python-version=3.14",
    "--implementation=cp",
    "--abi=cp314",
    "--abi=none",
)
OUR_PACKAGES = ("app", "forms", "sync")
# What the page never runs: it would only be fetched and looked at by strangers.
LEFT_OUT = (
    "app/web",
    "app/assets",
    "app/cli.py",
    "app/commands",
    "app/demo.py",
    "app/foreign_form.py",
    "app/form_folder.py",
    "app/form_new.py",
    "app/form_preview.py",
    "app/form_workbook.py",
    "app/school.py",
    "app/invite.py",
    "app/platform/native.py",
    "app/words/checking.py",
    "app/words/compile.py",
    "app/words/extract.py",
    "sync/hub",
    "sync/_hazmat/native.py",
    "sync/vault/native_files.py",
)
KEPT_ENDINGS = {".py", ".mo", ".toml", ".typ", ".json"}
# Parts of Flet that only its tools use.
UNUSED_IN_FLET = ("testing", "fastapi", "auth", "cli.py", "pytest_plugin.py")
# A fixed date makes equal content equal bytes, so that nobody downloads an unchanged archive again.
DATE = (2026, 1, 1, 0, 0, 0)


def make_app_archive() -> None:
    """Write `app.zip`: our modules, and the wheels under `__pypackages__`."""
    packages = _install("web")
    with _archive(SITE / "app.zip") as archive:
        for path in _our_files():
            _add(archive, path, path.relative_to(ROOT).as_posix())
        if PACK_INDEX.is_file():
            _add(archive, PACK_INDEX, PACK_INDEX.relative_to(ROOT).as_posix())
        for path in _package_files(packages):
            _add(archive, path, f"__pypackages__/{path.relative_to(packages).as_posix()}")


def make_pdf_pack() -> str:
    """Write the PDF maker with fonts and pictures and return its name in the site, which has its
    hash."""
    packages = _install("pdf")
    target = CACHE / "pdf.zip"
    if not target.exists() or not is_fresh("pdf-pack", _pdf_inputs()):
        with _archive(target) as archive:
            for path in _package_files(packages):
                _add(archive, path, f"__pypackages__/{path.relative_to(packages).as_posix()}")
            for path in paper_fonts():
                _add(archive, path, f"fonts/{path.name}")
            for path in _pdf_pictures():
                _add(archive, path, f"pictures/{path.name}")
        stamp("pdf-pack", _pdf_inputs())
    name = f"packs/pdf-{digest([target])[:12]}.zip"
    (SITE / "packs").mkdir(exist_ok=True)
    shutil.copyfile(target, SITE / name)
    return name


def _pdf_pictures() -> list[Path]:
    return [path for path in sorted(PICTURES.iterdir()) if path != PACK_INDEX]


def _pdf_inputs() -> list[Path]:
    return [
        HERE / "requirements-pdf.lock",
        Path(__file__),
        *paper_fonts(),
        *_pdf_pictures(),
    ]


def _install(name: str) -> Path:
    """Install one lock for Pyodide's platform into the cache, once for each content of the lock.

    Raises:
        subprocess.CalledProcessError: a wheel is missing or does not match its hash.
    """
    lock, target = HERE / f"requirements-{name}.lock", CACHE / f"packages-{name}"
    if target.is_dir() and is_fresh(f"packages-{name}", [lock]):
        return target
    shutil.rmtree(target, ignore_errors=True)
    options = ["--only-binary=:all:", "--no-deps", "--require-hashes", "--no-compile", "--quiet"]
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", *options]
    subprocess.run([*command, *PLATFORM, "--target", str(target), "-r", str(lock)], check=True)
    stamp(f"packages-{name}", [lock])
    return target


def _our_files() -> Iterator[Path]:
    for package in OUR_PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and path.suffix in KEPT_ENDINGS and not _is_left_out(name):
                yield path


def _is_left_out(name: str) -> bool:
    return "node_modules" in name or any(
        name == part or name.startswith(f"{part}/") for part in LEFT_OUT
    )


def _package_files(packages: Path) -> Iterator[Path]:
    for path in sorted(packages.rglob("*")):
        parts = path.relative_to(packages).parts
        unused = parts[0] == "bin" or (
            parts[0] == "flet" and parts[1:2] and parts[1] in UNUSED_IN_FLET
        )
        if path.is_file() and path.suffix not in (".pyc", ".pyi") and not unused:
            yield path


def _archive(target: Path) -> zipfile.ZipFile:
    target.parent.mkdir(parents=True, exist_ok=True)
    return zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6)


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    entry = zipfile.ZipInfo(name, DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, path.read_bytes())
