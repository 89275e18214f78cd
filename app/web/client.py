"""Flet's client out of the flet-web wheel: only what our page uses, and without strangers.

What is cut and why: files of other renderers; fonts for formulas, which would all be loaded at
start; the address of a CDN from which the client would load a script for animations we do not have.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from app.web.fonts import FALLBACKS
from app.web.places import FONTS, HERE, SITE
from app.words import say

KEPT = ("flutter.js", "flutter_bootstrap.js", "main.dart.js", "version.json")
KEPT_OF_PYODIDE = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
KEPT_OF_CANVASKIT = ("canvaskit.js", "canvaskit.wasm")
CDN = "https://cdn.jsdelivr.net/npm/"
# Where the cut script is looked for now; an empty file of ours answers.
CUT = "cut/"
RIVE = "@rive-app/flutter-native-wasm@"
# The client waits for this script's factory; a promise that stays open costs nothing and breaks
# nothing.
NO_RIVE = """// My Say shows no animations of this kind: nothing is loaded.
globalThis.RiveNative = () => new Promise(() => {});
"""
# How the client names a fallback font: its family, a version, a file.
FALLBACK_ASKED = re.compile(r'"((\w+)/v\d+/[\w.-]+\.woff2)"')
OTHER_HOSTS = ("https://www.gstatic.com/flutter-canvaskit", "https://fonts.gstatic.com/s/")


# Typst asks Pyodide for the time zone by a script in a string, which a strict policy forbids and
# which would end the whole page. This one question is answered without `eval`; any other gets no
# answer.
SCRIPT_EVAL = "var s=eval(UTF8ToString(ptr));"
ZONE = "Intl.DateTimeFormat().resolvedOptions().timeZone"
SCRIPT_ANSWER = f'var s=({{"{ZONE}":()=>{ZONE}}})[UTF8ToString(ptr)]?.()??null;'


def place_client() -> None:
    """Copy and trim the client into the site.

    Raises:
        LookupError: the wheel's client is not the one this build knows how to trim.
    """
    import flet_web

    web = Path(flet_web.get_package_web_dir())
    for name in KEPT:
        shutil.copyfile(web / name, SITE / name)
    _copy_some(web / "pyodide", SITE / "pyodide", KEPT_OF_PYODIDE)
    _copy_some(web / "canvaskit", SITE / "canvaskit", KEPT_OF_CANVASKIT)
    _place_assets(web / "assets", SITE / "assets")
    _cut_strangers(SITE)
    _answer_without_eval()
    _quieten_bootstrap()
    for name in ("boot.css", "manifest.webmanifest"):
        shutil.copyfile(HERE / name, SITE / name)
    _place_page()


def _place_page() -> None:
    """Our page, its sentences filled in from the catalogue."""
    page = (HERE / "index.html").read_text(encoding="utf-8")
    said = re.sub(r"\{\{([a-z_.]+)\}\}", lambda key: escape(say(key[1])), page)
    (SITE / "index.html").write_text(said, encoding="utf-8")


def _copy_some(source: Path, target: Path, names: tuple[str, ...]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(source / name, target / name)


def _place_assets(source: Path, target: Path) -> None:
    """The client's own assets: icons, shaders, and a font list without the formula fonts."""
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    for name in ("AssetManifest.bin", "AssetManifest.bin.json"):
        shutil.copyfile(source / name, target / name)
    shutil.copyfile(
        source / "fonts/MaterialIcons-Regular.otf", target / "fonts/MaterialIcons-Regular.otf"
    )
    shutil.copytree(source / "shaders", target / "shaders", dirs_exist_ok=True)
    _name_fonts(target)


def _name_fonts(assets: Path) -> None:
    """The client's list of fonts: its icons and the font of the app."""
    fonts = [
        {"family": "MaterialIcons", "fonts": [{"asset": "fonts/MaterialIcons-Regular.otf"}]},
        {
            "family": "Atkinson Hyperlegible",
            "fonts": [
                {"asset": "fonts/AtkinsonHyperlegible-Regular.ttf", "weight": 400},
                {"asset": "fonts/AtkinsonHyperlegible-Bold.ttf", "weight": 700},
            ],
        },
    ]
    (assets / "FontManifest.json").write_text(json.dumps(fonts), encoding="utf-8")


@contextmanager
def client_for_native() -> Iterator[Path]:
    """Flet's client in a folder of its own, without strangers, for Python that runs natively.

    Raises:
        LookupError: the wheel's client is not the one this build knows how to trim.
    """
    import flet_web

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "web"
        skipped = shutil.ignore_patterns("pyodide")
        shutil.copytree(flet_web.get_package_web_dir(), folder, ignore=skipped)
        _cut_strangers(folder)
        _name_fonts(folder / "assets")
        for font in FONTS.glob("AtkinsonHyperlegible-*.ttf"):
            shutil.copyfile(font, folder / "assets" / "fonts" / font.name)
        _answer_for_fonts(folder)
        yield folder


def _answer_for_fonts(folder: Path) -> None:
    """Put a font of ours wherever the client looks for a fallback: natively no page answers it."""
    if not FONTS.is_dir():
        return
    text = (folder / "main.dart.js").read_text(encoding="utf-8")
    for name, family in sorted(set(FALLBACK_ASKED.findall(text))):
        answer = FONTS / Path(FALLBACKS.get(family, FALLBACKS[""])).name
        target = folder / "assets" / "fonts" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(answer, target)


def _cut_strangers(folder: Path) -> None:
    """Point every address of another host at our own site."""
    path = folder / "main.dart.js"
    text = path.read_text(encoding="utf-8")
    if text.count(CDN) != 1 or RIVE not in text:
        raise LookupError("this flet-web wheel loads its scripts in another way: look at client.py")
    text = text.replace(CDN, CUT)
    for host in OTHER_HOSTS:
        text = text.replace(host, f"{CUT}none")
    path.write_text(text, encoding="utf-8")
    start = text.index(RIVE)
    version = text[start : text.index("/", start + len(RIVE))]
    for kind in ("wasm", "wasm_compatibility"):
        script = folder / CUT / version / kind / "rive_native.js"
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(NO_RIVE, encoding="utf-8")


def _answer_without_eval() -> None:
    path = SITE / "pyodide" / "pyodide.asm.mjs"
    text = path.read_text(encoding="utf-8")
    if text.count(SCRIPT_EVAL) != 1:
        raise LookupError("this Pyodide runs scripts in another way: look at client.py")
    path.write_text(text.replace(SCRIPT_EVAL, SCRIPT_ANSWER), encoding="utf-8")


def _quieten_bootstrap() -> None:
    """Leave out Flutter's own service worker, which only removes itself; one renderer for all."""
    path = SITE / "flutter_bootstrap.js"
    text = path.read_text(encoding="utf-8")
    start = text.index("serviceWorkerSettings: {")
    end = text.index("},", start) + 2
    text = text[:start] + text[end:]
    text = text.replace("multiViewEnabled:", 'canvasKitVariant: "full", multiViewEnabled:')
    lines = [line for line in text.splitlines() if not line.startswith("//# sourceMappingURL")]
    path.write_text("\n".join(lines), encoding="utf-8")
