"""Where on the way through a workbook a row stands: its page, its groups, what must hold for it.

A group of theirs is a page of ours, a repeat is a page with a repeat on it. It reads no cells but
those of the groups themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from forms.exchange.xlsform_expressions import Part
from forms.exchange.xlsform_names import OURS
from forms.exchange.xlsform_rows import Line

FrameKind = Literal["page", "group", "repeat", "question", "lost"]


@dataclass
class Frame:
    """A group that is open.

    Attributes:
        line: its row.
        kind: what it became here; "lost" when nothing in it is read.
        name: the page it is.
        group: the group of ours it is.
        parts: what must hold for what stands in it.
    """

    line: Line
    kind: FrameKind
    name: str = ""
    group: str = ""
    parts: list[Part] = field(default_factory=list)

    @property
    def says_itself_when(self) -> bool:
        """Whether the condition is the group's own rather than that of each question."""
        return bool(self.group)


class Way:
    """The open groups and the pages so far."""

    def __init__(self, again: Callable[[str, str], None]) -> None:
        """Begin before the first row.

        Args:
            again: called with a page that goes on and the page it goes on from.
        """
        self.pages: dict[str, None] = {}
        self.open: list[Frame] = []
        self._page = ""
        self._counts: dict[str, int] = {}
        self._again = again

    @property
    def lost(self) -> Frame | None:
        """The group in which nothing is read, if the row stands in one."""
        return self.open[-1] if self.open and self.open[-1].kind == "lost" else None

    @property
    def is_in_repeat(self) -> bool:
        """Whether the row is asked round by round."""
        return any(frame.kind == "repeat" for frame in self.open)

    @property
    def group(self) -> str:
        """The innermost group of ours, "" for none."""
        return next((frame.group for frame in reversed(self.open) if frame.group), "")

    def begin(self, frame: Frame) -> None:
        """A group begins; a new page begins with it when it is one."""
        self.open.append(frame)
        if frame.kind in ("page", "repeat") and not frame.line.get(f"{OURS}group"):
            self._page = ""

    def begin_page(self, frame: Frame) -> None:
        """A page of ours begins, under its own name."""
        self.open.append(frame)
        self._page = frame.name
        self.pages[frame.name] = None

    def end(self) -> Frame | None:
        """The innermost group ends; None when there is none."""
        if not self.open:
            return None
        frame = self.open.pop()
        if frame.kind in ("page", "repeat") and not frame.line.get(f"{OURS}group"):
            self._page = ""
        return frame

    def parts(self) -> list[Part]:
        """What must hold for a row, without what groups of ours say themselves."""
        start = 0
        for place, frame in enumerate(self.open):
            if frame.kind == "repeat" and frame.says_itself_when:
                start = place + 1
        return [p for f in self.open[start:] if not f.says_itself_when for p in f.parts]

    def page(self) -> str:
        """The page of now; a group that goes on after another one is a page of its own."""
        if not self._page:
            names = [f.name for f in self.open if f.kind in ("page", "repeat") and f.name]
            base = names[-1] if names else "main"
            self._page = self._free(base)
            self.pages[self._page] = None
            if self._page != base:
                self._again(self._page, base)
        return self._page

    def _free(self, base: str) -> str:
        page = base
        while page in self.pages:
            self._counts[base] = self._counts.get(base, 1) + 1
            page = f"{base}--{self._counts[base]}"
        return page
