"""`scopelint check --fix` and what belongs to it, as users meet it."""

from __future__ import annotations

import json
import stat
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.test_cli import CLEAN, check, here, run, write

__all__ = ["here"]

LOOP: Final = 'import tensorflow as tf\n\nfor _ in range(2):\n    with tf.variable_scope("net"):\n        tf.get_variable("w", [1])\n'
SHARED: Final = LOOP.replace('"net"', '"net", reuse=tf.AUTO_REUSE')
NO_NAME: Final = "import tensorflow as tf\nwith tf.variable_scope(None):\n    pass\n"
"""What has no fix."""

UNSAFE: Final = ("--fix", "--unsafe-fixes")


def text(name: str = "m") -> str:
    return Path(f"{name}.py").read_bytes().decode()


def test_summary_counts_fixes(here: Path) -> None:
    write(m=LOOP)
    assert run("check").stderr.splitlines()[1] == "1 fixable with --fix --unsafe-fixes."
    assert run("check", "--unsafe-fixes").stderr.splitlines()[1] == "[*] 1 fixable with --fix."
    assert run("check", "--output-format", "concise").stdout.startswith("m.py:5:9: TFS105 A later")
    assert run("check", "--output-format", "concise", "--unsafe-fixes").stdout.startswith("m.py:5:9: TFS105 [*] A later")
    assert "= fix (unsafe): open the scope with reuse=tf.AUTO_REUSE" in run("check").stdout
    assert "[*]" in run("check", "--statistics", "--unsafe-fixes").stdout
    assert text() == LOOP


def test_unsafe_fixes_need_their_flag(here: Path) -> None:
    write(m=LOOP)
    result = run("check", "--fix")
    assert (result.exit_code, text()) == (1, LOOP)
    assert "TFS105" in result.stdout
    result = run("check", *UNSAFE)
    assert (result.exit_code, result.stdout, text()) == (0, "", SHARED)
    assert result.stderr == "Fixed 1 finding in 1 file.\nNothing found in 1 file.\n"
    assert run("check", *UNSAFE).stderr == "Nothing found in 1 file.\n"


def test_settings_for_fixes(here: Path) -> None:
    Path("scopelint.toml").write_text("unsafe-fixes = true\n")
    write(m=LOOP)
    assert run("check", "--fix", "--no-unsafe-fixes").exit_code == 1
    assert run("check", "--fix", "--unfixable", "TFS105").exit_code == 1
    assert text() == LOOP
    assert run("check", "--fix").exit_code == 0
    assert text() == SHARED


def test_what_is_left_is_shown(here: Path) -> None:
    write(m=LOOP, bad=NO_NAME)
    result = run("check", *UNSAFE, "--output-format", "concise")
    assert result.exit_code == 1
    assert [line.split(" ")[0] for line in result.stdout.splitlines()] == ["bad.py:2:6:"]
    assert text() == SHARED


def test_exit_codes(here: Path) -> None:
    write(m=LOOP)
    assert run("check", *UNSAFE, "--exit-non-zero-on-fix").exit_code == 1
    assert run("check", *UNSAFE, "--exit-non-zero-on-fix").exit_code == 0
    write(bad=NO_NAME, m=LOOP)
    result = run("check", "--fix-only", "--unsafe-fixes")
    assert (result.exit_code, result.stdout, text()) == (0, "", SHARED)
    assert run("check", *UNSAFE).exit_code == 1
    assert run("check", *UNSAFE, "--exit-zero").exit_code == 0
    for flags in (["--watch"], ["--write-baseline"]):
        assert run("check", "--fix", *flags).exit_code == 2


def test_diff(here: Path) -> None:
    write(m=LOOP, clean=CLEAN)
    result = run("check", "--diff", "--unsafe-fixes")
    assert (result.exit_code, text()) == (1, LOOP)
    assert result.stderr == "Would fix 1 finding in 1 file.\n"
    assert run("check", "--diff").stderr == "Would fix nothing.\n1 more with --unsafe-fixes.\n"
    Path("m.patch").write_text(result.stdout)
    subprocess.run(["git", "apply", "-p0", "m.patch"], check=True)
    assert text() == SHARED
    assert run("check", "--diff", "--unsafe-fixes").exit_code == 0


def test_diff_of_a_file_with_odd_ends(here: Path) -> None:
    Path("m.py").write_bytes(LOOP.replace("\n", "\r\n").rstrip().encode())
    Path("m.patch").write_bytes(run("check", "--diff", "--unsafe-fixes").stdout_bytes)
    subprocess.run(["git", "apply", "-p0", "m.patch"], check=True)
    assert text() == SHARED.replace("\n", "\r\n").rstrip()


def test_show_fixes(here: Path) -> None:
    write(m=LOOP, n=LOOP)
    result = run("check", *UNSAFE, "--show-fixes")
    assert result.stderr.splitlines()[:5] == [
        "Fixed 2 findings in 2 files:",
        "  m.py:",
        "    1 x TFS105 (variable-in-loop)",
        "  n.py:",
        "    1 x TFS105 (variable-in-loop)",
    ]


def test_standard_input(here: Path) -> None:
    result = run("check", *UNSAFE, "--stdin-filename", "m.py", "-", stdin=LOOP.replace("\n", "\r\n").encode("latin-1"))
    assert result.stdout_bytes == SHARED.replace("\n", "\r\n").encode()
    assert (result.exit_code, result.stderr) == (0, "Fixed 1 finding in 1 file.\nNothing found in 1 file.\n")
    result = run("check", "--fix", "-", stdin=LOOP.encode())
    assert (result.exit_code, result.stdout_bytes) == (1, LOOP.encode())
    assert "TFS105" in result.stderr
    result = run("check", "--diff", "--unsafe-fixes", "-", stdin=LOOP.encode())
    assert result.stdout.startswith("--- stdin.py\n+++ stdin.py\n")
    assert not list(here.iterdir())


def test_mode_and_links(here: Path) -> None:
    write(real=LOOP)
    Path("real.py").chmod(0o640)
    Path("m.py").symlink_to("real.py")
    assert run("check", *UNSAFE).exit_code == 0
    assert Path("m.py").is_symlink()
    assert text("real") == SHARED
    assert stat.S_IMODE(Path("real.py").stat().st_mode) == 0o640


def test_file_that_cannot_be_written(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(m=LOOP)
    monkeypatch.setattr("os.access", lambda *arguments: False)
    result = run("check", "--output-format", "concise", *UNSAFE)
    assert (result.exit_code, text()) == (2, LOOP)
    assert "error: m.py: not fixed: it cannot be written: it is read-only" in result.stderr
    assert "Fixed" not in result.stderr
    assert result.stdout.startswith("m.py:5:9: TFS105")
    result = run("check", "--add-noqa")
    assert (result.exit_code, text()) == (2, LOOP)
    assert result.stderr.endswith("Added 0 comments in 0 files.\n")


def test_notebook(here: Path) -> None:
    cells = [{"cell_type": "code", "source": ["%matplotlib inline\n", "import tensorflow as tf"]}, {"cell_type": "markdown", "source": "#"}]
    cells.append({"cell_type": "code", "source": LOOP.splitlines(keepends=True)[2:], "metadata": {}, "outputs": [], "execution_count": 3})
    Path("n.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n")
    before = Path("n.ipynb").read_text()
    (found,) = check()
    assert found["fix"]["edits"][0]["location"] == {"row": 2, "column": 33}
    assert run("check", *UNSAFE).exit_code == 0
    assert Path("n.ipynb").read_text() == before.replace('\\"net\\"', '\\"net\\", reuse=tf.AUTO_REUSE')


def test_json(here: Path) -> None:
    write(m=LOOP)
    (found,) = check()
    end = {"row": 4, "column": 33}
    edit = {"content": ", reuse=tf.AUTO_REUSE", "location": end, "end_location": end}
    message = "open the scope with reuse=tf.AUTO_REUSE, so that what exists is shared"
    assert found["fix"] == {"applicability": "unsafe", "message": message, "edits": [edit]}


def test_sarif(here: Path) -> None:
    write(m=LOOP)
    (found,) = json.loads(run("check", "--output-format", "sarif").stdout)["runs"][0]["results"]
    (fix,) = found["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "m.py"
    region = {"startLine": 4, "startColumn": 33, "endLine": 4, "endColumn": 33}
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": ", reuse=tf.AUTO_REUSE"}}]


def test_file_that_is_only_read_is_not_mended(here: Path) -> None:
    """The mistake is in a file that was not given."""
    write(m=LOOP, main="import m\n")
    assert run("check", *UNSAFE, "main.py").exit_code in (0, 1)
    assert text() == LOOP


def test_add_noqa(here: Path) -> None:
    write(m=LOOP, bad="import tensorflow as tf\nwith tf.variable_scope(\n    None):  # noqa: E501\n    pass\n", clean=CLEAN)
    result = run("check", "--add-noqa")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Added 2 comments in 2 files.\n")
    assert text() == LOOP.replace("[1])", "[1])  # noqa: TFS105")
    assert text("bad") == "import tensorflow as tf\nwith tf.variable_scope(\n    None):  # noqa: E501, TFS108\n    pass\n"
    assert text("clean") == CLEAN
    assert run("check").exit_code == 0
    assert run("check", "--ignore-noqa", "--statistics").stdout.split()[1::3] == ["TFS105", "TFS108"]
    assert run("check", "--add-noqa", "-", stdin=LOOP.encode()).exit_code == 2


def test_misspelt_comment_where_the_analysis_stopped(here: Path) -> None:
    comment = "# scopelint: ignore[duplicate_variable, TFS101]"
    write(m=f"import tensorflow as tf\nimport house\nwith house.scope():\n    tf.get_variable('w', [1])  {comment}\n")
    result = run("check", "--output-format", "concise")
    assert result.stdout == "m.py:4:32: TFS302 [*] There is no rule duplicate_variable.\n"
    assert run("check", "--fix").exit_code == 0
    assert text().endswith("  # scopelint: ignore[TFS101]\n")


def test_remarks_and_unused_comments(here: Path) -> None:
    write(m=CLEAN.replace("\n\n", "  # noqa: TFS\n\n").replace("4])", "4])  # noqa: TFS101, E501"))
    result = run("check", "--output-format", "concise")
    assert result.stdout == "m.py:3:31: TFS302 [*] This comment suppresses TFS101, which finds nothing here.\n"
    assert "warning: m.py:1: `# noqa:` suppresses nothing: codes are wanted after the colon" in result.stderr
    assert run("check", "--fix").exit_code == 0
    assert text().endswith("4])  # noqa: E501\n")
