"""What stands on a screen, without a browser: every control in a control."""

from __future__ import annotations

from collections.abc import Iterator

import flet as ft


def controls(control: object) -> Iterator[ft.Control]:
    """A control and everything in it."""
    if not isinstance(control, ft.Control):
        return
    yield control
    for name in ("content", "controls"):
        inner = getattr(control, name, None)
        for one in inner if isinstance(inner, list) else [inner]:
            yield from controls(one)
