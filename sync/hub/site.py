"""Serves the built site: plain files, strictly labelled, never anything outside their folder.

A file `x` may lie there compressed, too, as `x.br` and `x.gz`: a browser that takes it gets that.
Names with a hash of their content may be kept for ever; everything else is asked for again,
cheaply, with an ETag. It makes no pages and knows nothing of envelopes.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

# The page may talk to its own hub and to nobody else. WebAssembly is compiled from our own files;
# Flutter sets styles in elements; pictures are drawn to blobs.
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
        "form-action 'none'",
    )
)

# Written down here, because a machine's own table of types differs from the next machine's.
MEDIA_TYPES: Final[dict[str, str]] = {
    ".bin": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".tar": "application/x-tar",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".whl": "application/zip",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
UNKNOWN_TYPE: Final = "application/octet-stream"

FOREVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
# app.3f9a0c1b.js, app-3f9a0c1b2d.js, chunk_3f9a0c1b.wasm: eight or more hex digits before the end.
_HASHED: Final = re.compile(r"[._-][0-9a-f]{8,64}\.[a-z0-9.]+")
_ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))


@dataclass(frozen=True, slots=True)
class _Variant:
    """The file that is sent, and how its bytes are encoded ("" for as they are)."""

    path: Path
    size_bytes: int
    changed_at_ns: int
    encoding: str

    @property
    def etag(self) -> str:
        return f'"{self.changed_at_ns:x}-{self.size_bytes:x}-{self.encoding}"'


class Site:
    """The files of one folder. The folder may be built again while the hub runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    async def serve(self, request: Request) -> Response:
        """Answer GET or HEAD for one file; "/" is index.html.

        Raises:
            HTTPException: 404 for everything that is not a file of the site.
        """
        return await run_in_threadpool(self._answer, request)

    def _answer(self, request: Request) -> Response:
        path = self._file(request.path_params["path"])
        accepted = _accepted(request.headers.get("accept-encoding", ""))
        variant = _best_variant(path, accepted)
        headers = _headers_of(path, variant)
        if _has(request.headers.get("if-none-match", ""), variant.etag):
            return Response(status_code=304, headers=headers)
        return FileResponse(
            variant.path,
            headers=headers,
            media_type=MEDIA_TYPES.get(path.suffix.lower(), UNKNOWN_TYPE),
        )

    def _file(self, asked: str) -> Path:
        """Find the file a path asks for; what leads out of the folder finds nothing."""
        name = asked or "index.html"
        if "\0" in name or "\\" in name or any(part.startswith(".") for part in name.split("/")):
            raise HTTPException(404)
        path = (self._folder / name.lstrip("/")).resolve()
        if not path.is_relative_to(self._folder) or _stat(path) is None:
            raise HTTPException(404)
        return path


def _stat(path: Path) -> os.stat_result | None:
    """What the system says of a regular file, None for anything else."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _best_variant(path: Path, accepted: frozenset[str]) -> _Variant:
    plain = _stat(path)
    for encoding, suffix in _ENCODINGS:
        compressed = path.with_name(path.name + suffix)
        found = _stat(compressed) if encoding in accepted else None
        # One left over from an earlier build would be served in place of a newer file.
        if found and plain and found.st_mtime_ns >= plain.st_mtime_ns:
            return _Variant(compressed, found.st_size, found.st_mtime_ns, encoding)
    if plain is None:
        raise HTTPException(404)
    return _Variant(path, plain.st_size, plain.st_mtime_ns, "")


def _headers_of(path: Path, variant: _Variant) -> dict[str, str]:
    headers = {
        "cache-control": FOREVER if _HASHED.search(path.name) else ASK_AGAIN,
        "content-security-policy": CONTENT_SECURITY_POLICY,
        "etag": variant.etag,
        "vary": "accept-encoding",
    }
    if variant.encoding:
        headers["content-encoding"] = variant.encoding
    return headers


def _accepted(header: str) -> frozenset[str]:
    """The encodings an Accept-Encoding header names and does not forbid with q=0."""
    offers = (offer.strip().lower().partition(";") for offer in header.split(","))
    return frozenset(
        name.strip() for name, _, weight in offers if not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)
    )


def _has(if_none_match: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags
