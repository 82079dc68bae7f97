"""One settings file: from its text to a checked table.

Flows in: a path. Flows out: the table that speaks of scopelint, every key known and every value of its kind; or a `SettingsError` that
names file, line, key, what is wrong and what may have been meant.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from scopelint.settings.keys import KEYS, LimitSettings, Settings

PYPROJECT: Final = "pyproject.toml"


class SettingsError(Exception):
    """Settings that cannot be used; the text names the file, the line, the key and what is wrong."""


def table(file: Path) -> dict[str, Any] | None:
    """What a settings file says of scopelint, checked; None where there is no such file or it says nothing.

    Raises:
        SettingsError: the file cannot be read, is not TOML, has a key that does not exist, or a value of the wrong kind.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, PermissionError) and not os.path.isfile(file):  # it lies in a folder that is closed, or does not
            return None
        raise SettingsError(f"{file}: cannot be read: {error}") from error
    try:
        data = _toml(text)
    except ValueError as error:
        raise SettingsError(f"{file}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise SettingsError(f"{file}: nested too deeply") from error
    if file.name != PYPROJECT:
        return check(data, str(file), text)
    tool = data.get("tool")
    found = tool.get("scopelint") if isinstance(tool, dict) else None
    if found is not None and not isinstance(found, dict):
        raise SettingsError(f"{file}{_line(text, ['scopelint'])}: `tool.scopelint` must be a table")
    return None if found is None else check(found, str(file), text)


def inline(text: str) -> dict[str, Any]:
    """What `--config "key = value"` says, checked.

    Raises:
        SettingsError: as for a file.
    """
    try:
        return check(_toml(text), "--config", "")
    except ValueError as error:
        raise SettingsError(f"--config: neither a file nor valid TOML such as 'certainty = \"possible\"': {text!r}: {error}") from error


def _toml(text: str) -> dict[str, Any]:
    """
    Raises:
        ValueError: the text is not TOML.
    """
    if sys.version_info >= (3, 11):  # 8 ms
        import tomllib
    else:
        import tomli as tomllib
    return tomllib.loads(text)


def check(found: dict[str, Any], source: str, text: str = "") -> dict[str, Any]:
    """The table itself, if it can be used.

    Args:
        source: what messages call the place that it comes from.
        text: the file's text, in which the line of a mistake is looked up.

    Raises:
        SettingsError: it cannot.
    """
    limits = found.get("limits")
    for keys, known in ((found, KEYS), (limits if isinstance(limits, dict) else {}, LimitSettings.__struct_encode_fields__)):
        for key in keys:
            if key not in known:
                raise SettingsError(f"{source}{_line(text, [key])}: unknown key `{key}` for scopelint; {meant(key, known)}")
    try:
        msgspec.convert(found, Settings)
    except msgspec.ValidationError as error:
        what, key = _split(str(error))
        named = f"`{key}`: {what[:1].lower()}{what[1:]}{_choices(key)}" if key else what
        raise SettingsError(f"{source}{_line(text, re.findall(r'[a-z][a-z0-9-]*', key))}: {named}") from error
    for key, value in found.items():
        if _has_null(value):
            raise SettingsError(f"{source}{_line(text, [key])}: `{key}`: no path, pattern or name has a null character in it")
    return found


def _has_null(value: object) -> bool:
    """Whether a text anywhere in a value has the character that no path can have."""
    match value:
        case str():
            return "\0" in value
        case dict():
            return any(map(_has_null, (*value, *value.values())))
        case list():
            return any(map(_has_null, value))
    return False


def meant(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest to a wrong one, or all of them."""
    import difflib  # for what is misspelled alone

    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean `{close[0]}`?" if close else f"known keys: {', '.join(sorted(known))}"


def _choices(key: str) -> str:
    """What a key with a closed set of values may say."""
    from scopelint.settings.schema import get_schema

    values = get_schema()["properties"].get(key, {}).get("enum")
    return f" (one of {', '.join(values)})" if values else ""


def _split(message: str) -> tuple[str, str]:
    """msgspec's text in two: "Expected `bool`, got `str` - at `$.select`" -> "Expected `bool`, got `str`" and "select"."""
    what, separator, where = message.partition(" - at `$.")
    return (what, where.rstrip("`")) if separator else (message, "")


def _line(text: str, keys: list[str]) -> str:
    """ ":3" where the innermost of the keys that can be found stands in line 3, else nothing."""
    for key in reversed(keys):
        quoted = rf"[\"']?{re.escape(key)}[\"']?"
        found = re.search(rf"^[ \t]*(?:{quoted}[ \t]*[=.]|\[[^\]\n]*\b{quoted}[ \t]*\])|[{{,.][ \t]*{quoted}[ \t]*[=.]", text, re.MULTILINE)
        if found is not None:
            return f":{text.count(chr(10), 0, found.start()) + 1}"
    return ""
