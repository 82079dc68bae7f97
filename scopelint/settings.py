"""Settings: what `[tool.scopelint]` and its two stand-alone files say.

Flows in: the folder of the analysed files. Flows out: frozen `Settings`, defaults filled in, or a `SettingsError` that names file and key.
Command-line flags are laid over the result by the caller. Must not import any stage.
"""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

DEFAULT_EXCLUDE: Final = (
    ".bzr",
    ".direnv",
    ".eggs",
    ".git",
    ".git-rewrite",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pants.d",
    ".pyenv",
    ".pytest_cache",
    ".pytype",
    ".ruff_cache",
    ".scopelint_cache",
    ".svn",
    ".tox",
    ".venv",
    ".vscode",
    "__pypackages__",
    "_build",
    "buck-out",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
)
"""What ruff leaves out. There is no `build`: CI systems check projects out below a folder of that name."""

_FILES: Final = (".scopelint.toml", "scopelint.toml", "pyproject.toml")
"""In one folder the first of these that speaks of scopelint wins."""


class SettingsError(Exception):
    """Settings that cannot be used; the text names the file, the key and what is wrong."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What a settings file may say.

    Attributes:
        src: folders in which imports are looked up, besides the project's root and the importing file's own folder.
        select: rules that are on: codes, prefixes of codes, names, or "ALL". None: those that are on by default.
        ignore: rules that are off, in the same spelling. The more specific of `select` and `ignore` wins.
        exclude: what discovery leaves out, in the syntax of .gitignore, relative to the settings' folder.
        extend_exclude: more of the same, on top of the defaults.
        respect_gitignore: whether discovery leaves out what git ignores.
        certainty: "certain" shows findings that hold on every path, "possible" the others too.
    """

    src: tuple[str, ...] = ()
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    extend_exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    certainty: Literal["certain", "possible"] = "certain"


class Loaded(msgspec.Struct, frozen=True):
    """Settings, with the file they came from (None: defaults) and the folder that their globs and paths are relative to."""

    settings: Settings
    file: Path | None
    folder: Path


def load(start: Path) -> Loaded:
    """Find the settings that hold for `start`: those of the nearest folder, from there upward, that has any. Nothing is merged.

    Args:
        start: an absolute folder.

    Raises:
        SettingsError: the file is not TOML, has a key that does not exist, or a value of the wrong kind.
    """
    for folder in (start, *start.parents):
        for name in _FILES:
            file = folder / name
            table = _table(file)
            if table is not None:
                return Loaded(_convert(table, file), file, folder)
    return Loaded(Settings(), None, start)


def _table(file: Path) -> dict[str, Any] | None:
    """What `file` says of scopelint; None when there is no such file or it says nothing."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read: {error}") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: not valid TOML: {error}") from error
    if file.name != "pyproject.toml":
        return data
    tool = data.get("tool")
    table = tool.get("scopelint") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SettingsError(f"{file}: `tool.scopelint` must be a table")
    return table


def _convert(table: dict[str, Any], file: Path) -> Settings:
    known = Settings.__struct_encode_fields__
    for key in table:
        if key not in known:
            close = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean `{close[0]}`?" if close else f"known keys: {', '.join(sorted(known))}"
            raise SettingsError(f"{file}: unknown key `{key}` for scopelint; {hint}")
    try:
        return msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{file}: {_with_key(str(error))}") from error


def _with_key(message: str) -> str:
    """msgspec's text with the key in front: "Expected `bool`, got `str` - at `$.select`" -> "`select`: expected ..."."""
    what, separator, where = message.partition(" - at `$.")
    if not separator:
        return message
    return f"`{where.rstrip('`')}`: {what[:1].lower()}{what[1:]}"
