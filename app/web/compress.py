"""Brotli and gzip beside every file worth it, made once for each content."""

from __future__ import annotations

import gzip
import shutil
from hashlib import sha256
from pathlib import Path

import brotli

from app.web.places import CACHE, SITE

ENDINGS = {
    ".js",
    ".mjs",
    ".wasm",
    ".html",
    ".css",
    ".json",
    ".svg",
    ".ttf",
    ".otf",
    ".webmanifest",
    ".frag",
}
SMALLEST_BYTES = 1024
# 11 takes minutes for the large files and wins a few percent.
BROTLI_QUALITY = 9


def compress_site() -> None:
    """Write `.br` and `.gz` beside the files of the site."""
    kept = CACHE / "compressed"
    kept.mkdir(parents=True, exist_ok=True)
    for path in sorted(SITE.rglob("*")):
        if path.is_file() and path.suffix in ENDINGS and path.stat().st_size >= SMALLEST_BYTES:
            _compress(path, kept)


def _compress(path: Path, kept: Path) -> None:
    content = path.read_bytes()
    name = sha256(content).hexdigest()
    small, old = kept / f"{name}.br", kept / f"{name}.gz"
    if not small.exists():
        small.write_bytes(brotli.compress(content, quality=BROTLI_QUALITY))
    if not old.exists():
        old.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    shutil.copyfile(small, path.with_name(f"{path.name}.br"))
    shutil.copyfile(old, path.with_name(f"{path.name}.gz"))
