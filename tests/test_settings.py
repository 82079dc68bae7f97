"""Settings: where they are found, and what is wrong with them."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from scopelint.settings import COMMAND_LINE, DEFAULT_EXCLUDE, KEYS, Chosen, Settings, SettingsError, load
from scopelint.settings.schema import get_schema
from scopelint.settings.versions import satisfies
from tests import setting_docs


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert loaded.settings == Settings()
    assert loaded.file is None
    assert loaded.folder == tmp_path


def test_table_in_pyproject(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text('[tool.scopelint]\nselect = ["TFS1"]\nextend-exclude = ["old/"]\ncertainty = "possible"\n')
    loaded = load(tmp_path)
    assert loaded.settings == Settings(select=("TFS1",), extend_exclude=("old/",), certainty="possible")
    assert loaded.file == file


def test_nearest_folder_wins_and_nothing_is_merged(tmp_path: Path) -> None:
    (tmp_path / "scopelint.toml").write_text('ignore = ["TFS201"]\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "scopelint.toml").write_text('src = ["lib"]\n')
    loaded = load(inner)
    assert loaded.settings == Settings(src=("lib",))
    assert loaded.folder == inner


def test_pyproject_without_the_table_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "scopelint.toml").write_text('ignore = ["TFS201"]\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\nselect = 3\n")
    assert load(inner).settings.ignore == ("TFS201",)


def test_dot_file_before_file_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.scopelint]\nselect = ["a"]\n')
    (tmp_path / "scopelint.toml").write_text('select = ["b"]\n')
    assert load(tmp_path).settings.select == ("b",)
    (tmp_path / ".scopelint.toml").write_text('select = ["c"]\n')
    assert load(tmp_path).settings.select == ("c",)


def test_byte_order_mark_is_tolerated(tmp_path: Path) -> None:
    (tmp_path / "scopelint.toml").write_bytes(b'\xef\xbb\xbfselect = ["TFS1"]\n')
    assert load(tmp_path).settings.select == ("TFS1",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('selct = ["TFS1"]', "unknown key `selct` for scopelint; did you mean `select`?"),
        ("quux = 1", "unknown key `quux` for scopelint; known keys: assume, "),
        ("extend_exclude = []", "did you mean `extend-exclude`?"),
        ('select = "TFS1"', "`select`: expected `array"),
        ('src = ["\\u0000"]', "`src`: no path, pattern or name has a null character in it"),
        ('per-file-ignores = {"a\\u0000" = ["ALL"]}', "`per-file-ignores`: no path, pattern or name has a null character in it"),
        ("src = [1]", "`src[0]`: expected `str`, got `int`"),
        ('certainty = "maybe"', "`certainty`: invalid enum value 'maybe' (one of certain, possible)"),
        ("select = [", "not valid TOML: "),
        ("\udcff", "cannot be read: "),
    ],
)
def test_mistakes_name_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "scopelint.toml"
    file.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(SettingsError) as raised:
        load(tmp_path)
    assert re.match(rf"{re.escape(str(file))}(:1)?: ", str(raised.value))
    assert said in str(raised.value)


def test_table_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\nscopelint = 3\n")
    with pytest.raises(SettingsError, match="must be a table"):
        load(tmp_path)


def test_build_is_not_excluded() -> None:
    """CI systems check projects out below `build/`, which must not make a linter blind."""
    assert "build" not in DEFAULT_EXCLUDE


class TestExtend:
    def test_keys_take_the_place_and_some_are_added(self, tmp_path: Path) -> None:
        (tmp_path / "scopelint.toml").write_text(
            'select = ["TFS1"]\nignore = ["TFS101"]\nsrc = ["lib"]\n'
            'extend-exclude = ["/old"]\nextend-select = ["TFS902"]\nlimits.steps = 5\n'
            'assume.FLAGS = { a = 1, b = 2 }\nper-file-ignores = { "x/" = ["TFS1"] }\n'
        )
        inner = tmp_path / "inner"
        inner.mkdir()
        (inner / "pyproject.toml").write_text(
            '[tool.scopelint]\nextend = "../scopelint.toml"\nignore = ["TFS201"]\nextend-exclude = ["tmp"]\nextend-select = ["TFS2"]\n'
            "limits.unroll = 7\nassume.FLAGS.b = 3\n"
        )
        loaded = load(inner)
        settings = loaded.settings
        assert (settings.select, settings.ignore, settings.extend_select) == (("TFS1",), ("TFS201",), ("TFS902", "TFS2"))
        assert settings.src == (str(tmp_path / "lib"),), "relative to the file that says it"
        assert (settings.limits.steps, settings.limits.unroll) == (5, 7)
        assert settings.assume == {"FLAGS": {"a": 1, "b": 3}}
        assert loaded.excludes == ((inner, DEFAULT_EXCLUDE), (tmp_path, ("/old",)), (inner, ("tmp",)))
        assert loaded.ignores == ((tmp_path, {"x/": ("TFS1",)}),)
        assert loaded.origins["select"] == str(tmp_path / "scopelint.toml")
        assert loaded.origins["ignore"] == str(inner / "pyproject.toml")

    def test_of_nothing_and_of_itself(self, tmp_path: Path) -> None:
        file = tmp_path / "scopelint.toml"
        file.write_text('extend = "nowhere.toml"\n')
        with pytest.raises(SettingsError, match=r"scopelint.toml: `extend`: .*nowhere.toml: no such file"):
            load(tmp_path)
        file.write_text('extend = "./scopelint.toml"\n')
        with pytest.raises(SettingsError, match="extends itself"):
            load(tmp_path)


def test_command_line_wins_and_is_relative_to_the_current_folder(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "scopelint.toml").write_text('src = ["lib"]\nlimits = { unroll = 3 }\n')
    loaded = load(project, Chosen(tmp_path, said={"src": ["here"], "extend-exclude": ["x/y"], "limits": {"steps": 4}}))
    assert loaded.settings.src == (str(tmp_path / "here"),)
    assert loaded.excludes[-1] == (tmp_path, ("x/y",))
    assert (loaded.settings.limits.unroll, loaded.settings.limits.steps) == (3, 4)
    assert loaded.origins == {
        "src": COMMAND_LINE,
        "extend-exclude": COMMAND_LINE,
        "limits": f"{project / 'scopelint.toml'}, {COMMAND_LINE}",
    }
    assert load(project, Chosen(tmp_path, isolated=True)).settings == Settings()


def test_folder_of_the_user_that_cannot_be_looked_into_has_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", f"/{'x' * 5000}")
    assert load(tmp_path).file is None


def test_file_that_may_not_be_read_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scopelint.toml").write_text("")

    def denied(file: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(SettingsError, match=r"scopelint\.toml: cannot be read"):
        load(tmp_path)


def test_text_that_is_nested_too_deeply(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("x = " + "[" * 100_000)
    with pytest.raises(SettingsError, match="nested too deeply"):
        load(tmp_path)


def test_settings_of_the_user_hold_where_no_folder_has_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "config"))
    monkeypatch.setattr(sys, "platform", "linux")
    (tmp_path / "config" / "scopelint").mkdir(parents=True)
    (tmp_path / "config" / "scopelint" / "scopelint.toml").write_text('ignore = ["TFS1"]\n')
    assert load(tmp_path).settings.ignore == ("TFS1",)
    (tmp_path / "scopelint.toml").write_text("")
    assert load(tmp_path).settings.ignore == ()


@pytest.mark.parametrize(
    ("version", "requirement", "fits"),
    [
        ("0.3.1", "0.3.1", True),
        ("0.3.1", "==0.3.1", True),
        ("0.3.1", ">=0.3,<0.5", True),
        ("0.5.0", ">=0.3,<0.5", False),
        ("0.10.0", ">0.9", True),
        ("1.0", "==1.0.0", True),
        ("1.0.0.dev0", ">=1.0", False),
        ("1.0.0rc1", ">1.0.0b2", True),
        ("1.0.0", "!=1.0", False),
    ],
)
def test_versions(version: str, requirement: str, fits: bool) -> None:
    assert satisfies(version, requirement) is fits


@pytest.mark.parametrize("text", ['required-version = "99"', 'required-version = "new"', 'required-version = ">="'])
def test_required_version(tmp_path: Path, text: str) -> None:
    (tmp_path / "scopelint.toml").write_text(text)
    with pytest.raises(SettingsError, match=r"scopelint.toml: `required-version`: "):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n[limits]\nstepz = 3\n", ":3: unknown key `stepz` for scopelint; did you mean `steps`?"),
        ("\nlimits = { unroll = 0 }\n", ":2: `limits.unroll`: expected `int` >= 1"),
        ('\n\ntarget-version = "three"\n', ":3: `target-version`: "),
    ],
)
def test_mistakes_name_the_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "scopelint.toml").write_text(text)
    with pytest.raises(SettingsError) as raised:
        load(tmp_path)
    assert said in str(raised.value)


def test_page_and_schema_are_up_to_date() -> None:
    """`python -m tests.setting_docs` renews them."""
    assert setting_docs.PAGE.read_text(encoding="utf-8") == setting_docs.page()
    assert setting_docs.SCHEMA.read_text(encoding="utf-8") == setting_docs.schema()


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_key_is_explained_and_its_example_holds(tmp_path: Path, key: str) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.scopelint]\n")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "scopelint.toml").write_text(f"{key} = {setting_docs.EXAMPLES[key]}\n")
    loaded = load(tmp_path / "inner")
    assert list(loaded.origins) == [key]
    assert get_schema()["properties"][key]["description"].endswith((".", ")"))
