"""Sizes as the design asks: no function over 60 lines, no file over 450, nothing big committed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

MAX_FUNCTION_LINES = 60
MAX_FILE_LINES = 450
MAX_COMMITTED_BYTES = 600_000


def tracked_files() -> list[Path]:
    """Every file git tracks or would track, as paths from the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [path for name in listing.splitlines() if (path := Path(name)).is_file()]


def long_functions(path: Path, tree: ast.AST) -> list[str]:
    """One line for each function of `tree` that is too long."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                found.append(f"{path}:{node.lineno} {node.name} has {lines} lines")
    return found


def problems_of(path: Path) -> list[str]:
    """What is too large about one file."""
    found = []
    if path.stat().st_size > MAX_COMMITTED_BYTES:
        found.append(f"{path} has {path.stat().st_size} bytes")
    if path.suffix == ".py":
        text = path.read_text(encoding="utf-8")
        if (lines := text.count("\n")) > MAX_FILE_LINES:
            found.append(f"{path} has {lines} lines")
        found += long_functions(path, ast.parse(text))
    return found


def main() -> int:
    found = [problem for path in tracked_files() for problem in problems_of(path)]
    for problem in found:
        print(f"too large: {problem}")
    print(f"sizes: {len(found)} too large")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
