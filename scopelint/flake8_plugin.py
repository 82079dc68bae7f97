"""scopelint's rules in flake8, for projects that run it: codes `TFS`, through flake8's own interface for plugins.

Flows in: a file's name and lines, from flake8. Flows out: line, column (from 0), text, class: what flake8 takes. The project around the
file is read from disk, with its own settings; suppressions and selection are flake8's, besides scopelint's; what scopelint's `exclude`
leaves out has no findings here either.
"""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import scopelint

STDIN: Final = ("stdin", "-", "(none)")
"""What flake8 calls a text that has no name."""

UNNAMED: Final = "stdin.py"
LOG: Final = logging.getLogger("flake8.scopelint")
"""flake8 shows it with `-v`."""


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
        """The findings of the file.

        Raises:
            flake8.exceptions.ExecutionError: scopelint's settings cannot be used; flake8 ends with the message, without a traceback.
        """
        from flake8.exceptions import ExecutionError

        from scopelint import runner

        try:
            found = _findings(self._filename, self._text, Path.cwd())
        except runner.MISTAKES as error:
            raise ExecutionError(f"scopelint: {error}") from error
        for line, column, text in found:
            yield line, column, text, Plugin


def _findings(filename: str, text: bytes, cwd: Path) -> list[tuple[int, int, str]]:
    """Line, column from 0, and text of each finding. A file that cannot be parsed is none of them: that is flake8's E999."""
    from scopelint import runner
    from scopelint.report import summary

    name = UNNAMED if filename in STDIN else filename
    request = runner.Request((runner.STDIN,), cwd, stdin=text, stdin_filename=name, said={"force-exclude": True})
    checked = runner.check(request)
    for problem in summary.problems(checked.problems, verbose=False):
        LOG.error(problem)
    here = {file.shown for file in checked.analysis.files}
    return [
        (d.site.span.line, d.site.span.column - 1, f"{d.code} {d.message}")
        for d in checked.diagnostics
        if d.site.path in here and d.code != "TFS901"
    ]
