"""scopelint's rules in flake8, for projects that run it: codes `TFS`, through flake8's own interface for plugins.

Flows in: a file's name and lines, from flake8. Flows out: line, column (from 0), text, class: what flake8 takes. The project around the
file is read from disk, with its own settings; suppressions and selection are flake8's, besides scopelint's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import scopelint

STDIN: Final = ("stdin", "-", "(none)")


class Plugin:
    """What flake8 makes for each file.

    Args:
        tree: unused; it tells flake8 that the plugin wants a whole file.
        filename: as flake8 was given it.
        lines: the text, which is unsaved where it comes from an editor.
    """

    name = "scopelint"
    version = scopelint.__version__

    def __init__(self, tree: ast.AST, filename: str, lines: Sequence[str]) -> None:
        self._filename = filename
        self._text = "".join(lines).encode("utf-8", "surrogatepass")

    def run(self) -> Iterator[tuple[int, int, str, type[Any]]]:
        """The findings of the file."""
        for line, column, text in _findings(self._filename, self._text, str(Path.cwd())):
            yield line, column, text, Plugin


@lru_cache(maxsize=8)
def _findings(filename: str, text: bytes, cwd: str) -> tuple[tuple[int, int, str], ...]:
    from scopelint import runner

    name = "stdin.py" if filename in STDIN else filename
    request = runner.Request((runner.STDIN,), Path(cwd), stdin=text, stdin_filename=name)
    checked = runner.check(request)
    here = {file.shown for file in checked.analysis.files}
    return tuple(
        (d.site.span.line, d.site.span.column - 1, f"{d.code} {d.message}")
        for d in checked.diagnostics
        if d.site.path in here and d.code != "TFS901"
    )
