"""`scopelint check`: mistakes in files and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scopelint.again import Answer, Command
from scopelint.cli import completing, options
from scopelint.cli.options import FILES, FIXES, OTHER, OUTPUT, RULES, option
from scopelint.cli.printing import Fixes, Printing
from scopelint.cli.running import COULD_NOT, FINDINGS, OK, Show, exits, put, put_into, say, silence

if TYPE_CHECKING:
    from scopelint.report.base import Findings
    from scopelint.report.style import Style
    from scopelint.runner import Checked, Request

_SLOWEST = 10
"""How many entries `--timing` names."""


@click.command(cls=options.GroupedCommand)
@option(
    "--output-format",
    type=click.Choice(["text", "concise", "json", "json-lines", "github", "gitlab", "sarif", "junit"]),
    default="text",
    show_default=True,
    envvar="SCOPELINT_OUTPUT_FORMAT",
    group=OUTPUT,
    help="How findings are printed.",
)
@option(
    "-o",
    "--output-file",
    metavar="FILE",
    group=OUTPUT,
    shell_complete=completing.files,
    help="Write the findings into a file instead of to standard output.",
)
@option("--statistics", is_flag=True, group=OUTPUT, help="Print how often each rule speaks instead of the findings.")
@option(
    "--select",
    multiple=True,
    metavar="RULES",
    group=RULES,
    shell_complete=completing.rules,
    help="Rules to check: codes, their beginnings, names or ALL, with commas.",
)
@option(
    "--ignore",
    multiple=True,
    metavar="RULES",
    group=RULES,
    shell_complete=completing.rules,
    help="Rules to leave out, in the same spelling.",
)
@option(
    "--extend-select",
    multiple=True,
    metavar="RULES",
    group=RULES,
    shell_complete=completing.rules,
    help="Rules to check besides those of --select or the default.",
)
@option(
    "--per-file-ignores",
    multiple=True,
    metavar="PATTERN:RULE",
    group=RULES,
    help="Rules to leave out in some files, with commas.",
)
@option("--extend-per-file-ignores", multiple=True, metavar="PATTERN:RULE", group=RULES, help="More of the same.")
@option("--preview/--no-preview", default=None, group=RULES, help="Whether rules that are not yet stable can be on.")
@option(
    "--certainty",
    type=click.Choice(["certain", "possible"]),
    group=RULES,
    help="possible: show findings that depend on the path taken, too.",
)
@option(
    "--baseline",
    metavar="FILE",
    group=RULES,
    shell_complete=completing.files,
    help="Leave out the findings that this file knows of.",
)
@option("--write-baseline", is_flag=True, group=RULES, help="Write the findings into the baseline (default: scopelint-baseline.json).")
@option("--fix/--no-fix", default=False, group=FIXES, help="Mend what can be mended in the files, and show what is left.")
@option("--unsafe-fixes/--no-unsafe-fixes", default=None, group=FIXES, help="Whether fixes that take a decision count, too.")
@option("--diff", is_flag=True, group=FIXES, help="Show what --fix would change instead, and change nothing.")
@option("--fix-only", is_flag=True, group=FIXES, help="Mend, and do not show what is left.")
@option("--show-fixes", is_flag=True, group=FIXES, help="Say which rules' findings were mended in which file.")
@option("--exit-non-zero-on-fix", is_flag=True, group=FIXES, help="Exit with 1 if anything was mended, even if nothing is left.")
@option(
    "--fixable",
    multiple=True,
    metavar="RULES",
    group=FIXES,
    shell_complete=completing.rules,
    help="Rules whose fixes count (by default, all).",
)
@option("--unfixable", multiple=True, metavar="RULES", group=FIXES, shell_complete=completing.rules, help="Rules whose fixes do not count.")
@option("--add-noqa", is_flag=True, group=RULES, help="Write a comment `# noqa: CODE` at every finding, and stop.")
@option("--ignore-noqa", is_flag=True, group=RULES, help="Show what comments suppress, too.")
@option("-e", "--exit-zero", is_flag=True, group=OUTPUT, help="Exit with 0 even if there are findings.")
@option("--show-files", is_flag=True, group=FILES, help="Print the files that would be checked, and stop.")
@option("--show-settings", is_flag=True, group=FILES, help="Print the settings that would hold, and stop.")
@option("-w", "--watch", is_flag=True, group=OUTPUT, help="Check again whenever a file changes, until interrupted.")
@option("--timing", is_flag=True, group=OTHER, help="Say on standard error what took how long: stages, and the slowest entries.")
@option("-s", "--silent", is_flag=True, group=OUTPUT, help="Print nothing; only the exit code tells.")
@options.shared
@exits
def check(silent: bool, watch: bool, **given: Any) -> int:
    """Find scope mistakes in files and folders (by default, in the current folder)."""
    if silent and watch:
        raise click.UsageError("--silent and --watch do not go together")
    with silence() if silent else nullcontext():
        return _check(silent=silent, watch=watch, **given)


def _check(show_files: bool, show_settings: bool, write_baseline: bool, watch: bool, silent: bool, timing: bool, **given: Any) -> int:
    from msgspec.structs import replace

    from scopelint import runner

    printing = Printing(**{name: given.pop(name) for name in Printing.__struct_fields__})
    fixes = Fixes(**{name: given.pop(name) for name in Fixes.__struct_fields__})
    add_noqa, ignore_noqa = given.pop("add_noqa"), given.pop("ignore_noqa")
    changing = {"--fix": fixes.wanted, "--write-baseline": write_baseline, "--add-noqa": add_noqa, "--watch": watch}
    if sum(changing.values()) > 1:
        raise click.UsageError(f"{' and '.join(flag for flag, given in changing.items() if given)} do not go together")
    request = replace(options.request(**given), baseline=not write_baseline, noqa=not ignore_noqa)
    if watch and request.stdin_name is not None:
        raise click.UsageError("--watch looks at files, and standard input does not change")
    if add_noqa and request.stdin_name is not None:
        raise click.UsageError("--add-noqa writes files, and cannot change standard input")
    if fixes.wanted or add_noqa:
        request = replace(request, cache=False)  # whether a change holds is seen in the traces, which are not kept
    if show_files:
        put(file.shown for part in runner.plan(request).parts for file in part.files)
        return OK
    if show_settings:
        from scopelint.report import settings as settings_report

        put(settings_report.text(runner.settings_of(request)))
        return OK
    if watch:
        from scopelint.cli.watching import watched

        return watched(request, lambda: _report(_checked(request, printing.quiet), request, printing))
    checked = _checked(request, silent or printing.quiet)
    if timing and checked.timing is not None:
        from scopelint.report import summary

        say(summary.timing(checked.timing.stages, checked.timing.slowest(_SLOWEST)))
    if write_baseline:
        return _write_baseline(checked, request)
    if add_noqa:
        from scopelint.cli import mending

        return mending.add_noqa(request, checked)
    if fixes.wanted:
        from scopelint.cli import mending

        printed = None if silent or fixes.fix_only or fixes.diff else lambda left, show: _report(left, request, printing, show)
        return mending.mend(request, checked, fixes, printing, printed)
    if silent:
        return code(checked, printing)
    return _reported(checked, request, printing, keep=not timing)


def _reported(checked: Checked, request: Request, printing: Printing, *, keep: bool) -> int:
    """Print the report, and remember it for the next time that the command is given so."""
    from scopelint.report.escape import printable

    command = click.get_current_context().find_object(Command)
    seen, analysis = checked.seen, checked.analysis
    if command is None or not keep or seen is None or printing.output_file is not None or checked.problems or checked.notes:
        return _report(checked, request, printing)
    out: list[str] = []
    err: list[str] = []
    ended = _report(
        checked, request, printing, lambda lines: put(_copied(lines, out)), lambda lines: say(_copied(map(printable, lines), err))
    )
    if not analysis.could_not:
        answer = Answer(ended, "".join(out), "".join(err))
        command.keep(answer, seen.files, seen.besides, (*seen.folders, *seen.searched))
    return ended


def _copied(lines: Iterable[str], copy: list[str]) -> Iterator[str]:
    for line in lines:
        copy.append(f"{line}\n")
        yield line


def _checked(request: Request, quiet: bool) -> Checked:
    from scopelint import runner
    from scopelint.cli import progress
    from scopelint.timing import Timing

    with progress.shown(quiet) as watcher:
        return runner.check(request, Timing(watcher))


def _report(checked: Checked, request: Request, printing: Printing, show: Show = put, tell: Show = say) -> int:
    from scopelint.report import formats, summary

    analysis = checked.analysis
    found = findings(checked, request, options.style(printing.color, to_file=printing.output_file is not None))
    if printing.statistics:
        lines = formats.statistics_json(found) if printing.output_format.startswith("json") else formats.statistics(found)
    else:
        lines = formats.FORMATS[printing.output_format](found)
    if printing.output_file is None:
        show(lines)
    else:
        put_into(Path(printing.output_file), lines)
    if printing.verbose:
        tell(f"file: {file.shown}" for file in analysis.files)
    tell(summary.problems(checked.problems, verbose=printing.verbose))
    tell(summary.remarks(checked.remarks))
    tell(f"warning: {note}" for note in checked.notes)
    if not analysis.files and not checked.problems:
        tell(summary.nothing_to_do())
    if not printing.quiet:
        tell(summary.findings(checked.diagnostics, len(analysis.files), checked.hidden, checked.known, checked.stale))
        tell(summary.fixes(found))
        tell(summary.not_analysed(analysis.failures, len(analysis.gaps), "--select TFS902"))
    return code(checked, printing)


def findings(checked: Checked, request: Request, style: Style) -> Findings:
    """What a format needs to report a check."""
    import scopelint
    from scopelint.report.base import Findings
    from scopelint.rules import registry

    sources = checked.analysis.sources
    version = scopelint.__version__
    return Findings(checked.diagnostics, sources.lines, registry.rule, sources.notebook, request.cwd, version, style, checked.unsafe)


def _write_baseline(checked: Checked, request: Request) -> int:
    from scopelint import baseline, runner
    from scopelint.report import summary

    file = runner.baseline_file(checked.analysis) or request.cwd / baseline.DEFAULT
    number = baseline.write(checked.diagnostics, checked.analysis.sources.lines, request.cwd, file, runner.looked_for(checked.analysis))
    say(summary.problems(checked.problems, verbose=False))
    say([f"{file}: {summary.count(number, 'finding')} written."])
    return COULD_NOT if checked.analysis.could_not or checked.problems else OK


def code(checked: Checked, printing: Printing) -> int:
    """The exit code of a check."""
    if checked.analysis.could_not or checked.problems:
        return COULD_NOT
    return FINDINGS if checked.diagnostics and not printing.exit_zero else OK
