"""`scopelint check --fix`, `--fix-only` and `--diff`.

Flows in: a request and what a check of it found. Flows out: changed files, or a diff; messages; the exit code.

What comes from standard input goes, mended, to standard output, and its report to standard error.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scopelint import streams
from scopelint.cli.running import COULD_NOT, FINDINGS, OK, CouldNot, Show, put, say
from scopelint.model import Problem

if TYPE_CHECKING:
    from scopelint.cli.printing import Fixes, Printing
    from scopelint.fixing import Changed
    from scopelint.runner import Checked, Request

Printed = Callable[["Checked", Show], int]


def mend(request: Request, checked: Checked, fixes: Fixes, printing: Printing, printed: Printed | None) -> int:
    """Mend, and report.

    Args:
        checked: what there is to mend.
        printed: prints what is left; None if it is not to be shown.
    """
    from scopelint import fixing, runner
    from scopelint.report import diff, summary

    result = fixing.fixed(request, checked)
    left, mended = result.checked, result.mended
    if fixes.diff:
        terminal = sys.stdout.isatty()
        put(line for one in result.changed for line in diff.unified(one.name, one.before, one.after, printable=terminal))
    else:
        refused = _written(result.changed, request)
        if refused:
            still = {problem.path for problem in refused}
            mended = tuple(d for d in mended if d.site.path not in still)
            left = runner.check(request)  # as it is, not as it would be
        left = replace(left, problems=(*left.problems, *refused))
        if request.stdin_name is not None:
            _put_bytes(next((one.after for one in result.changed if one.name == request.stdin_name), request.stdin or b""))
    if not printing.quiet:
        say(summary.mended(mended, only_shown=fixes.diff, by_rule=fixes.show_fixes))
        if printed is None:
            say(summary.unsafe_left(left.diagnostics, left.unsafe))
    say(summary.not_kept((one.diagnostic, one.reason) for one in result.not_kept))
    if printed is not None:
        printed(left, put if request.stdin_name is None else say)
    else:
        say(summary.problems(left.problems, verbose=printing.verbose))
    if left.analysis.could_not or left.problems:
        return COULD_NOT
    if fixes.diff:
        found = bool(result.changed)
    else:
        found = (fixes.exit_non_zero_on_fix and bool(result.changed)) or (bool(left.diagnostics) and not fixes.fix_only)
    return FINDINGS if found and not printing.exit_zero else OK


def add_noqa(request: Request, checked: Checked) -> int:
    """`--add-noqa`: a comment at each statement that has a finding."""
    from scopelint import fix
    from scopelint.fixing import Changed
    from scopelint.report import summary

    sources = checked.analysis.sources
    changed: list[Changed] = []
    problems = list(checked.problems)
    added: Counter[str] = Counter()
    for file in checked.analysis.files:
        before, lines = sources.content(file.shown), sources.lines(file.shown)
        found = [d for d in checked.diagnostics if d.site.path == file.shown]
        if not found or before is None or lines is None:
            continue
        edits = list(fix.marked(found, lines))
        try:
            changed.append(Changed(file.shown, file.path, before, fix.rewritten(before, file.shown, edits)))
            added[file.shown] = len(edits)
        except fix.Unfixable as error:
            problems.append(Problem(f"not changed: {error}", file.shown))
    for refused in _written(tuple(changed), request):
        problems.append(refused)
        del added[refused.path or ""]
    say(summary.problems(problems, verbose=False))
    say([f"Added {summary.count(added.total(), 'comment')} in {summary.count(len(added), 'file')}."])
    return COULD_NOT if checked.analysis.could_not or problems else OK


def _written(changed: tuple[Changed, ...], request: Request) -> list[Problem]:
    """Write the files; what could not be written."""
    from scopelint import fix

    problems: list[Problem] = []
    for one in changed:
        if one.name == request.stdin_name:
            continue
        try:
            fix.write(one.path, one.before, one.after)
        except fix.Unfixable as error:
            problems.append(Problem(f"not fixed: {error}", one.name))
    return problems


def _put_bytes(content: bytes) -> None:
    """As they are: in their own encoding, with their own line ends."""
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        streams.nowhere()
        if not isinstance(error, BrokenPipeError):
            raise CouldNot(streams.refusal(error)) from error
