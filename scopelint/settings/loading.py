"""Which settings hold: the nearest file, what it extends, what the command line says.

Flows in: a folder, and what the command line chose. Flows out: `Loaded`. Paths and patterns stay relative to the file that has them: what
comes from an extended file is made absolute, or kept with its folder.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

import scopelint
from scopelint.settings.keys import KEYS, Settings
from scopelint.settings.reading import PYPROJECT, SettingsError, table
from scopelint.settings.versions import satisfies

_FILES: Final = (".scopelint.toml", "scopelint.toml", PYPROJECT)
"""In one folder the first of these that speaks of scopelint wins."""

COMMAND_LINE: Final = "the command line"
_FOLDERS: Final = ("src", "stubs")
_FILE_KEYS: Final = ("baseline", "cache-dir")
_ADDED: Final = ("extend-select", "extend-exclude", "extend-per-file-ignores")
"""Keys that an extending file adds to; its other keys take the place of the extended file's."""
_MERGED: Final = ("assume", "limits")
"""Tables that are merged key by key."""

Patterns = tuple[tuple[Path, tuple[str, ...]], ...]
Ignores = tuple[tuple[Path, Mapping[str, tuple[str, ...]]], ...]


class Chosen(msgspec.Struct, frozen=True):
    """What the command line says about settings.

    Attributes:
        cwd: the current folder, absolute; paths and patterns of `said` are relative to it.
        file: the settings file to use, whatever lies beside the analysed files.
        isolated: no settings file is read.
        said: keys, as a file would write them, whose values take the place of the files'.
    """

    cwd: Path
    file: Path | None = None
    isolated: bool = False
    said: Mapping[str, Any] = msgspec.field(default_factory=dict)


class Loaded(msgspec.Struct, frozen=True):
    """Settings, defaults filled in, with where they come from.

    Attributes:
        file: the settings file; None: there is none.
        layers: this file and those that it extends.
        folder: its folder, which its globs and paths are relative to; without a file, the folder that the search began in.
        origins: for each key that is set, the file, or `COMMAND_LINE`.
        excludes: patterns of `exclude` and `extend-exclude`, with the folder that each is relative to.
        ignores: `per-file-ignores` and `extend-per-file-ignores`, likewise.
    """

    settings: Settings
    file: Path | None
    folder: Path
    origins: Mapping[str, str] = msgspec.field(default_factory=dict)
    excludes: Patterns = ()
    ignores: Ignores = ()
    layers: tuple[Path, ...] = ()


class Nearest:
    """Which settings file holds for a folder; every folder is looked at once."""

    def __init__(self) -> None:
        self._known: dict[Path, Path | None] = {}

    def of(self, folder: Path) -> Path | None:
        """The file of the nearest folder, from `folder` upward, that has any; else the user's own.

        Raises:
            SettingsError: a file on the way cannot be used.
        """
        passed: list[Path] = []
        found: Path | None = None
        for one in (folder, *folder.parents):
            if one in self._known:
                found = self._known[one]
                break
            passed.append(one)
            found = next((one / name for name in _FILES if table(one / name) is not None), None)
            if found is not None:
                break
        else:
            found = user_file() if os.path.isfile(user_file()) else None  # not `Path.is_file`, which raises where a folder is closed
        self._known.update(dict.fromkeys(passed, found))
        return found


def load(start: Path, chosen: Chosen | None = None) -> Loaded:
    """Find the settings that hold for `start`: those of the nearest folder, from there upward, that has any; else the user's own.

    Nothing is merged, unless the file says `extend`.

    Args:
        start: an absolute folder.
        chosen: what the command line says.

    Raises:
        SettingsError: a file cannot be used, or wants another version of scopelint.
    """
    chosen = chosen or Chosen(start)
    file = Nearest().of(start) if chosen.file is None and not chosen.isolated else chosen.file
    layers = [] if file is None else _layers(file)
    folder = start if file is None else file.parent
    said = {key: value for key, value in chosen.said.items() if value is not None}
    merged: dict[str, Any] = {}
    origins: dict[str, str] = {}
    excludes: dict[str, list[tuple[Path, tuple[str, ...]]]] = {}
    ignores: dict[str, list[tuple[Path, dict[str, tuple[str, ...]]]]] = {}
    for origin, base, layer in (*((str(path), path.parent, layer) for path, layer in layers), (COMMAND_LINE, chosen.cwd, said)):
        for key, value in layer.items():
            origins[key] = f"{origins[key]}, {origin}" if key in origins and key in (*_ADDED, *_MERGED) else origin
            merged[key] = _joined(key, merged.get(key), _placed(key, value, base, folder))
            if key in ("exclude", "extend-exclude"):
                excludes[key] = [*(excludes.get(key, ()) if key in _ADDED else ()), (base, tuple(value))]
            if key in ("per-file-ignores", "extend-per-file-ignores"):
                codes = {pattern: tuple(each) for pattern, each in value.items()}
                ignores[key] = [*(ignores.get(key, ()) if key in _ADDED else ()), (base, codes)]
    settings = msgspec.convert(merged, Settings)
    _check_version(settings, origins.get("required-version", ""))
    if "exclude" not in excludes:
        excludes["exclude"] = [(folder, settings.exclude)]
    return Loaded(
        settings,
        file,
        folder,
        origins,
        tuple(layer for key in sorted(excludes) for layer in excludes[key]),
        tuple(layer for key in sorted(ignores) for layer in ignores[key]),
        tuple(path for path, _ in layers),
    )


def user_file() -> Path:
    """The user's own settings, which hold where no folder has any."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or "~/AppData/Roaming")
    elif sys.platform == "darwin":
        base = Path("~/Library/Application Support")
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config")
    return Path(os.path.expanduser(base)) / "scopelint" / "scopelint.toml"


def _layers(file: Path) -> list[tuple[Path, dict[str, Any]]]:
    """The tables of a file and of all that it extends, the farthest first.

    Raises:
        SettingsError: a file that is named does not exist, or extends itself.
    """
    layers: list[tuple[Path, dict[str, Any]]] = []
    named_by: Path | None = None
    seen: set[Path] = set()
    while True:
        found = table(file)
        if found is None:
            missing = "says nothing of scopelint" if file.is_file() else "no such file"
            raise SettingsError(f"{file}: {missing}" if named_by is None else f"{named_by}: `extend`: {file}: {missing}")
        if file in seen:
            raise SettingsError(f"{named_by}: `extend`: {file} extends itself")
        seen.add(file)
        layers.insert(0, (file, found))
        if "extend" not in found:
            return layers
        named_by, file = file, Path(os.path.normpath(file.parent / os.path.expanduser(found["extend"])))


def _placed(key: str, value: Any, base: Path, folder: Path) -> Any:
    """Paths that are relative to another folder than the settings', made absolute."""
    if base == folder:
        return value
    if key in _FOLDERS:
        return [str(base / one) for one in value]
    if key == "entry-points":
        return [str(base / one) for one in value]
    return str(base / value) if key in _FILE_KEYS else value


def _joined(key: str, before: Any, value: Any) -> Any:
    if before is None:
        return value
    if key in _MERGED:
        return _merged(before, value)
    if key == "extend-per-file-ignores":
        return {pattern: (*before.get(pattern, ()), *value.get(pattern, ())) for pattern in (*before, *value)}
    return (*before, *value) if key in _ADDED else value


def _merged(before: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """Two tables as one; tables in them likewise."""
    both = {**before, **value}
    for key in before.keys() & value.keys():
        if isinstance(before[key], dict) and isinstance(value[key], dict):
            both[key] = _merged(before[key], value[key])
    return both


def _check_version(settings: Settings, origin: str) -> None:
    wanted = settings.required_version
    if wanted is None:
        return
    try:
        fits = satisfies(scopelint.__version__, wanted)
    except ValueError as error:
        raise SettingsError(f"{origin}: `required-version`: {error}") from error
    if not fits:
        raise SettingsError(f"{origin}: `required-version`: this is scopelint {scopelint.__version__}, the project wants {wanted}")


assert {*_FOLDERS, *_FILE_KEYS, *_ADDED, *_MERGED} <= set(KEYS)
