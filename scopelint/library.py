"""Where the interpreter's modules come from: the project's folders, and scopelint's stubs.

Flows in: names to import, as seen from a file. Flows out: modules with their IR. Composes `discover`, `resolve`, `sources` and
`stubcode`; knows nothing of what becomes of a module. Each file has roots of its own, so that what a name means never depends on which
files were given.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scopelint.cache import digest
from scopelint.discover import shown
from scopelint.indexes import Indexes, tell_of
from scopelint.model import ParseFailure
from scopelint.resolve import ModuleFile, ModuleKind, ProjectIndex
from scopelint.roots import Roots
from scopelint.sources import Sources

if TYPE_CHECKING:
    from scopelint import ir
    from scopelint.interp.modules import Found
    from scopelint.seen import Seen


Question = tuple[str, ...]
"""What a run asks: the name of a method of `ProjectLibrary`, and its arguments as texts."""


class Mark(NamedTuple):
    """What tells an answer from another one: the file that it is about (""; it is about none), and a digest (empty: there is nothing)."""

    path: str
    digest: bytes


class ProjectLibrary:
    """The modules of a project and of the libraries that have stubs (`interp.modules.Library`)."""

    def __init__(
        self,
        sources: Sources,
        roots: Roots,
        only: frozenset[Path] | None = None,
        seen: Seen | None = None,
        stubs: Sequence[Path] = (),
    ) -> None:
        """
        Args:
            roots: where the project's modules lie.
            only: the files that may be read; None: all that the project has.
            seen: is told of what imports are looked up in.
            stubs: the user's folders of stubs, which go before scopelint's own.
        """
        self._own_stubs = ProjectIndex(tuple(stubs))
        self._with_own_stubs = bool(stubs)
        self._only = only
        self._seen = seen
        self._sources = sources
        self._roots = roots
        self._cwd = roots.cwd
        self._indexes = Indexes(roots, seen)
        self._apart: dict[Path, ProjectIndex] = {}
        """For folders that a program names itself: each alone, whatever lies beside it."""
        self._marks: dict[Question, Mark] = {}
        self._found: dict[tuple[str, Path, ModuleKind], Found | None] = {}
        self._answers: dict[tuple[str, str, int], Found | None] = {}
        self._stubs: dict[str, Found | None] = {}
        self.learned: dict[int, object] = {}
        """See `interp.modules.Library`."""
        self._snippets: list[ir.Module] = []
        """Kept, since the identities of nodes tell what has run: no later node may take the place of one of these."""

    def find(self, name: str, importing: str | None, level: int) -> Found | None:
        """The module called `name` as seen from the file `importing`; None where it is none of the project's, or cannot be read."""
        if importing is None:
            return None
        key = (name, importing, level)
        if key not in self._answers:
            file = self._cwd / importing
            module = self._indexes.of(file).find(name, file, level)
            self._answers[key] = None if module is None else self._module(module)
        return self._answers[key]

    def imported(self, name: str, importing: str, level: int) -> str | None:
        """The file that `find` would read, without reading it."""
        file = self._cwd / importing
        module = self._indexes.of(file).find(name, file, level)
        if module is None or module.kind is ModuleKind.NAMESPACE or (self._only is not None and module.path not in self._only):
            return None
        return shown(module.path, self._cwd)

    def bytes_of(self, path: str) -> bytes | None:
        """What is in a file of the project, or in a notebook's cells."""
        return self._sources.source(path)

    def is_stub(self, name: str) -> bool:
        """Whether the user's own stubs have a module or package of that name."""
        return self._own_stubs.find(name) is not None

    def below(self, folder: str, name: str) -> Found | None:
        """The module called `name` in a folder that lies below the project's root, the current folder or `src`; else None."""
        index = self._index_below(folder)
        module = None if index is None else index.find(name)
        return None if module is None else self._module(module)

    def members(self, folder: str) -> dict[str, bool] | None:
        """The modules directly in such a folder, `__init__` among them, and whether each is a package; None for any other folder."""
        index = self._index_below(folder)
        return None if index is None else index.members((self._cwd / folder).resolve())

    @property
    def has_own_stubs(self) -> bool:
        """Whether the user has stubs."""
        return self._with_own_stubs

    def mark(self, question: Question) -> Mark:
        """What the answer to a question hangs on; no file is parsed for that."""
        known = self._marks.get(question)
        if known is None:
            known = self._marks[question] = self._mark(question)
        return known

    def _mark(self, question: Question) -> Mark:
        module: ModuleFile | None = None
        match question:
            case ("script", path):
                module = self._indexes.of(self._cwd / path).module_of(self._cwd / path)
            case ("find", name, importing, level):
                module = self._indexes.of(self._cwd / importing).find(name, self._cwd / importing, int(level))
            case ("below", folder, name):
                index = self._index_below(folder)
                module = None if index is None else index.find(name)
            case ("stub", name):
                module = self._own_stubs.find(name)
            case ("members", folder):
                return Mark("", digest(repr(self.members(folder)).encode("utf-8", "surrogateescape")))
        if module is None or (self._only is not None and module.path not in self._only and question[0] != "stub"):
            return Mark("", b"")
        path = shown(module.path, self._cwd)
        said = f"{module.name}\0{path}\0{module.kind.value}".encode("utf-8", "surrogateescape")
        return Mark(path, digest(said, b"" if module.kind is ModuleKind.NAMESPACE else self._sources.digest(path)))

    def _index_below(self, folder: str) -> ProjectIndex | None:
        found = self._roots.own_folder(self._cwd / folder)
        if self._seen is not None:
            self._seen.place(str(self._cwd / folder), found)
        if not found:
            return None
        place = Path(found)
        index = self._apart.get(place)
        if index is None:
            index = self._apart[place] = ProjectIndex((place,))
        return index

    def stub(self, name: str) -> Found | None:
        """The stub module called `name`."""
        if name not in self._stubs:
            self._stubs[name] = self._read_stub(name)
        return self._stubs[name]

    def snippet(self, text: str, origin: str) -> ir.Module | None:
        """The code in a text that the program executes; None where it is no code."""
        code = self._sources.snippet(text, origin)
        if isinstance(code, ParseFailure):
            return None
        self._snippets.append(code)
        return code

    def script(self, path: str) -> Found | None:
        """A file as a script to be run; None if it cannot be read."""
        file = self._cwd / path
        return self._module(self._indexes.of(file).module_of(file))

    def tell(self, seen: Seen) -> None:
        """Say which folders answers depended on."""
        self._indexes.tell(seen)
        for index in (self._own_stubs, *self._apart.values()):
            tell_of(index, seen)

    def _module(self, module: ModuleFile) -> Found | None:
        key = (module.name, module.path, module.kind)
        if key not in self._found:
            from scopelint.interp.modules import Found  # not needed where no file can matter

            code = self._code(module)
            self._found[key] = None if code is None else Found(module.name, code, module.is_package, first_party=True)
        return self._found[key]

    def _code(self, module: ModuleFile) -> ir.Module | None:
        if self._only is not None and module.path not in self._only:
            return None
        path = shown(module.path, self._cwd)
        if module.kind is ModuleKind.NAMESPACE:
            from scopelint import ir

            return ir.Module(path, (), ())
        code = self._sources.module(path)
        return None if isinstance(code, ParseFailure) else code

    def _read_stub(self, name: str) -> Found | None:
        from scopelint import stubcode
        from scopelint.interp.modules import Found

        parts = name.split(".")
        if not all(part.isidentifier() for part in parts):
            return None
        module = self._own_stubs.find(name)
        if module is not None and module.kind is not ModuleKind.NAMESPACE:
            code = self._sources.module(shown(module.path, self._cwd))
            return None if isinstance(code, ParseFailure) else Found(name, code, module.is_package, first_party=False)
        folder = stubcode.STUBS.joinpath(*parts)
        for file, is_package in ((folder / "__init__.py", True), (folder.with_name(f"{folder.name}.py"), False)):
            if file.is_file():
                return Found(name, _stub_code(file), is_package, first_party=False)
        return None


@cache
def _stub_code(file: Path) -> ir.Module:
    """A stub's IR; stubs are part of scopelint, so one reading serves the whole process."""
    from scopelint import stubcode

    return stubcode.module(file)
