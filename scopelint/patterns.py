"""Patterns of `.gitignore`'s syntax in the settings, which people write as paths, too.

Flows in: a pattern as it was written, and the folder that it is relative to. Flows out: both, as that syntax has them.
"""

from __future__ import annotations

from pathlib import Path


def anchored(pattern: str, folder: Path) -> tuple[Path, str]:
    """A pattern and its folder, where `./build`, `../build` and the whole path of something in the folder mean what they say.

    In git's syntax they would match nothing: there, `/` at the beginning stands for the folder itself. A whole path that leads
    elsewhere is left as it is.

    Args:
        pattern: as it was written; `!` before it stays.
        folder: an absolute path.
    """
    turned, path = pattern.startswith("!"), pattern.removeprefix("!")
    beginning = folder.as_posix().rstrip("/") + "/"
    if path.startswith(("./", "../")):
        while path.startswith(("./", "../")):
            step, _, path = path.partition("/")
            path = path.lstrip("/")
            folder = folder.parent if step == ".." else folder
        path = "/" + (path or "**")
    elif path.startswith(beginning) and path != beginning:
        path = path[len(beginning) - 1 :]
    else:
        return folder, pattern
    return folder, ("!" if turned else "") + path
