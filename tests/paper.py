"""A page that keeps what is shown instead of painting it: the screens without a browser."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import flet as ft


@dataclass
class Paper:
    """Stands for the page, whose other half is a browser: what was shown last, and what runs."""

    controls: list[ft.Control] = field(default_factory=list)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def update(self) -> None:
        """Nothing is painted."""

    def run_task(self, work: Callable[..., Awaitable[None]], *args: object) -> None:
        """Run beside the screen, as Flet does."""
        self.tasks.append(asyncio.ensure_future(work(*args)))  # type: ignore[arg-type]

    def shows(self, words: str) -> bool:
        """Whether these words stand on the screen."""
        return any(getattr(one, "value", None) == words for one in parts(self.controls[0]))

    def field(self) -> ft.TextField:
        """The field to type into."""
        return next(one for one in parts(self.controls[0]) if isinstance(one, ft.TextField))

    def taps(self, identifier: str) -> None:
        """Tap the button of that name."""
        named = (one for one in parts(self.controls[0]) if isinstance(one, ft.Semantics))
        inside: Any = next(one for one in named if one.identifier == identifier).content
        inside.on_click(None)

    def types(self, text: str) -> None:
        """Type, as the browser tells it after each letter."""
        typed: Any = self.field()
        typed.value = text
        typed.on_change(ft.Event(name="change", control=typed, data=text))


def parts(control: object) -> Iterator[Any]:
    """A control and everything in it."""
    yield control
    if is_dataclass(control):
        for one in fields(control):
            value = getattr(control, one.name, None)
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, ft.Control):
                    yield from parts(each)
