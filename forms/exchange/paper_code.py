"""The short text in the square code on every page of a booklet: which form, and which page.

`MS1:about-me:2:symbol:en:3` is page 3 of form about-me, version 2, in its symbol wording, in
English; `:school` at the end says that the booklet holds what is asked at school only. No one's
name and no answer is in it. It does not draw the code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = "MS1"
AT_SCHOOL = "school"
_CODE = re.compile(
    rf"{MARK}:(?P<form>[a-z0-9][a-z0-9_.-]*):(?P<version>[1-9]\d{{0,5}}):(?P<register>[a-z_]+)"
    rf":(?P<language>[A-Za-z]{{2,8}}(?:-[A-Za-z0-9]{{1,8}})*):(?P<page>[1-9]\d{{0,3}})"
    rf"(?P<school>:{AT_SCHOOL})?"
)


@dataclass(frozen=True)
class PageCode:
    """Which page of which booklet. Pages count from 1, the title page among them."""

    form: str
    version: int
    register: str
    language: str
    page: int = 1
    at_school: bool = False

    def __str__(self) -> str:
        """The text of the code."""
        parts = (MARK, self.form, self.version, self.register, self.language, self.page)
        return ":".join(map(str, parts)) + (f":{AT_SCHOOL}" if self.at_school else "")


def read_code(text: str) -> PageCode | None:
    """What a scanned or typed code says; None when it is none of ours."""
    found = _CODE.fullmatch(text.strip())
    if found is None:
        return None
    return PageCode(
        form=found["form"],
        version=int(found["version"]),
        register=found["register"],
        language=found["language"],
        page=int(found["page"]),
        at_school=found["school"] is not None,
    )
