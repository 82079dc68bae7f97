"""The stubs as IR, so that no run spends its time on parsing what never changes.

Flows in: stub files. Flows out: their modules. `python -m scopelint.stubcode` lowers all stubs into one file beside this one, as does the
build of a wheel. That file is never believed: each module in it is kept under a digest of the text it was made from, and all under a
digest of the code that lowers; what does not fit, or is missing, is lowered anew. Must not import the parser
before there is something to lower.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from scopelint import ir
from scopelint.model import ParseFailure

_PACKAGE: Final = Path(__file__).resolve().parent
STUBS: Final = _PACKAGE / "stubs"
FILE: Final = _PACKAGE / "stubs.ir"

_LOWERING: Final = ("lower", "reading", "ir.py", "model.py")
"""The files and folders that decide what the IR of a text is."""


class _Kept(msgspec.Struct, array_like=True):
    """What the file holds: a digest of the code that lowers; for each stub the digest of its text, and its IR."""

    lowering: bytes
    modules: dict[str, tuple[bytes, msgspec.Raw]]


def module(file: Path) -> ir.Module:
    """The IR of the stub at `file`."""
    text = file.read_bytes()
    kept = _kept().get(file.relative_to(STUBS).as_posix())
    if kept is not None and kept[0] == digest(text):
        found = ir.decode(kept[1])
        return ir.Module(str(file), found.body, found.local)
    return _lowered(file, text)


def build(file: Path = FILE) -> None:
    """Lower every stub, and write the file that `module` reads."""
    modules: dict[str, tuple[bytes, msgspec.Raw]] = {}
    for stub in _stubs():
        text = stub.read_bytes()
        name = stub.relative_to(STUBS).as_posix()
        modules[name] = digest(text), msgspec.Raw(ir.encode(msgspec.structs.replace(_lowered(stub, text), path=name)))
    made = msgspec.msgpack.encode(_Kept(lowering(), modules))
    beside = file.with_name(f"{file.name}.new")
    beside.write_bytes(made)
    beside.replace(file)


def digest(*texts: bytes) -> bytes:
    """What tells texts apart."""
    made = blake2b(digest_size=16)
    for text in texts:
        made.update(len(text).to_bytes(8, "little") + text)
    return made.digest()


@cache
def lowering() -> bytes:
    """A digest of the code that makes IR of texts: of what it says, so that it is the same wherever scopelint is installed."""
    places = [_PACKAGE / name for name in _LOWERING]
    return digest(*(file.read_bytes() for place in places for file in (sorted(place.glob("*.py")) if place.is_dir() else (place,))))


@cache
def _kept() -> dict[str, tuple[bytes, msgspec.Raw]]:
    try:
        found = msgspec.msgpack.decode(FILE.read_bytes(), type=_Kept)
    except (OSError, msgspec.DecodeError):
        return {}
    return found.modules if found.lowering == lowering() else {}


def _stubs() -> Iterator[Path]:
    yield from sorted(STUBS.rglob("*.py"))


def _lowered(file: Path, text: bytes) -> ir.Module:
    from scopelint import lower  # not needed where all is known
    from scopelint.reading import parse  # not needed where all is known

    parsed = parse.parse(text, str(file))
    assert not isinstance(parsed, ParseFailure), f"{file}: {parsed.reason}"
    return lower.lower(parsed.module, str(file), parsed.text)


if __name__ == "__main__":
    build()
