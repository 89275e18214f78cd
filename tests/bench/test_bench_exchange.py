"""Bringing in a very large XLSForm costs about what ODK's own converter costs."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest
from bench.big_xlsform import write_big_xlsform
from bench.measures import figure, measure, seconds
from pyxform.xls2xform import convert

from app.foreign_form import read_foreign

pytestmark = pytest.mark.bench

SIZE = 5000
TIMES = 5


def test_5000_questions_cost_what_pyxform_needs(tmp_path: Path) -> None:
    """Both from the file: ours to a form and its sentences, theirs to an XForm; turn by turn."""
    file = tmp_path / "large.xlsx"
    write_big_xlsform(file, SIZE)
    assert len(read_foreign(file).form.questions) == SIZE
    assert convert(str(file)).xform.count("<bind ") >= SIZE

    pairs = [
        (
            seconds(lambda: read_foreign(file), times=1),
            seconds(lambda: convert(str(file)), times=1),
        )
        for _ in range(TIMES)
    ]

    ours, theirs = (median(side) for side in zip(*pairs, strict=True))
    figure("pyxform.xlsform_5000", theirs, "s")
    assert measure("exchange.xlsform_5000_vs_pyxform", ours / theirs, "ratio", 1.5)
