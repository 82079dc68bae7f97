"""Applying fixes until none is left, and what is not kept. Rules of the tests' own propose what no rule would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scopelint import fixing, runner
from scopelint.fixing import Fixed
from scopelint.model import Applicability, Change, Diagnostic, Edit, Fix, Repair, Rewrite, Severity
from scopelint.rules import Record, registry
from scopelint.rules.base import Meta, Rule
from scopelint.trace import Outcome

META = Meta("TFS999", "made-up", Severity.WARNING, "what this test makes up", fix=Applicability.SAFE)

RULES = registry.all_rules()


def fixed(folder: Path, program: str, *, unsafe: bool = False, **settings: object) -> tuple[Fixed, str]:
    """The outcome, and the text of the program afterwards."""
    (folder / "m.py").write_text(program, encoding="utf-8")
    request = runner.Request(("m.py",), folder, said={"unsafe-fixes": unsafe, **settings})
    outcome = fixing.fixed(request, runner.check(request))
    assert (folder / "m.py").read_text(encoding="utf-8") == program, "nothing is written"
    return outcome, next((one.after.decode() for one in outcome.changed), program)


def made_up(monkeypatch: pytest.MonkeyPatch, *rewrites: tuple[str, Applicability, Change, str]) -> None:
    """A rule that finds each variable of these names, and proposes to rewrite the call that makes it."""

    def check(record: Record) -> Iterator[Diagnostic]:
        for trace in record.traces:
            for event in trace.variables:
                for name, applicability, change, text in rewrites:
                    if str(event.name) == name and event.outcome is Outcome.CREATE:
                        rewrite = Rewrite(event.context.site, change, "shape", 1, text)
                        repair = Repair("mend", applicability, (rewrite,))
                        yield META.at(event.context, "made up", variable=name, repair=repair)

    monkeypatch.setattr(registry, "all_rules", lambda: (*RULES, Rule(META, "", check)))


W = 'import tensorflow as tf\ntf.get_variable("w", [1])\ntf.get_variable("v", [1])\n'


def test_unsafe_fix_is_applied_when_it_is_wanted(tmp_path: Path) -> None:
    program = 'import tensorflow as tf\nfor _ in "ab":\n    with tf.variable_scope("a"):\n        tf.get_variable("w", [1])\n'
    outcome, text = fixed(tmp_path, program)
    assert text == program
    assert [d.code for d in outcome.checked.diagnostics] == ["TFS105"]
    outcome, text = fixed(tmp_path, program, unsafe=True)
    assert text == program.replace('"a")', '"a", reuse=tf.AUTO_REUSE)')
    assert [d.code for d in outcome.mended] == ["TFS105"]
    assert (outcome.checked.diagnostics, outcome.not_kept) == ((), ())


def test_rules_whose_fixes_are_not_wanted(tmp_path: Path) -> None:
    program = 'import tensorflow as tf\nfor _ in "ab":\n    with tf.variable_scope("a"):\n        tf.get_variable("w", [1])\n'
    for settings in ({"unfixable": ["TFS1"]}, {"fixable": ["TFS101"]}):
        outcome, text = fixed(tmp_path, program, unsafe=True, **settings)
        assert text == program
        assert [d.fix for d in outcome.checked.diagnostics] == [None]
    _, text = fixed(tmp_path, program, unsafe=True, fixable=["TFS1"], unfixable=["TFS106"])
    assert text != program


def test_one_edit_for_two_findings(tmp_path: Path) -> None:
    program = (
        'import tensorflow as tf\nwith tf.variable_scope("a"):\n    tf.get_variable("w", [1])\n    tf.get_variable("v", [1])\n'
        'with tf.variable_scope("a"):\n    try:\n        tf.get_variable("w", [1])\n    finally:\n        tf.get_variable("v", [1])\n'
    )
    outcome, text = fixed(tmp_path, program, unsafe=True)
    assert text.count("AUTO_REUSE") == 1
    assert outcome.checked.diagnostics == ()


def test_safe_fix_that_changes_variables_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_up(monkeypatch, ("w", Applicability.SAFE, Change.CALLEE, "Variable"))
    outcome, text = fixed(tmp_path, W, select=["TFS999"])
    assert text == W
    assert [one.reason for one in outcome.not_kept] == ["it would change which variables there are"]
    assert [(d.code, d.fix) for d in outcome.checked.diagnostics] == [("TFS999", None)]
    assert outcome.mended == ()


def test_fix_that_leaves_its_finding_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_up(monkeypatch, ("w", Applicability.SAFE, Change.SET, "[2]"))
    outcome, text = fixed(tmp_path, W, select=["TFS999"])
    assert text == W
    assert [one.reason for one in outcome.not_kept] == ["the finding would stay"]


def test_fix_that_breaks_the_syntax_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_up(monkeypatch, ("w", Applicability.UNSAFE, Change.SET, "("))
    outcome, text = fixed(tmp_path, W, unsafe=True, select=["TFS999"])
    assert text == W
    assert [one.reason for one in outcome.not_kept] == ["the file could not be read as Python any more"]


def test_fix_that_makes_an_error_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = W.replace('get_variable("v", [1])', 'get_variable(shape=[1], name="v")')
    made_up(monkeypatch, ("v", Applicability.UNSAFE, Change.RENAME, "dtype"))
    outcome, text = fixed(tmp_path, program, unsafe=True, select=["TFS999", "TFS1"])
    assert text == program
    assert [one.reason for one in outcome.not_kept] == ["it would lead to TFS111 (variable-shape-missing) at line 3"]


def test_the_others_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of four fixes does not hold: it is found by trying halves."""
    names = "abcd"
    made_up(monkeypatch, *((name, Applicability.UNSAFE, Change.SET if name == "c" else Change.CALLEE, "print") for name in names))
    program = "import tensorflow as tf\n" + "".join(f'tf.get_variable("{name}", [1])\n' for name in names)
    outcome, text = fixed(tmp_path, program, unsafe=True, select=["TFS999"])
    assert text.count("tf.print") == 3
    assert [(one.diagnostic.variable, one.reason) for one in outcome.not_kept] == [("c", "the finding would stay")]
    assert sorted(d.variable or "" for d in outcome.mended) == ["a", "b", "d"]
    assert [(d.variable, d.fix, d.site.span.line) for d in outcome.checked.diagnostics] == [("c", None, 4)]


def test_places_move_with_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused fix stays refused when fixes above it have moved its line."""
    made_up(monkeypatch, ("w", Applicability.UNSAFE, Change.SET, "\n  [1]"), ("v", Applicability.SAFE, Change.SET, "[\n2]"))
    outcome, _ = fixed(tmp_path, W, unsafe=True, select=["TFS999"])
    assert sorted(one.diagnostic.variable or "" for one in outcome.not_kept) == ["v", "w"]
    assert len(outcome.checked.diagnostics) == 2


def test_rounds_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two fixes that undo each other."""
    monkeypatch.setattr(fixing, "ROUNDS", 3)

    def check(record: Record) -> Iterator[Diagnostic]:
        for trace in record.traces:
            for event in trace.variables:
                other = "v" if str(event.name) == "w" else "w"
                rewrite = Rewrite(event.context.site, Change.SET, "name", 0, f'"{other}"')
                yield META.at(event.context, "made up", variable=str(event.name), repair=Repair("m", Applicability.UNSAFE, (rewrite,)))

    monkeypatch.setattr(registry, "all_rules", lambda: (*RULES, Rule(META, "", check)))
    monkeypatch.setattr(fixing, "_objection", lambda *arguments: None)
    program = 'import tensorflow as tf\ntf.get_variable("w", [1])\n'
    outcome, text = fixed(tmp_path, program, unsafe=True, select=["TFS999"])
    assert text == program.replace('"w"', '"v"')
    assert len(outcome.mended) == 3


def test_file_that_changes_meanwhile_is_left_alone(tmp_path: Path) -> None:
    program = 'import tensorflow as tf\nfor _ in "ab":\n    with tf.variable_scope("a"):\n        tf.get_variable("w", [1])\n'
    (tmp_path / "m.py").write_text(program, encoding="utf-8")
    request = runner.Request(("m.py",), tmp_path, said={"unsafe-fixes": True})
    checked = runner.check(request)
    (tmp_path / "m.py").write_text(f"# new\n{program}", encoding="utf-8")
    outcome = fixing.fixed(request, checked)
    assert outcome.changed == ()
    assert [one.reason for one in outcome.not_kept] == ["it cannot be read any more, or has changed"]


def test_fixes_that_overlap_wait() -> None:
    """Of fixes whose edits overlap the first is chosen, and those that do the same."""
    from scopelint import fix
    from scopelint.model import Site, Span

    def mended(line: int, column: int, end: int, content: str) -> Diagnostic:
        edit = Edit(Span(line, column, line, end), content)
        site = Site("m.py", Span(line, 1, line, 9))
        return Diagnostic("TFS101", "n", Severity.ERROR, "m", site, fix=Fix("f", Applicability.SAFE, (edit,)))

    one, same, over, beside = mended(1, 1, 5, "a"), mended(1, 1, 5, "a"), mended(1, 4, 6, "b"), mended(1, 5, 6, "c")
    insert, other = mended(2, 1, 1, "x"), mended(2, 1, 1, "y")
    chosen = fix.batch([one, same, over, beside, insert, other])
    assert [d is e for d, e in zip(chosen.mended, (one, same, beside, insert), strict=True)] == [True] * 4
    assert [edit.content for edit in chosen.edits["m.py"]] == ["a", "c", "x"]
