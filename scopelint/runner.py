"""The composer: from path arguments to what `check` and `names` report.

Flows in: a `Request`. Flows out: `Checked` or `Named`, plain data with all that a report and an exit code need. Composes the stages
(`planning`, `tracing`, `rules`, `fix`); known to the command line, the language server and the flake8 plugin alone.

Files are analysed with the settings of the nearest folder that has any, those that share settings together. What is given says what to
report on: `check` runs, besides, every script of the project that imports a given file, so that a file has the same findings whatever is
given beside it, and each finding is told with the file in which it lies.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from scopelint import baseline, discover, settings, suppress
from scopelint.answers import Answer, Answers
from scopelint.cache import Store
from scopelint.caching import Caches, Looking
from scopelint.context import Sharing, importers
from scopelint.discover import SourceFile
from scopelint.ignores import PerFileIgnores
from scopelint.inventory import Gap, Inventory, inventory
from scopelint.model import Diagnostic, Edit, ParseFailure, Problem
from scopelint.rules import Record, Rule, registry
from scopelint.rules import check as check_rules
from scopelint.runs.planning import STDIN, Part, Plan, Request, check_selectors, plan, settings_of
from scopelint.seen import Seen
from scopelint.settings import Loaded
from scopelint.sources import Sources
from scopelint.suppress import UNUSED, Suppressions
from scopelint.timing import Timing
from scopelint.trace import Trace

__all__ = [
    "MISTAKES",
    "STDIN",
    "Analysis",
    "Checked",
    "Named",
    "Request",
    "baseline_file",
    "check",
    "check_selectors",
    "looked_for",
    "names",
    "plan",
    "settings_of",
]

MISTAKES: Final = (settings.SettingsError, registry.UnknownRuleError, baseline.BaselineError)
"""What `check` raises where settings cannot be used: the user's to mend."""


class Analysis(msgspec.Struct, frozen=True):
    """What one run knows.

    Attributes:
        loaded: the settings, those of the first file where several files have settings of their own.
        sources: where reports get lines from.
        files: what was given.
        traces: what each entry does.
        failures: the given files that could not be read.
        unread: files that were not given but imported, and could not be read.
        problems: what scopelint itself failed at.
        known_gaps: the gaps of entries whose traces are not at hand: an earlier run has found them.
    """

    loaded: Loaded
    sources: Sources
    files: tuple[SourceFile, ...]
    traces: tuple[Trace, ...]
    failures: tuple[ParseFailure, ...]
    unread: tuple[ParseFailure, ...]
    problems: tuple[Problem, ...]
    known_gaps: frozenset[Gap] = frozenset()

    @property
    def analysed(self) -> int:
        """How many of the files were analysed."""
        return len(self.files) - sum(not failure.in_part for failure in self.failures)

    @property
    def gaps(self) -> frozenset[Gap]:
        """The places at which the analysis stopped following the program."""
        return self.known_gaps | frozenset(inventory(self.traces, self.unread).gaps)

    @property
    def could_not(self) -> bool:
        """Whether work was asked for that could not be done."""
        unreadable = any(failure.unreadable for failure in self.failures)
        return bool(self.problems) or unreadable or (bool(self.files) and self.analysed == 0)


class Checked(msgspec.Struct, frozen=True):
    """The findings to report.

    Attributes:
        hidden: how many possible ones were not asked for.
        problems: what scopelint failed at, in the analysis, too.
        known: how many are left out because the baseline has them.
        stale: how many findings of the baseline are no longer found.
        unsafe: the files whose settings want unsafe fixes.
        remarks: what is worth a warning, and no finding: comments that seem to suppress and do not.
        timing: what took how long.
        seen: all that was looked at; None where that is not known, or more than files and folders.
        notes: what the user may want to know, and what changes no answer: a cache that cannot be used.
    """

    analysis: Analysis
    diagnostics: tuple[Diagnostic, ...]
    hidden: int
    problems: tuple[Problem, ...]
    known: int = 0
    stale: int = 0
    unsafe: frozenset[str] = frozenset()
    remarks: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    timing: Timing | None = None
    seen: Seen | None = None


class Named(msgspec.Struct, frozen=True):
    """The inventory to report."""

    analysis: Analysis
    inventory: Inventory


def check(request: Request, timing: Timing | None = None) -> Checked:
    """Analyse, and let the chosen rules speak.

    Args:
        timing: is told what takes how long.

    Raises:
        settings.SettingsError: the settings cannot be used.
        registry.UnknownRuleError: a rule is selected or ignored that does not exist.
        baseline.BaselineError: the baseline cannot be used.
    """
    timing = timing or Timing()
    with timing.stage("find"):
        planned = plan(request)
    caches = _caches(request)
    try:
        checked = [_check_part(part, planned, request, caches, timing) for part in planned.parts]
    finally:
        with timing.stage("cache"):
            notes = (*_missing(planned), *caches.close())
    analysis = _together([one.analysis for one in checked], planned, request)
    diagnostics = sorted((d for one in checked for d in one.diagnostics), key=lambda d: (d.site, d.code, d.variable or ""))
    problems = (*planned.problems, *(problem for one in checked for problem in one.problems))
    unsafe = frozenset(name for one in checked for name in one.unsafe)
    remarks = tuple(remark for one in checked for remark in one.remarks)
    hidden = sum(one.hidden for one in checked)
    seen = _seen_together(checked, planned)
    together = Checked(
        analysis, tuple(diagnostics), hidden, problems, unsafe=unsafe, remarks=remarks, notes=notes, timing=timing, seen=seen
    )
    return _without_known(together, request) if request.baseline else together


def _missing(planned: Plan) -> Iterable[str]:
    """Folders that the settings name and that are not there: what they were to say, nobody says."""
    named = (
        (key, part.loaded.folder / one) for part in planned.parts for key in ("src", "stubs") for one in getattr(part.loaded.settings, key)
    )
    return dict.fromkeys(f"`{key}`: {folder}: no such folder" for key, folder in named if not os.path.isdir(folder))


def _seen_together(checked: Sequence[Checked], planned: Plan) -> Seen | None:
    """What was looked at for all parts, where files and folders tell all of it."""
    together = Seen(searched=set(planned.searched))
    for one in checked:
        loaded = one.analysis.loaded
        if one.seen is None or one.seen.places or loaded.settings.baseline is not None:
            return None
        together.add(one.seen)
        for path in (*loaded.layers, settings.user_file()):
            together.besides.add(str(path))
    return None if together.torn else together


def baseline_file(analysis: Analysis) -> Path | None:
    """Where the baseline lies, if the settings name one."""
    named = analysis.loaded.settings.baseline
    return None if named is None else Path(os.path.normpath(analysis.loaded.folder / named))


def looked_for(analysis: Analysis) -> baseline.LookedFor:
    """What could have been found; where several files have settings of their own, by the first's rules."""
    said = analysis.loaded.settings
    rules = registry.chosen(said.select, said.ignore, said.extend_select)
    return baseline.LookedFor(frozenset(one.shown for one in analysis.files), frozenset(rule.meta.code for rule in rules))


def _without_known(checked: Checked, request: Request) -> Checked:
    file = baseline_file(checked.analysis)
    if file is None:
        return checked
    compared = baseline.compare(
        checked.diagnostics, baseline.read(file), checked.analysis.sources.lines, request.cwd, file, looked_for(checked.analysis)
    )
    return replace(checked, diagnostics=compared.new, known=compared.known, stale=sum(compared.stale.values()))


def names(request: Request) -> Named:
    """Analyse, and list every request for a variable.

    Raises:
        settings.SettingsError: the settings cannot be used.
    """
    planned = plan(request)
    caches = _caches(request)
    try:
        parts = [analyse(part, part.files, planned, request, _looking(caches.of(part.loaded))) for part in planned.parts]
    finally:
        caches.close()
    analysis = _together(parts, planned, request)
    return Named(analysis, inventory(analysis.traces, (*analysis.failures, *analysis.unread)))


def _looking(store: Store | None, timing: Timing | None = None) -> Looking:
    """What is seen is noted where something of it can be kept."""
    return Looking(None if store is None else Seen(), store, timing or Timing())


def analyse(part: Part, scripts: Sequence[SourceFile], planned: Plan, request: Request, looking: Looking) -> Analysis:
    """Run every entry in `scripts`, to tell about the files of the part."""
    python_2 = part.loaded.settings.python2
    sources = Sources(
        request.cwd, planned.unsaved, looking.seen, looking.kept, python_2=python_2, timing=looking.timing, words=suppress.WORDS
    )
    if not part.files:
        return Analysis(part.loaded, sources, (), (), (), (), ())
    from scopelint.runs import side_by_side  # not needed where an earlier answer holds

    with looking.timing.stage("run"):
        traces, problems = side_by_side.run(scripts, sources, part, request.cwd, looking, request.jobs)
    given = {file.shown for file in part.files}
    failed = sources.failures()
    failures = tuple(failure for failure in failed if failure.path in given)
    unread = tuple(failure for failure in failed if failure.path not in given)
    return Analysis(part.loaded, sources, part.files, traces, failures, unread, (*sources.problems, *problems))


def _check_part(part: Part, planned: Plan, request: Request, caches: Caches, timing: Timing) -> Checked:
    """The answer of an earlier run, where nothing has changed since; else a new one."""
    check_selectors(part.loaded)
    store = caches.of(part.loaded)
    if store is None or not part.files:
        return _check_anew(part, planned, request, _looking(None, timing))
    answers = Answers(store, part.loaded, part.roots)
    wanted = replace(request, paths=(), said={}, config=None, jobs=1)  # what these say is in the files and in the settings
    question = repr(([(file.shown, str(file.path), file.named) for file in part.files], wanted))
    with timing.stage("cache"):
        found = answers.get(question)
    if found is not None:
        known, seen = found
        sources = Sources(request.cwd)
        analysis = Analysis(part.loaded, sources, part.files, (), known.failures, known.unread, (), known.gaps)
        unsafe = frozenset(file.shown for file in part.files if part.loaded.settings.unsafe_fixes)
        return Checked(analysis, known.diagnostics, known.hidden, (), unsafe=unsafe, remarks=known.remarks, seen=seen)
    looking = _looking(store, timing)
    new = _check_anew(part, planned, request, looking)
    if new.problems or looking.seen is None or looking.seen.torn:
        return new
    made = new.analysis
    answers.put(question, Answer(new.diagnostics, new.hidden, made.failures, made.unread, made.gaps, new.remarks), looking.seen)
    return replace(new, seen=looking.seen)


def _caches(request: Request) -> Caches:
    """A text that is not saved is no matter for a cache."""
    return Caches(request.cwd, used=request.cache and request.stdin is None and not request.unsaved)


def _check_anew(part: Part, planned: Plan, request: Request, looking: Looking) -> Checked:
    loaded = part.loaded
    said = loaded.settings
    rules = registry.chosen(said.select, said.ignore, said.extend_select)
    ignores = PerFileIgnores(loaded.ignores, request.cwd)
    scripts = _with_importers(part.files, part, planned, request, looking.seen)
    given = {file.shown for file in part.files}
    around = request.context and said.follow_imports == "normal"
    sharing = Sharing(loaded, request.cwd, planned.unsaved, looking.seen) if around else None
    analysis = analyse(part, scripts, planned, request, looking)
    with looking.timing.stage("rules"):
        elsewhere = sharing.elsewhere if sharing else None
        record = Record(
            analysis.traces, analysis.failures, analysis.unread, cells=analysis.sources.cell_and_row, shared_elsewhere=elsewhere
        )
        checked = check_rules(record, rules)
    suppressions = Suppressions(lambda path: _commented(path, analysis.sources) if request.noqa else None)
    left = suppressions.left(checked.diagnostics)
    told = given | {failure.path for failure in analysis.unread}
    spoken = [d for d in left if (d.site.path in told or d.concerns & given) and not ignores.cover(d)]
    readable = sorted(given - {failure.path for failure in analysis.failures if not failure.in_part})
    spoken += [d for d in _unused(suppressions, readable, rules, analysis) if not ignores.cover(d)]
    fixed = _with_fixes([d for d in spoken if d.certain or said.certainty == "possible"], part, analysis.sources)
    unsafe = frozenset(given if said.unsafe_fixes else ())
    remarks = (*suppressions.malformed(readable), *(() if rules else (Problem("no rule is on: nothing was looked for"),)))
    problems = (*analysis.problems, *checked.problems)
    return Checked(analysis, tuple(fixed), len(spoken) - len(fixed), problems, unsafe=unsafe, remarks=remarks)


def _commented(path: str, sources: Sources) -> Sequence[str] | None:
    """The lines of a file that may have suppressions; most have none, which their bytes tell sooner."""
    return sources.lines(path) if sources.has_words(path) and sources.content(path) is not None else None


def _unused(suppressions: Suppressions, given: Sequence[str], rules: Sequence[Rule], analysis: Analysis) -> Iterable[Diagnostic]:
    """Findings about suppressions that suppress nothing. In a file in which the analysis stopped somewhere, only what no rule is called."""
    on = frozenset(rule.meta.code for rule in rules)
    if UNUSED not in on:
        return ()
    names = {rule.meta.code: rule.meta.name for rule in registry.all_rules()}
    usual = frozenset(rule.meta.code for rule in registry.chosen(None, ()))
    unused = list(suppressions.unused(given, names, on, usual))
    stopped = {one.site.path for one in unused}.intersection(gap.path for gap in analysis.gaps) if unused else set()
    judged = [one for one in unused if one.site.path not in stopped]
    misspelt = suppressions.unused(sorted(stopped), names, frozenset(), usual)
    return check_rules(Record(unused=(*judged, *misspelt)), rules).diagnostics


def _with_fixes(diagnostics: Sequence[Diagnostic], part: Part, sources: Sources) -> list[Diagnostic]:
    """The findings, with a fix where one can be made: in a given file, by a rule whose fixes are wanted."""
    said = part.loaded.settings
    given = {file.shown for file in part.files}
    wanted = {rule.meta.code for rule in registry.chosen(said.fixable, said.unfixable) if rule.meta.fix is not None}
    able = [d for d in diagnostics if d.repair is not None and d.code in wanted and d.site.path in given]
    if not able:
        return list(diagnostics)
    from scopelint import fix  # not needed for a run that finds nothing

    def fits(path: str, edits: Sequence[Edit]) -> bool:
        content = sources.content(path) if sources.notebook(path) is not None else None
        return content is None or fix.can_be_made(content, path, edits)

    fixed = dict(zip(map(id, able), fix.proposed(able, sources.text, fits), strict=True))
    return [fixed.get(id(d), d) for d in diagnostics]


def _with_importers(files: Iterable[SourceFile], part: Part, planned: Plan, request: Request, seen: Seen | None) -> tuple[SourceFile, ...]:
    """The files, and those of the project that import one of them, directly or not."""
    found = {file.shown: file for file in files}
    if request.context and part.loaded.settings.follow_imports == "normal":
        given = [file.path for file in found.values()]
        for path in importers(given, part.loaded, part.roots, planned.unsaved, seen):
            name = discover.shown(path, request.cwd)
            found.setdefault(name, SourceFile(path, name))
    return tuple(found[name] for name in sorted(found))


def _together(parts: Sequence[Analysis], planned: Plan, request: Request) -> Analysis:
    """The analyses of all parts as one."""
    if len(parts) == 1:
        (only,) = parts
        return replace(only, problems=(*planned.problems, *only.problems))
    return Analysis(
        parts[0].loaded,
        Sources(request.cwd, planned.unsaved),
        tuple(sorted((file for part in parts for file in part.files), key=lambda file: file.shown)),
        tuple(trace for part in parts for trace in part.traces),
        tuple(sorted((one for part in parts for one in part.failures), key=lambda one: one.path)),
        tuple(sorted((one for part in parts for one in part.unread), key=lambda one: one.path)),
        (*planned.problems, *(problem for part in parts for problem in part.problems)),
        frozenset(gap for part in parts for gap in part.known_gaps),
    )
