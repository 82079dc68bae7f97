"""Stand-ins for libraries that are not installed and decide no variable: plotting, progress bars, game environments.

In: names of modules, such as "gym" or "tensorflow.contrib.seq2seq". Out: a finder on `sys.meta_path` that is asked last, so that an
installed library is the real one.

Every attribute of a stand-in is a class that can be called, subclassed, used as a decorator or as a context manager, and iterated
over in vain.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any


class _Kind(type):
    """The class of stand-in classes, whose attributes are stand-ins."""

    def __getattr__(cls, name: str) -> Any:
        return _stand_in(name)


class _StandIn(metaclass=_Kind):
    """Does nothing, whatever is asked of it."""

    def __new__(cls, *arguments: Any, **options: Any) -> Any:
        decorated = arguments[0] if len(arguments) == 1 and not options and callable(arguments[0]) else None
        return super().__new__(cls) if decorated is None or isinstance(decorated, _StandIn) else decorated

    def __init__(self, *arguments: Any, **options: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        return _stand_in(name)()

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return arguments[0] if len(arguments) == 1 and callable(arguments[0]) else self

    def __enter__(self) -> _StandIn:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter(())


def _stand_in(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Kind(name, (_StandIn,), {})


class _Module(ModuleType):
    __version__ = "99.0.0"
    """Enough for those who ask whether a library is new enough."""

    def __getattr__(self, name: str) -> Any:
        return _stand_in(name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the named modules and whatever is asked for below them."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = frozenset(names)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if not any(f"{fullname}.".startswith(f"{name}.") for name in self._names):
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def install(names: Sequence[str]) -> None:
    """Lets the program import these modules where they are not installed."""
    if names:
        sys.meta_path.append(_Finder(names))
    for name in names:
        if "." in name:
            importlib.import_module(name)  # to be found as an attribute, too
