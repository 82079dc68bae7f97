"""A command that was given before: what it printed is printed again, as long as nothing that could matter has changed."""

from __future__ import annotations

import gc
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scopelint import __main__, again, cli
from scopelint.again import AGAIN, Answer, Command
from scopelint.cache import FOLDER, clean
from scopelint.cli import main

NET = "import tensorflow as tf\n\n\ndef net(x):\n    return tf.get_variable('w', [3]) * x\n"
MAIN = "from lib.net import net\n\nnet(1.0)\nnet(2.0)\n"
Said = tuple[int, str, str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCOPELINT_NO_CACHE", "")
    monkeypatch.chdir(tmp_path)
    for name, text in {"main.py": MAIN, "lib/__init__.py": "", "lib/net.py": NET, "pyproject.toml": "[tool.scopelint]\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / FOLDER).mkdir()
    return tmp_path


class Commands:
    """Gives commands as a terminal does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str, **variables: str) -> tuple[Said, bool]:
        """What a check says, and whether that was said before."""
        ran: list[object] = []

        def noted(**given: Any) -> None:
            ran.append(given)
            main(**given)

        with self._monkeypatch.context() as patched:
            patched.setattr(sys, "argv", ["scopelint", "check", *arguments])
            for name, value in variables.items():
                patched.setenv(name, value)
            patched.setattr(cli, "main", noted)
            patched.setattr(__main__, "_leave", lambda _: None)
            patched.setattr(gc, "set_threshold", lambda *_: None)
            patched.setattr(again, "_DOUBT", self.doubt)
            with pytest.raises(SystemExit) as ended:
                __main__.run()
        out, err = self._capsys.readouterr()
        return (int(ended.value.code or 0), out, err), not ran

    doubt = -3600.0
    """What would be forgotten because it is new is remembered."""

    def fresh(self, *arguments: str) -> Said:
        return self("--no-cache", *arguments)[0]


@pytest.fixture
def say(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(monkeypatch, capsys)


CHANGES: dict[str, Callable[[Path], object]] = {
    "the file itself": lambda p: (p / "main.py").write_text("from lib.net import net\nnet(1.0)\n"),
    "an imported file goes": lambda p: (p / "lib" / "net.py").unlink(),
    "a new file": lambda p: (p / "new.py").write_text("print 'two'\n"),
    "a new package that wins": lambda p: shutil.copytree(p / "lib", p / "lib" / "net"),
    "settings": lambda p: (p / "pyproject.toml").write_text('[tool.scopelint]\nignore = ["ALL"]\n'),
    "settings nearer by": lambda p: (p / "lib" / "scopelint.toml").write_text('ignore = ["ALL"]\n'),
    "an ignore file": lambda p: (p / ".gitignore").write_text("main.py\n"),
    "a repository around": lambda p: (p / "lib" / ".git").mkdir(),
}


def test_the_same_command_says_the_same(project: Path, say: Commands) -> None:
    first, before = say()
    second, known = say()
    assert not before
    assert known
    assert second == first == say.fresh()
    assert first[0] == 1
    assert "TFS106" in first[1]
    assert "Found" in first[2]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(project: Path, say: Commands, change: str) -> None:
    say()
    CHANGES[change](project)
    changed, known = say()
    assert not known
    assert changed == say.fresh()


def test_a_change_of_the_users_own_settings_is_seen(project: Path, say: Commands, tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.mktemp("own")
    (project / "pyproject.toml").unlink()
    here = {"XDG_CONFIG_HOME": str(own)}
    first, _ = say(**here)
    assert say(**here)[1]
    (own / "scopelint").mkdir()
    (own / "scopelint" / "scopelint.toml").write_text('ignore = ["ALL"]\n')
    changed, known = say(**here)
    assert not known
    assert changed != first


def test_another_command_has_another_answer(project: Path, say: Commands) -> None:
    say()
    for arguments, env in ((["--quiet"], {}), (["main.py"], {}), ([], {"FORCE_COLOR": "1"}), ([], {"SCOPELINT_OUTPUT_FORMAT": "json"})):
        assert not say(*arguments, **env)[1]
    for arguments in (["--output-file", "found"], ["--timing"], ["--diff"], ["--no-cache"]):
        say(*arguments)
        assert not say(*arguments)[1]


def test_what_is_new_may_still_change(project: Path, say: Commands) -> None:
    """Times of files are coarse: nothing is remembered of a folder in which something happened just now."""
    say.doubt = 2.0
    say()
    assert not say()[1]
    assert not list((project / FOLDER).glob(f"{AGAIN}*"))


DAMAGES: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: data[:-5],
    lambda data: data.replace(b"TFS106", b"TFS102"),
    lambda _: b"",
    lambda _: b"\0" * 99,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_answer_is_none(project: Path, say: Commands, damage: Callable[[bytes], bytes]) -> None:
    first, _ = say()
    (file,) = (project / FOLDER).glob(f"{AGAIN}*")
    file.write_bytes(damage(file.read_bytes()))
    second, known = say()
    assert not known
    assert second == first


def test_few_are_remembered_and_none_is_left_by_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("scopelint.again._MOST", 3)
    monkeypatch.setattr("scopelint.again._DOUBT", -3600.0)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "CACHEDIR.TAG").write_text("scopelint")
    for number in range(6):
        command = Command(["check", str(number)])
        command.keep(Answer(number, "é\n", "\udc80"), {}, (), ())
        found = command.answer()
        assert found is not None
        assert (found.code, found.out, found.err) == (number, "é\n", "\udc80")
        time.sleep(0.01)
    assert len(list((tmp_path / FOLDER).iterdir())) == 4
    assert Command(["check", "0"]).answer() is None
    assert clean(tmp_path / FOLDER)
    assert not (tmp_path / FOLDER).exists()


def test_a_folder_that_cannot_be_written_is_no_harm(project: Path, say: Commands) -> None:
    (project / FOLDER).rmdir()
    (project / FOLDER).write_text("not a folder")
    (_, out, _), known = say()
    assert not known
    assert "TFS106" in out
