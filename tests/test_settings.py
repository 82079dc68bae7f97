"""Settings: where they are found, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scopelint.settings import DEFAULT_EXCLUDE, Settings, SettingsError, load


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
        ("quux = 1", "unknown key `quux` for scopelint; known keys: certainty, "),
        ("extend_exclude = []", "did you mean `extend-exclude`?"),
        ('select = "TFS1"', "`select`: expected `array"),
        ("src = [1]", "`src[0]`: expected `str`, got `int`"),
        ('certainty = "maybe"', "`certainty`: invalid enum value 'maybe'"),
        ("select = [", "not valid TOML: "),
        ("\udcff", "cannot be read: "),
    ],
)
def test_mistakes_name_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "scopelint.toml"
    file.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(SettingsError) as raised:
        load(tmp_path)
    assert str(raised.value).startswith(f"{file}: ")
    assert said in str(raised.value)


def test_table_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\nscopelint = 3\n")
    with pytest.raises(SettingsError, match="must be a table"):
        load(tmp_path)


def test_build_is_not_excluded() -> None:
    """CI systems check projects out below `build/`, which must not make a linter blind."""
    assert "build" not in DEFAULT_EXCLUDE
