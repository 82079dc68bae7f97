"""The module that programs get as `tensorflow`.

In: the `tf.contrib` module. Out: entries in `sys.modules` and a finder on `sys.meta_path`.

`tensorflow`, `tf.compat.v1` and `tensorflow.compat.v1` are one and the same module object: TensorFlow 1's
API, as `tensorflow.compat.v1` has it, with `contrib` and TensorFlow 1.15's version number. A name that
TensorFlow 1 did not have is looked up in TensorFlow 2, for programs that mix `tf.compat.v1` with newer
names. `tensorflow.python.*` stays what it is.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import tensorflow as _real

from . import mnist

if TYPE_CHECKING:
    from collections.abc import Sequence

VERSION: Final = "1.15.5"
"""What programs that ask for TensorFlow's version are told."""

_NAME: Final = "tensorflow"


class _Layered(ModuleType):
    """A module whose missing attributes come from other modules, the first that has them."""

    def __init__(self, name: str, *sources: ModuleType) -> None:
        super().__init__(name)
        self._sources = sources

    def __getattr__(self, name: str) -> Any:
        if name != "_sources":
            for source in self._sources:
                try:
                    value = getattr(source, name)
                except AttributeError:
                    continue
                return value
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

    def __dir__(self) -> list[str]:
        return sorted({name for module in (self._sources[0], super()) for name in module.__dir__()})


class _AttributeFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds `tensorflow.a.b` when `tensorflow` has a module `a` that has a module `b`."""

    def __init__(self, top: ModuleType) -> None:
        self._top = top

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if self._lookup(fullname) is None:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def exec_module(self, module: ModuleType) -> None:
        found = self._lookup(module.__name__)
        assert found is not None
        sys.modules[module.__name__] = found

    def _lookup(self, fullname: str) -> ModuleType | None:
        top, *names = fullname.split(".")
        if top != _NAME or not names:
            return None
        module = self._top
        for name in names:
            found = getattr(module, name, None)
            if not isinstance(found, ModuleType):
                return None
            module = found
        return module


def install(contrib: ModuleType) -> None:
    """Puts TensorFlow 1 in place of TensorFlow 2 for everything that is imported from now on."""
    v1 = importlib.import_module("tensorflow.compat.v1")
    keras = importlib.import_module("keras.api._v1.keras")
    compat = _Layered("tensorflow.compat", v1.compat)
    top = _Layered(_NAME, v1, _real)
    top.__dict__.update(
        __path__=_real.__path__,
        __file__=_real.__file__,
        __spec__=_real.__spec__,
        __version__=VERSION,
        VERSION=VERSION,
        __all__=[name for name in dir(v1) if not name.startswith("_")] + ["contrib"],
        compat=compat,
        contrib=contrib,
        Tensor=importlib.import_module("tensorflow.python.framework.ops").SymbolicTensor,  # what graphs hold: `type(x) is tf.Tensor`
        examples=_tutorials(),
        keras=keras,
    )
    compat.__dict__.update(v1=top, v2=sys.modules["tensorflow.compat.v2"], __path__=[])
    _forget_public_modules()
    sys.modules.update({_NAME: top, "tensorflow.compat": compat, "tensorflow.compat.v1": top})
    sys.meta_path.insert(0, _AttributeFinder(top))


def _tutorials() -> ModuleType:
    """`tensorflow.examples`, as far as `tensorflow.examples.tutorials.mnist.input_data`."""
    inner: ModuleType = mnist
    for path, attribute in (("tutorials.mnist", "input_data"), ("tutorials", "mnist"), ("", "tutorials")):
        outer = ModuleType(f"{_NAME}.examples.{path}".rstrip("."))
        outer.__dict__.update({"__path__": [], attribute: inner})
        inner = outer
    return inner


def _forget_public_modules() -> None:
    """Takes TensorFlow 2's public modules out of `sys.modules`; the implementation stays."""
    kept = (
        "tensorflow.python",
        "tensorflow.core",
        "tensorflow._api",
        "tensorflow.lite",
        "tensorflow.compat.v2",
        "tensorflow.tsl",
    )
    for name in list(sys.modules):
        if name.startswith("tensorflow.") and not name.startswith(kept):
            del sys.modules[name]
