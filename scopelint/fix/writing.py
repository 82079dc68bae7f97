"""Writes a file so that at every moment it has either its old or its new content.

Flows in: a file, what it had when it was read, and what it shall have. Flows out: the file, with the mode that it had; a symbolic link
stays one, and what it points to changes.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from scopelint.fix.unfixable import Unfixable


def write(file: Path, before: bytes, after: bytes) -> None:
    """Replace what a file has.

    Raises:
        Unfixable: it has changed since it was read, or it cannot be written.
    """
    target = Path(os.path.realpath(file))
    name: str | None = None
    try:
        now = target.read_bytes()
        if now == after:
            return
        if now != before:
            raise Unfixable("it has changed since it was read")
        if not os.access(target, os.W_OK):
            raise Unfixable("it cannot be written: it is read-only")
        mode = target.stat().st_mode
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".scopelint", dir=target.parent)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, mode & 0o7777)
        os.replace(name, target)
        name = None
    except OSError as error:
        raise Unfixable(f"it cannot be written: {error.strerror or error}") from error
    finally:
        if name is not None:
            with suppress(OSError):
                os.unlink(name)
