"""What a run says about itself on standard error: how much was found, and what was not analysed, with the way to see more.

Flows in: counts and findings. Flows out: lines. Must not import any stage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scopelint.model import Cells, Diagnostic, ParseFailure, Problem, row_of
from scopelint.report.base import Findings
from scopelint.report.escape import printable


def findings(diagnostics: Sequence[Diagnostic], files: int, hidden: int, known: int = 0, stale: int = 0) -> Iterator[str]:
    """How much `check` found.

    Args:
        hidden: possible findings that were not asked for.
        known: findings that the baseline has.
        stale: entries of the baseline that are no longer found.
    """
    if diagnostics:
        per_severity = Counter(d.severity for d in diagnostics)
        parts = ", ".join(count(per_severity[severity], severity.value) for severity in sorted(per_severity, key=lambda s: s.value))
        yield f"Found {parts} in {count(files, 'file')}."
    elif files:
        yield f"Nothing found in {count(files, 'file')}."
    if known:
        yield f"{count(known, 'finding')} of the baseline not shown."
    if stale:
        yield f"{count(stale, 'finding')} of the baseline no longer found: --write-baseline drops {'it' if stale == 1 else 'them'}."
    if hidden:
        yield f"{count(hidden, 'possible finding')} not shown: see --certainty possible."


def fixes(found: Findings) -> Iterator[str]:
    """How much `--fix` would mend."""
    able = sum(found.fixable(d) for d in found.diagnostics)
    more = sum(d.fix is not None and d.fix.applies(unsafe=True) for d in found.diagnostics) - able
    if able:
        yield f"[*] {able:,} fixable with --fix{f' ({more:,} more with --unsafe-fixes)' if more else ''}."
    elif more:
        yield f"{more:,} fixable with --fix --unsafe-fixes."


def mended(diagnostics: Sequence[Diagnostic], *, only_shown: bool, by_rule: bool) -> Iterator[str]:
    """What `--fix` did.

    Args:
        only_shown: nothing was changed: there was a diff.
        by_rule: say which rules' findings were mended in which file.
    """
    files = sorted({d.site.path for d in diagnostics})
    if diagnostics:
        done = "Would fix" if only_shown else "Fixed"
        yield f"{done} {count(len(diagnostics), 'finding')} in {count(len(files), 'file')}{':' if by_rule else '.'}"
    elif only_shown:
        yield "Would fix nothing."
    for path in files if by_rule else ():
        yield f"  {printable(path)}:"
        per_rule = Counter((d.code, d.name) for d in diagnostics if d.site.path == path)
        yield from (f"    {number:,} x {code} ({name})" for (code, name), number in sorted(per_rule.items()))


def unsafe_left(diagnostics: Iterable[Diagnostic], wanted: frozenset[str]) -> Iterator[str]:
    """How many findings have a fix that takes a decision, in files other than those in which such fixes are `wanted`."""
    fixes = [d.fix for d in diagnostics if d.fix is not None and d.site.path not in wanted]
    more = sum(fix.applies(unsafe=True) and not fix.applies(unsafe=False) for fix in fixes)
    if more:
        yield f"{more:,} more with --unsafe-fixes."


def not_kept(tried: Iterable[tuple[Diagnostic, str]]) -> Iterator[str]:
    """Findings that a fix did not mend, and why."""
    for d, reason in tried:
        yield printable(f"{d.site.path}:{d.site.span.line}:{d.site.span.column}: {d.code} not fixed: {reason}")


def names(variables: int, files: int) -> Iterator[str]:
    """How much `names` lists."""
    if files:
        yield f"{count(variables, 'request')} for variables in {count(files, 'file')}."


def nothing_to_do() -> Iterator[str]:
    """That the paths hold no Python files, which is not the same as that all is well."""
    yield "warning: no Python files found."


def not_analysed(failures: Sequence[ParseFailure], gaps: int, how: str) -> Iterator[str]:
    """What was left out; `how` says which flag shows the gaps, the places at which the analysis stopped."""
    cells = sum(failure.in_part for failure in failures)
    parts = [count(number, what) for number, what in ((len(failures) - cells, "file"), (cells, "notebook cell")) if number]
    if parts:
        yield f"Not analysed: {' and '.join(parts)} that could not be read as Python 3."
    if gaps:
        yield f"Not followed: {count(gaps, 'place')} where the analysis stopped: see {how}."


def failures(failed: Sequence[ParseFailure], cells: Cells) -> Iterator[str]:
    """A line a file that could not be read, for commands whose report has no findings."""
    for failure in failed:
        advice = f" ({failure.advice})" if failure.advice else ""
        row = row_of(failure.path, failure.line, cells)
        yield printable(f"{failure.path}:{row}:{failure.column}: not analysed: {failure.reason}{advice}")


def problems(found: Sequence[Problem], *, verbose: bool) -> Iterator[str]:
    """What scopelint could not do; with tracebacks if `verbose`."""
    for problem in found:
        where = f"{problem.path}: " if problem.path is not None else ""
        yield printable(f"error: {where}{problem.message}")
        if verbose and problem.detail is not None:
            yield from (printable(line) for line in problem.detail.splitlines())


def remarks(found: Sequence[Problem]) -> Iterator[str]:
    """Warnings about the program that are no findings."""
    yield from (printable(f"warning: {remark.message}") for remark in found)


def timing(stages: Mapping[str, float], slowest: Sequence[tuple[str, float]]) -> Iterator[str]:
    """What took how many seconds by the clock: stages, then the slowest entries."""
    yield "Seconds by the clock:"
    yield from (f"  {seconds:7.3f}  {name}" for name, seconds in (*stages.items(), ("in all", sum(stages.values()))))
    if slowest:
        yield "The slowest entries:"
        yield from (printable(f"  {seconds:7.3f}  {entry}") for entry, seconds in slowest)


def count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
