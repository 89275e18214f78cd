"""Where the build reads and writes. It makes nothing itself."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build"
CACHE = BUILD / "cache"
SITE = BUILD / "site"
ASSETS = ROOT / "app" / "assets"
FONTS = ASSETS / "fonts"
PICTURES = ASSETS / "pictures"
NODE_MODULES = HERE / "node_modules"
