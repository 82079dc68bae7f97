"""Source files by path: read, parsed and lowered once, on demand.

Flows in: paths, as reports print them. Flows out: lines for reports, IR for the interpreter, failures as values. Knows `parse` and `lower`,
and nothing that comes after them.
"""

from __future__ import annotations

import os
import traceback
import warnings
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from scopelint.cache import digest, of_tool
from scopelint.model import NOTEBOOK, ParseFailure, Problem
from scopelint.reading import notebooks
from scopelint.reading.notebooks import Notebook
from scopelint.resolve import seems_python
from scopelint.timing import Timing

if TYPE_CHECKING:
    from scopelint import ir
    from scopelint.cache import Store as Kept
    from scopelint.reading.parse import ParsedModule
    from scopelint.seen import Seen


def content_of(file: str) -> bytes:
    """What a file has (like `Path.read_bytes`, at half its cost).

    Raises:
        OSError: it cannot be read.
    """
    with open(file, "rb", buffering=0) as opened:
        return opened.read()


class Sources:
    """The files of one run.

    Args:
        cwd: the current folder, which relative paths start from.
        unsaved: texts that take the place of what is on disk (an editor's buffer), by path.
        seen: is told of every file that is read.
        kept: where the IR of files is kept between runs.
        python_2: whether files that are not Python 3 are read as Python 2.
        timing: is told what reading takes.
        words: what `has_words` looks for, in small letters.
    """

    def __init__(
        self,
        cwd: Path,
        unsaved: Mapping[str, bytes] | None = None,
        seen: Seen | None = None,
        kept: Kept | None = None,
        *,
        python_2: bool = False,
        timing: Timing | None = None,
        words: Sequence[bytes] = (),
    ) -> None:
        self._words = words
        self._timing = timing or Timing()
        self._cwd = cwd
        self._python_2 = python_2
        self._unsaved = dict(unsaved or {})
        self._seen = seen
        self._kept = kept
        self._modules: dict[str, ir.Module | ParseFailure] = {}
        self._offered: dict[bytes, bytes] = {}
        self._notebooks: dict[str, Notebook | ParseFailure] = {}
        self._lines: dict[str, Sequence[str] | None] = {}
        self._hashes: dict[str, int] = {}
        self._digests: dict[str, bytes] = {}
        self._last: tuple[str, bytes] | None = None
        self._without_words: set[str] = set()
        self._broken: set[ParseFailure] = set()
        self.problems: list[Problem] = []
        """Crashes of scopelint's own, each with its file."""

    def exists(self, path: str) -> bool:
        """Whether there is a file, saved or not, at this path."""
        return path in self._unsaved or os.path.isfile(self._cwd / path)

    def module(self, path: str) -> ir.Module | ParseFailure:
        """The IR of a file, or why there is none."""
        found = self._modules.get(path)
        if found is None:
            found = self._modules[path] = self._load(path)
        return found

    def source(self, path: str) -> bytes | None:
        """The bytes of a Python text; None if it cannot be read."""
        source = self._read(path)
        return None if isinstance(source, ParseFailure) else source

    def skim(self, path: str, *, thoroughly: bool) -> None:
        """See to it that a file is Python without making IR of it: by Python's own parser, which takes a twentieth of the time.

        Args:
            thoroughly: whether that is done even where nothing in the bytes speaks against it.
        """
        source = self._read(path)
        if isinstance(source, ParseFailure):
            self._modules[path] = source
            return
        if not thoroughly and seems_python(source):
            return
        import symtable  # needed for files without TensorFlow alone

        try:
            with self._timing.stage("skim"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                symtable.symtable(source, path, "exec")  # type: ignore[arg-type]  # bytes, too
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            self.module(path)

    def digest(self, path: str) -> bytes:
        """What tells a file's content from another one; empty for a file that cannot be read."""
        found = self._digests.get(path)
        if found is None:
            source = self._bytes(path)
            found = self._digests[path] = b"" if isinstance(source, ParseFailure) else digest(source)
        return found

    def failures(self) -> tuple[ParseFailure, ...]:
        """Every file that was asked for and could not be read, or not in whole, sorted by path."""
        found = set(self._broken)
        for module in self._modules.values():
            found |= {module} if isinstance(module, ParseFailure) else set(module.broken)
        return tuple(sorted(found, key=lambda failure: (failure.path, failure.line)))

    def lines(self, path: str) -> Sequence[str] | None:
        """The lines of a file, for a report; None if it cannot be read (any more)."""
        if path not in self._lines:
            self._lines[path] = self._read_lines(path)
        return self._lines[path]

    def text(self, path: str) -> str | None:
        """The text of a file, or of a notebook's program; None if it cannot be had, or has changed since it was first read."""
        from scopelint.reading import parse

        source = self._read(path)
        text = source if isinstance(source, ParseFailure) else parse.decode(source, path)
        return None if isinstance(text, ParseFailure) or self.content(path) is None else text

    def has_words(self, path: str) -> bool:
        """Whether a file had one of the words, in whatever letters, when it was first read."""
        if path not in self._hashes:
            self._bytes(path)
        return path not in self._without_words

    def content(self, path: str) -> bytes | None:
        """What a file has, byte by byte; None if it cannot be read, or has changed since it was first read."""
        self._last = None
        source = self._bytes(path)
        return None if isinstance(source, ParseFailure) or hash(source) != self._hashes[path] else source

    def notebook(self, path: str) -> Notebook | None:
        """The notebook at this path; None for any other file, and where it cannot be read."""
        if not path.endswith(NOTEBOOK):
            return None
        found = self._notebook(path)
        return None if isinstance(found, ParseFailure) else found

    def cell_and_row(self, path: str, line: int) -> tuple[int | None, int]:
        """`Cells` of these files."""
        notebook = self.notebook(path)
        return (None, line) if notebook is None else notebook.place(line)

    def _notebook(self, path: str) -> Notebook | ParseFailure:
        if path not in self._notebooks:
            source = self._bytes(path)
            self._notebooks[path] = source if isinstance(source, ParseFailure) else notebooks.read(source, path)
        return self._notebooks[path]

    def _read(self, path: str) -> bytes | ParseFailure:
        """The bytes of a Python text: those of the file, or what a notebook has in its cells."""
        if not path.endswith(NOTEBOOK):
            return self._bytes(path)
        found = self._notebook(path)
        return found if isinstance(found, ParseFailure) else found.text.encode("utf-8", "surrogatepass")

    def _bytes(self, path: str) -> bytes | ParseFailure:
        if self._last is not None and self._last[0] == path:
            return self._last[1]
        source = self._unsaved.get(path)
        if source is None:
            file = os.path.join(self._cwd, path)
            try:
                source = content_of(file)
            except OSError as error:
                if self._seen is not None:
                    self._seen.file(file, None)
                return ParseFailure(path, 1, 1, f"it cannot be read: {error.strerror or error}", unreadable=True)
            if self._seen is not None:
                self._seen.file(file, source)
        if path not in self._hashes:
            self._hashes[path] = hash(source)
            lowered = source.lower() if self._words else source
            if not any(word in lowered for word in self._words):
                self._without_words.add(path)
        self._last = path, source
        return source

    def _load(self, path: str) -> ir.Module | ParseFailure:
        source = self._read(path)
        if isinstance(source, ParseFailure):
            return source
        if self._kept is None and not self._offered:
            return self._lowered(source, path)
        from scopelint import ir  # not needed where an earlier answer holds

        key = self._key(source)
        code = self._offered.pop(key, None)
        if self._kept is not None:
            if code is None:
                code = self._kept.get("ir", key)
            else:
                self._kept.put("ir", key, code)
        if code is not None:
            with suppress(msgspec.DecodeError, RecursionError):
                return _moved(ir.decode(code), path)
        failure = None if self._kept is None else self._kept.get("failure", key)
        if failure is not None:
            with suppress(msgspec.DecodeError):
                return msgspec.structs.replace(msgspec.msgpack.decode(failure, type=ParseFailure), path=path)
        found = self._lowered(source, path)
        if not isinstance(found, ParseFailure) and self._kept is not None:
            with suppress(RecursionError):
                self._kept.put("ir", key, ir.encode(found))
        return found

    def _key(self, source: bytes) -> bytes:
        return digest(of_tool(), b"2" if self._python_2 else b"3", source)

    # --- with helpers ------------------------------------------------------------------------------

    def to_lower(self, path: str) -> int | None:
        """How many bytes of a file are still to be parsed; 0 where its IR is at hand, None where it never will be."""
        source = self._read(path)
        if isinstance(source, ParseFailure):
            return None
        if path in self._modules:
            return 0
        key = self._key(source)
        known = key in self._offered or (self._kept is not None and self._kept.has("ir", key))
        return 0 if known else len(source)

    def lowered(self, path: str) -> tuple[bytes, bytes] | None:
        """A file's IR for another process, which takes it by `offer`; None for a file that cannot be read: that process will find out."""
        source = self._read(path)
        if isinstance(source, ParseFailure):
            return None
        from scopelint import ir

        found = self._lowered(source, path)
        return None if isinstance(found, ParseFailure) else (self._key(source), ir.encode(found))

    def offer(self, made: tuple[bytes, bytes]) -> None:
        """Here is IR that `lowered` has made elsewhere: whoever asks for a file with the same content gets it."""
        key, code = made
        self._offered[key] = code

    def leave_cache(self) -> None:
        """From now on this process, a copy of the one that has opened the cache, does without it."""
        self._kept = None

    def adopt(self, failures: Iterable[ParseFailure]) -> None:
        """Here are files that another process could not read."""
        for failure in failures:
            if failure.in_part:
                self._broken.add(failure)
            else:
                self._modules.setdefault(failure.path, failure)

    def snippet(self, text: str, origin: str) -> ir.Module | ParseFailure:
        """The IR of a text that the program passes to `eval` or `exec`; its places are those within the text."""
        return self._lowered(text.strip().encode(), origin)

    def _lowered(self, source: bytes, path: str) -> ir.Module | ParseFailure:
        with self._timing.stage("parse"):
            from scopelint import lower  # not needed where all is known
            from scopelint.reading import parse  # not needed where all is known

        try:
            with self._timing.stage("parse"):
                parsed = parse.parse(source, path, python_2=self._python_2)
                broken: tuple[ParseFailure, ...] = ()
                if isinstance(parsed, ParseFailure) and source == self._cells(path):
                    parsed, broken = self._without_broken_cells(parsed)
            if isinstance(parsed, ParseFailure):
                if self._kept is not None:
                    self._kept.put("failure", self._key(source), msgspec.msgpack.encode(parsed))
                return parsed
            with self._timing.stage("lower"):
                found = lower.lower(parsed.module, path, parsed.text, parsed.translation)
                return msgspec.structs.replace(found, broken=broken) if broken else found
        except RecursionError:
            return ParseFailure(path, 1, 1, "nested too deeply to analyse")
        except Exception as error:  # noqa: BLE001 -- a crash over one file leaves the others to be analysed
            message = f"internal error: {type(error).__name__}: {error}"
            self.problems.append(Problem(message, path, traceback.format_exc()))
            return ParseFailure(path, 1, 1, message)

    def _cells(self, path: str) -> bytes | None:
        """The program of a notebook; None for any other file."""
        return self._read(path) if self.notebook(path) is not None else None  # type: ignore[return-value]

    def _without_broken_cells(self, failure: ParseFailure) -> tuple[ParsedModule | ParseFailure, tuple[ParseFailure, ...]]:
        """A notebook that cannot be parsed as a whole without the cells that cannot be parsed, and what they are."""
        from scopelint.reading import parse

        def parsed(text: str) -> ParsedModule | ParseFailure:
            return parse.parse(text.encode("utf-8", "surrogatepass"), failure.path, python_2=self._python_2)

        notebook = self.notebook(failure.path)
        assert notebook is not None
        broken: list[ParseFailure] = []
        for number, cell in enumerate(notebook.code()):
            found = parsed(cell)
            if not isinstance(found, ParseFailure):
                continue
            if found.advice is not None:  # Python 2, which is so of the whole
                return failure, ()
            line = notebook.starts[number] + min(found.line, cell.count("\n")) - 1
            broken.append(msgspec.structs.replace(found, line=line, in_part=True))
        if not broken:
            return failure, ()
        rest = parsed(notebook.without([one.line for one in broken]))
        return (failure, ()) if isinstance(rest, ParseFailure) else (rest, tuple(broken))

    def _read_lines(self, path: str) -> Sequence[str] | None:
        from scopelint.reading import parse  # not needed for a run that finds nothing

        source = self._read(path)
        if isinstance(source, ParseFailure):
            return None
        text = parse.decode(source, path)
        if isinstance(text, ParseFailure):
            text = source.decode("utf-8", "replace")
        return parse.split_lines(text)


def _moved(module: ir.Module, path: str) -> ir.Module:
    """The same IR for another file of the same content."""
    broken = tuple(msgspec.structs.replace(one, path=path) for one in module.broken)
    return msgspec.structs.replace(module, path=path, broken=broken)
