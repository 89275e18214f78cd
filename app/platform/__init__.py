"""The machine under the app, chosen once: `browser` inside Pyodide, `native` everywhere else.

Both modules have the same names; the rest of the app imports this package only.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.platform != "emscripten":
    from app.platform.native import (
        Transport,
        ask_to_keep,
        folder,
        hub_of,
        is_online,
        languages,
        on_online,
        opened,
        ready_offline,
        replace_route,
        save_file,
        show_language,
        site_base,
    )
else:
    from app.platform.browser import (
        Transport,
        ask_to_keep,
        folder,
        hub_of,
        is_online,
        languages,
        on_online,
        opened,
        ready_offline,
        replace_route,
        save_file,
        show_language,
        site_base,
    )

__all__ = [
    "Transport",
    "ask_to_keep",
    "folder",
    "hub_of",
    "is_online",
    "languages",
    "on_online",
    "opened",
    "ready_offline",
    "replace_route",
    "save_file",
    "show_language",
    "site_base",
]
