"""The built site, as the hub serves it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sync.hub.site import CONTENT_SECURITY_POLICY

if TYPE_CHECKING:
    from conftest import Hub


@pytest.fixture(scope="module")
def hub(site_hub: Hub) -> Hub:
    """A hub with a small built site, one file compressed twice, and a secret beside the folder."""
    site = site_hub.folder / "site"
    for name, content in {
        "index.html": b"<!doctype html>",
        "main.dart.js": b"plain",
        "main.dart.js.br": b"brotli",
        "main.dart.js.gz": b"gzipped",
        "app.3f9a0c1b.mjs": b"hashed",
        "pyodide/pyodide.asm.wasm": b"\0asm",
        "app/app.tar.gz": b"archive",
        "packages/x-1.0-py3-none-any.whl": b"PK",
        "pictures/1F436.svg": b"<svg/>",
        "manifest.webmanifest": b"{}",
        ".hidden": b"hidden",
    }.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (site.parent / "secret.txt").write_text("secret")
    (site / "out.txt").symlink_to(site.parent / "secret.txt")
    return site_hub


@pytest.fixture
def files(hub: Hub) -> Path:
    return hub.folder / "site"


def test_the_root_is_the_index_and_asked_for_again_each_time(hub: Hub) -> None:
    answer = hub.client(None).get("/")

    assert (answer.status_code, answer.content) == (200, b"<!doctype html>")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


def test_a_page_is_told_to_talk_to_nobody_else(hub: Hub) -> None:
    headers = hub.client(None).get("/").headers

    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/app.3f9a0c1b.mjs", "text/javascript; charset=utf-8"),
        ("/pyodide/pyodide.asm.wasm", "application/wasm"),
        ("/packages/x-1.0-py3-none-any.whl", "application/zip"),
        ("/pictures/1F436.svg", "image/svg+xml"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/app/app.tar.gz", "application/gzip"),
    ],
)
def test_every_file_has_its_own_type(hub: Hub, path: str, kind: str) -> None:
    answer = hub.client(None).get(path)

    assert answer.headers["content-type"] == kind
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("accepts", "encoding", "content"),
    [
        ("gzip, deflate, br", "br", b"brotli"),
        ("gzip", "gzip", b"gzipped"),
        ("br;q=0, gzip;q=0.5", "gzip", b"gzipped"),
        ("identity", "", b"plain"),
        ("", "", b"plain"),
    ],
)
def test_a_browser_gets_the_smallest_it_takes(
    hub: Hub, accepts: str, encoding: str, content: bytes
) -> None:
    with hub.client(None).stream(
        "GET", "/main.dart.js", headers={"accept-encoding": accepts}
    ) as answer:
        raw = b"".join(answer.iter_raw())

    assert (answer.headers.get("content-encoding", ""), raw) == (encoding, content)
    assert answer.headers["vary"] == "accept-encoding"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


def test_a_compressed_file_of_an_earlier_build_is_not_served(hub: Hub, files: Path) -> None:
    for name in ("other.js.br", "other.js.gz", "other.js"):
        (files / name).write_bytes(b"newer" if name == "other.js" else b"older")
    for name in ("other.js.br", "other.js.gz"):
        os.utime(files / name, (1, 1))

    answer = hub.client(None).get("/other.js")

    assert answer.content == b"newer"


def test_a_name_with_a_hash_is_kept_for_ever_and_others_are_not(hub: Hub) -> None:
    hashed = hub.client(None).get("/app.3f9a0c1b.mjs").headers["cache-control"]
    plain = hub.client(None).get("/pictures/1F436.svg").headers["cache-control"]

    assert hashed == "public, max-age=31536000, immutable"
    assert plain == "no-cache"


def test_what_the_browser_has_is_not_sent_again(hub: Hub, files: Path) -> None:
    (files / "page.html").write_bytes(b"first")
    etag = hub.client(None).get("/page.html").headers["etag"]

    again = hub.client(None).get("/page.html", headers={"if-none-match": etag})
    (files / "page.html").write_bytes(b"changed")
    changed = hub.client(None).get("/page.html", headers={"if-none-match": etag})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert (changed.status_code, changed.content) == (200, b"changed")


def test_each_encoding_has_an_etag_of_its_own(hub: Hub) -> None:
    etags = {
        hub.client(None).head("/main.dart.js", headers={"accept-encoding": accepts}).headers["etag"]
        for accepts in ("br", "gzip", "identity")
    }

    assert len(etags) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/pictures/..%2f..%2fsecret.txt",
        "/%2fetc/passwd",
        "//etc/passwd",
        "/..%5csecret.txt",
        "/index.html%00.svg",
        "/out.txt",
        "/.hidden",
        "/pictures",
        "/pictures/",
        "/missing.js",
    ],
)
def test_nothing_outside_the_folder_is_served(hub: Hub, path: str) -> None:
    """Sent raw: a client would tidy the path first."""
    import http.client

    line = http.client.HTTPConnection(hub.base.removeprefix("http://"), timeout=10)
    line.putrequest("GET", path, skip_host=False)
    line.endheaders()
    answer = line.getresponse()

    assert answer.status == 404
    assert b"secret" not in answer.read()
    line.close()


def test_a_head_request_has_the_headers_without_the_content(hub: Hub) -> None:
    answer = hub.client(None).head("/index.html")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == "15"


def test_the_site_takes_no_posts(hub: Hub) -> None:
    assert hub.client(None).post("/index.html").status_code == 405
