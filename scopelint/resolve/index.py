"""Which file is a module name? Python's import rules, applied to the project's own folders.

Flows in: first-party roots, and names as import statements have them. Flows out: `ModuleFile`s, or
None where the name is not surely a file of the project. Nothing is imported and no source is read.

One file can be two modules: `mod`, when its own folder is on the path, and `pkg.mod`. Python makes two
module objects then, and so do we: a `ModuleFile` is what a name stands for, its `name` tells the
module instances apart, and its `path` is the same, so that the file is parsed and lowered once.

Search order of an absolute import:

1. the roots in their order, each followed by its `src` folder, but for those that are packages;
2. the folder above the top package of the importing file, since it must have been on the path;
3. the roots that are packages themselves: a script inside a package, or its tests;
4. the importing file's own package: Python 2's implicit relative import.

The last two never find the importing file itself.

A package wins over a module, both win over a folder without `__init__.py` anywhere on the path. In the
last two places, and for such folders, names of known libraries (`outside`) are not looked for.
"""

from __future__ import annotations

import enum
import os
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec

from scopelint.resolve.folders import INIT, Folders
from scopelint.resolve.outside import BUILT_IN, OUTSIDE

StrPath: TypeAlias = "str | os.PathLike[str]"


class ModuleKind(enum.Enum):
    """What a module is made of: a file, a folder with `__init__.py`, or a folder without."""

    MODULE = "module"
    PACKAGE = "package"
    NAMESPACE = "namespace"


class ModuleFile(msgspec.Struct, frozen=True):
    """A module of the project, under the name by which it was found.

    `path` is the file to lower, the `__init__.py` of a package; of a NAMESPACE, which has none, the
    (first) folder.
    """

    name: str
    path: Path
    kind: ModuleKind

    @property
    def is_package(self) -> bool:
        """Whether the module has submodules, so that its own name is what its relative imports start from."""
        return self.kind is not ModuleKind.MODULE


class _Step(msgspec.Struct, frozen=True):
    """What one part of a dotted name led to; `folders` are searched for the next part."""

    kind: ModuleKind
    path: str
    folders: tuple[str, ...]


class ProjectIndex:
    """Finds modules below the roots; listings and answers are kept for the life of the index."""

    __slots__ = ("_answers", "_folders", "_outside", "_packages", "_plain")

    def __init__(self, roots: Iterable[StrPath], outside: Container[str] = OUTSIDE) -> None:
        """Nothing is read yet.

        Args:
            roots: folders, first the analysed file's own, then its project's, then those given by the user. Nothing outside of
                them is ever read.
            outside: top-level names of libraries, for which only a plain module or package of the project can stand.
        """
        given = tuple(dict.fromkeys(os.path.abspath(root) for root in roots))
        self._folders = Folders(given)
        self._outside = outside
        with_src = [folder for root in given for folder in (root, *self._src(root))]
        packages = [folder for folder in with_src if self._folders.listing(folder).is_package]
        self._plain = tuple(folder for folder in with_src if folder not in packages)
        self._packages = tuple(packages)
        self._answers: dict[tuple[str, str | None, int, str | None], ModuleFile | None] = {}

    def find(self, name: str, importing: StrPath | None = None, level: int = 0, package: str | None = None) -> ModuleFile | None:
        """The module that `import name` or `from <level dots>name import ...` means.

        Args:
            name: dotted; may be empty in a relative import.
            importing: the file with the import statement; without it, no relative import can be found.
            level: the number of dots in front.
            package: the `__package__` of the importing module, if it was itself imported under a name other than its canonical one;
                decides the names of what its relative imports find.
        """
        origin = None if importing is None else os.path.abspath(importing)
        key = (name, origin, level, package)
        if key not in self._answers:
            self._answers[key] = self._find(name, origin, level, package)
        return self._answers[key]

    @property
    def seen(self) -> Mapping[str, str]:
        """What the folders looked like that answers depended on (see `folders.look`)."""
        return self._folders.seen

    def name_of(self, path: StrPath) -> str:
        """The canonical dotted name of a file: its stem, below all folders above it that have an `__init__.py`."""
        folder, file = os.path.split(os.path.abspath(path))
        stem = os.path.splitext(file)[0]
        parts = self._package_of(folder)[1]
        return ".".join(parts if stem == INIT and parts else (*parts, stem))

    def module_of(self, path: StrPath) -> ModuleFile:
        """A file under its canonical name."""
        stem = os.path.splitext(os.path.basename(path))[0]
        kind = ModuleKind.PACKAGE if stem == INIT else ModuleKind.MODULE
        return ModuleFile(self.name_of(path), Path(os.path.abspath(path)), kind)

    def members(self, folder: StrPath) -> dict[str, bool]:
        """The names of the modules directly in a folder, `__init__` among them, and whether each is a package."""
        place = os.path.abspath(folder)
        listing = self._folders.listing(place)
        packages = {name for name in listing.folders if self._folders.listing(os.path.join(place, name)).is_package}
        return {name: name in packages for name in sorted(listing.modules | packages)}

    def _find(self, name: str, importing: str | None, level: int, package: str | None) -> ModuleFile | None:
        parts = tuple(name.split(".")) if name else ()
        if not all(part.isidentifier() for part in parts):
            return None
        if not level and parts and parts[0] in BUILT_IN:
            return None
        if level:
            return None if importing is None else self._relative(parts, importing, level, package)
        return self._absolute(parts, importing) if parts else None

    def _absolute(self, parts: tuple[str, ...], importing: str | None) -> ModuleFile | None:
        own = None if importing is None else os.path.dirname(importing)
        base, package = ("", ()) if own is None else self._package_of(own)
        known = parts[0] in self._outside
        folders = (*self._plain, base) if base and base not in self._plain else self._plain
        found = self._not_itself(parts, folders, importing, known) or self._follow(parts, folders, (), regular_only=known)
        if found is not None or known:
            return found
        unsure: list[tuple[tuple[str, ...], tuple[str, ...]]] = [(self._packages, ())]
        if own is not None and package:
            unsure.append(((own,), package))
        for folders, above in unsure:
            found = self._follow(parts, folders, above)
            if found is not None and str(found.path) != importing:
                return found
        return None

    def _not_itself(self, parts: tuple[str, ...], folders: Sequence[str], importing: str | None, known: bool) -> ModuleFile | None:
        """What another folder has under the name of the importing file, which hardly means itself (`maddpg/trainer/maddpg.py`)."""
        if importing is None or os.path.basename(importing) != f"{parts[0]}.py":
            return None
        others = [folder for folder in folders if folder != os.path.dirname(importing)]
        return self._follow(parts, others, (), regular_only=known)

    def _relative(self, parts: tuple[str, ...], importing: str, level: int, package: str | None) -> ModuleFile | None:
        folder = os.path.dirname(importing)
        names = self._package_of(folder)[1] if package is None else tuple(filter(None, package.split(".")))
        for _ in range(level - 1):
            folder = os.path.dirname(folder)
            if package is not None and not names:
                return None
            names = names[:-1]
        if not self._folders.contains(folder):
            return None
        if parts:
            return self._follow(parts, (folder,), names)
        if self._folders.listing(folder).is_package:
            return ModuleFile(".".join(names), Path(folder, f"{INIT}.py"), ModuleKind.PACKAGE)
        return ModuleFile(".".join(names), Path(folder), ModuleKind.NAMESPACE)

    def _follow(
        self, parts: tuple[str, ...], folders: Sequence[str], above: tuple[str, ...], *, regular_only: bool = False
    ) -> ModuleFile | None:
        """Follow a dotted name from the folders in which its first part may lie."""
        step: _Step | None = None
        for index, part in enumerate(parts):
            if step is not None and step.kind is ModuleKind.MODULE:
                return None
            step = self._step(part, folders)
            if step is None or (index == 0 and regular_only and step.kind is ModuleKind.NAMESPACE):
                return None
            folders = step.folders
        if step is None:
            return None
        return ModuleFile(".".join((*above, *parts)), Path(step.path), step.kind)

    def _step(self, part: str, folders: Sequence[str]) -> _Step | None:
        portions: list[str] = []
        for folder in folders:
            listing = self._folders.listing(folder)
            inner = os.path.join(folder, part)
            if part in listing.folders:
                if self._folders.listing(inner).is_package:
                    return _Step(ModuleKind.PACKAGE, os.path.join(inner, f"{INIT}.py"), (inner,))
                portions.append(inner)
            if part in listing.modules:
                return _Step(ModuleKind.MODULE, f"{inner}.py", ())
        portions = [folder for folder in portions if self._folders.holds_modules(folder)]
        return _Step(ModuleKind.NAMESPACE, portions[0], tuple(portions)) if portions else None

    def _package_of(self, folder: str) -> tuple[str, tuple[str, ...]]:
        """The folder above the top package that `folder` belongs to, and the names from there down."""
        names: list[str] = []
        while self._folders.listing(folder).is_package:
            above, name = os.path.split(folder)
            if not name.isidentifier():
                break
            names.append(name)
            folder = above
        return folder, tuple(reversed(names))

    def _src(self, root: str) -> tuple[str, ...]:
        listing = self._folders.listing(root)
        source = os.path.join(root, "src")
        if "src" not in listing.folders or self._folders.listing(source).is_package:
            return ()
        return (source,)
