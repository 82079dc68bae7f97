"""The modules of the analysed program: finding them, running them once, and what lies outside.

Flows in: names to import. Flows out: module values. First-party modules are run from their IR; stub
modules likewise; native ones answer from the tables of `natives`; everything else is `Unknown`.
One `Library` is shared by all entries (it caches IR); `Modules` is the state of one entry.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

from scopelint import ir
from scopelint.domain.conditions import TRUE
from scopelint.domain.keys import Key
from scopelint.domain.values import BIRTHS, MISSING, Choice, Table, Unknown, Value
from scopelint.interp import natives
from scopelint.interp.class_attributes import docstring
from scopelint.interp.classes import EXCEPTIONS
from scopelint.interp.frames import Frame
from scopelint.interp.objects import ClassObj, ListObj, ModuleObj
from scopelint.interp.views import OPEN
from scopelint.ir_text import text_of
from scopelint.tf import canonical
from scopelint.trace import Cut

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_SCOPE_KEY: Final = "_VARSCOPE_KEY"
"""The collection in which TensorFlow up to 1.4 kept the scope that is open, for programs to put another one there: it is no more."""

_UNLISTED: Final = frozenset({"compiler", "core", "examples", "include", "internal", "python", "pywrap_tensorflow", "security", "tools"})
"""What the package of TensorFlow has besides its public names, of one release or another."""

_ONLY_TENSORFLOW1: Final = {"tensorflow": ("contrib",)}
"""What `import *` of a module binds besides the names that TensorFlow 2 has there, too."""

_HARMLESS: Final = frozenset(sys.stdlib_module_names) | {
    "numpy", "scipy", "PIL", "cv2", "matplotlib", "pandas", "skimage", "sklearn", "tqdm", "h5py", "yaml", "nltk", "gym",
    "imageio", "requests", "six", "absl", "past", "future", "builtins", "termcolor", "tabulate", "psutil", "joblib", "simplejson",
    "google", "pytest", "nose", "mpi4py", "zmq", "msgpack", "lmdb", "pycocotools", "seaborn", "sentencepiece", "spacy", "gensim",
    "semantic_version", "setuptools", "librosa", "soundfile", "networkx", "jieba", "editdistance", "easydict",
    "flask", "flask_cors", "flask_restful", "flask_restplus", "flask_restx", "bottle", "fastapi", "sanic", "tornado", "aiohttp", "rospy",
    "click", "fire", "typer", "hydra", "gin", "sacred", "wandb", "mlflow", "numba", "line_profiler", "memory_profiler", "progressbar",
    "nibabel", "SimpleITK", "pydicom", "rasterio", "zarr", "ray", "dask", "celery", "sqlalchemy", "pymongo", "boto3", "loguru",
    "django", "rest_framework", "socketio", "engineio", "eventlet", "gevent", "werkzeug", "uvicorn", "pydantic",
}  # fmt: skip
"""Modules whose functions make no TensorFlow variables: not seeing them is worth no word."""


def is_harmless(library: str) -> bool:
    """Whether nothing that a library offers makes variables; `library` is the first part of its modules' names."""
    return library in _HARMLESS


class Found(msgspec.Struct, frozen=True):
    """A module with source: its dotted name, its IR, whether it is a package, whose it is."""

    name: str
    module: ir.Module
    is_package: bool
    first_party: bool


class Library(Protocol):
    """Where source comes from; shared by all entries."""

    def find(self, name: str, importing: str | None, level: int) -> Found | None:
        """The module called `name` as seen from the file `importing`; None where there is no source."""
        ...

    def below(self, folder: str, name: str) -> Found | None:
        """The first-party module called `name` in a folder; None where the folder does not belong to the project."""
        ...

    def members(self, folder: str) -> dict[str, bool] | None:
        """The names of the modules directly in a folder of the project, and whether each is a package; None for any other folder."""
        ...

    def stub(self, name: str) -> Found | None:
        """The stub module called `name` (a canonical name)."""
        ...

    def snippet(self, text: str, origin: str) -> ir.Module | None:
        """The code in a text that the file `origin` executes; None where it is no code."""
        ...

    @property
    def learned(self) -> dict[int, object]:
        """What anybody has found out about pieces of code, by their identities: they live as long as the library."""
        ...


class Modules:
    """The modules of one entry, and what was defined in them.

    `value_outside` gives the value of a name of TensorFlow that has neither stub nor native function.
    """

    def __init__(self, library: Library, value_outside: Callable[[Interpreter, str], Value]) -> None:
        self._library = library
        self._value_outside = value_outside
        self._loaded = Table()
        """The modules that ran; those of the project are there on the paths that have imported them."""
        self._loaded_path: ListObj | None = None
        self._members: dict[tuple[str, str], Value] = {}
        self._definitions: list[Value] = []
        self.current_call: ir.Call | None = None
        self.class_under_way: ClassObj | None = None
        self._imports_contrib = False

    def asks(self, library: Library) -> None:
        """Let it be another run that asks the library from now on."""
        self._library = library

    @property
    def learned(self) -> dict[int, object]:
        """See `Library.learned`."""
        return self._library.learned

    @property
    def of_tensorflow1(self) -> bool:
        """Whether the program has asked for `tf.contrib`, which only TensorFlow 1 has."""
        return self._imports_contrib or ("tensorflow", "contrib") in self._members

    @property
    def current_text(self) -> str:
        """The source of the call that the user's own code makes now: what a result that is not known is called."""
        return "?" if self.current_call is None else text_of(self.current_call)

    # --- importing -----------------------------------------------------------------------------

    def load(self, interp: Interpreter, name: str, frame: Frame, level: int = 0) -> Value:
        """`import name`, as seen from the module of `frame`: the module called `name` itself."""
        module = self._of_project(interp, name, frame, level)
        if module is not None:
            return module
        if level:
            missing = Unknown(("module", "." * level + name), name or ".", "the module was not found")
            return self._missing(interp, name, ("importable", frame.path, level, name), missing)
        above = self._plain_module_above(name, frame)
        if above is not None and name not in self._loaded:
            self._with_parents(interp, above, above.name, frame, 0)
            return interp.fail("ModuleNotFoundError", f"No module named {name!r}; {above.name!r} is not a package")
        self._imports_contrib |= frame.user and name.startswith("tensorflow.contrib")
        return self.outside(interp, name)

    def known(self, interp: Interpreter, name: str, frame: Frame) -> Value | None:
        """The module called `name`, as `load` gives it; None for one that nothing is known of."""
        module = self._of_project(interp, name, frame, 0)
        return self._known_outside(interp, name) if module is None else module

    def _of_project(self, interp: Interpreter, name: str, frame: Frame, level: int) -> Value | None:
        if frame.user and (found := self._library.find(name, frame.path, level)) is not None:
            return self._with_parents(interp, found, name, frame, level)
        if frame.user and not level and (found := self._on_path(interp, name)) is not None:
            return self.run(interp, found)
        return None

    def _plain_module_above(self, name: str, frame: Frame) -> Found | None:
        """The module of the project that stands where `name` wants a package."""
        above = name.rpartition(".")[0]
        while above and frame.user:
            found = self._library.find(above, frame.path, 0)
            if found is not None:
                return found if not found.is_package and self._is_where_python_looks(found) else None
            above = above.rpartition(".")[0]
        return None

    def _is_where_python_looks(self, found: Found) -> bool:
        """Whether Python finds a module under this very name: below a package, or beside the script; others are found by roots that may
        be no folder of `sys.path`."""
        script = next((module.path for module in self.loaded() if module.name == "__main__"), None)
        return "." in found.name or (script is not None and os.path.dirname(found.module.path) == os.path.dirname(script))

    def snippet(self, text: str, origin: str) -> ir.Module | None:
        """The code in a text that the program passes to `eval` or `exec`; None where it is no code."""
        return self._library.snippet(text, origin)

    def search_path(self, interp: Interpreter) -> ListObj:
        """`sys.path`: empty but for what the program puts there itself."""
        known = self._loaded_path
        if known is None:
            with BIRTHS.of_no_path():
                known = self._loaded_path = interp.list(())
        return known

    def _on_path(self, interp: Interpreter, name: str) -> Found | None:
        """A module in a folder of the project that the program put on `sys.path`."""
        folders = interp.items(self._loaded_path) if self._loaded_path is not None else ()
        for folder in folders if isinstance(folders, tuple) else ():
            found = self._library.below(folder, name) if isinstance(folder, str) else None
            if found is not None:
                return found
        return None

    def outside(self, interp: Interpreter, name: str) -> Value:
        """A module that is not first-party: TensorFlow, a stub, a native one, or unknown."""
        module = self._known_outside(interp, name)
        if module is not None:
            return module
        known = canonical.module(name)
        top, owner = known.partition(".")[0], known.rpartition(".")[0]
        if owner and canonical.is_module(owner) and self._is_no_module(interp, owner, known):
            return interp.fail("ModuleNotFoundError", f"No module named {name!r}")
        missing = Unknown(("module", known), name, f"{known} has no model" if top == "tensorflow" else f"the module {top} was not found")
        return self._missing(interp, name, None if top in _PYTHON_2 else ("importable", top), missing)

    def _missing(self, interp: Interpreter, name: str, question: tuple[object, ...] | None, missing: Unknown) -> Value:
        """A module that was not found: where the program is ready for that, it may be there (`question`) or not."""
        if not interp.handled(EXCEPTIONS["ImportError"]):
            return missing

        def refused() -> Value:
            return interp.throw(interp.exception("ImportError", f"No module named '{name}'"))

        if question is None:
            return refused()
        return interp.state.split(interp.state.conditions.atom(question), lambda: missing, refused)

    def _is_no_module(self, interp: Interpreter, owner: str, name: str) -> bool:
        """Whether a name is known as something else: a class, a function, a constant."""
        module = self.outside(interp, owner)
        member = self.member_outside(interp, module, name.rpartition(".")[2]) if isinstance(module, ModuleObj) else MISSING
        return member is not MISSING and not isinstance(member, (ModuleObj, Unknown))

    def _known_outside(self, interp: Interpreter, name: str) -> Value | None:
        known = canonical.module(name)
        module = self._loaded.get(known)
        if module is not None:
            return module
        stub = self._library.stub(known)
        if stub is not None:
            return self.run(interp, stub)
        top = known.partition(".")[0]
        if canonical.is_module(known) or natives.has_members(known):
            module = self._loaded[known] = ModuleObj(known, None, first_party=False)
            return module
        if top in sys.stdlib_module_names:
            module = self._loaded[known] = ModuleObj(known, None, first_party=False)
            return module
        return None

    def _with_parents(self, interp: Interpreter, found: Found, name: str, frame: Frame, level: int) -> Value:
        """Run a module's packages before it, and bind each in the one above."""
        parts = found.name.split(".")
        above: Value = None
        for count in range(1, len(parts)):
            package = self._library.find(".".join(parts[:count]), frame.path, 0)
            if package is not None:
                above = self._bound_in(interp, above, parts[count - 1], package)
        return self._bound_in(interp, above, parts[-1], found)

    def _bound_in(self, interp: Interpreter, above: Value, name: str, found: Found) -> Value:
        """Run a module; its first import binds it in its package, which may bind something else to the name later."""
        first = interp.state.get(self._loaded, found.name) is MISSING
        module = self.run(interp, found)
        if first and isinstance(above, ModuleObj):
            interp.state.set(above.fields, name, module)
        return module

    def run(self, interp: Interpreter, found: Found, *, name: str | None = None) -> Value:
        """Run a module's body, once an entry; one that makes variables, or fails, once on each path that imports it."""
        known = name or found.name
        module = interp.state.get(self._loaded, known)
        if type(module) is Choice:
            return interp.each(module, lambda m: self._run_body(interp, found, known) if m is MISSING else m)
        if module is not MISSING:
            return module
        if interp.state.path is TRUE and not interp.state.splits:
            return self._run_body(interp, found, known)
        start, before = len(interp.state.events), (interp.state.failed, interp.state.ended)
        made = interp.state.apart(
            lambda: self._run_body(interp, found, known),
            lambda: all(isinstance(event, Cut) for event in interp.state.events[start:]),
        )
        if made is not None:
            return made
        interp.state.failed, interp.state.ended = before
        return self._run_body(interp, found, known)

    def _run_body(self, interp: Interpreter, found: Found, known: str) -> ModuleObj:
        module = ModuleObj(known, found.module.path, first_party=found.first_party)
        module.body = found.module.body
        interp.state.set(self._loaded, known, module)
        is_package = found.is_package
        module.fields.update(
            __name__=known,
            __file__=found.module.path,
            __doc__=docstring(found.module.body),
            __package__=known if is_package else known.rpartition(".")[0],
        )
        if is_package:
            module.fields["__path__"] = interp.list([os.path.dirname(found.module.path)])
        frame = Frame(module, module.fields)
        handlers, interp.handlers = interp.handlers, list(interp.handlers)
        interp.frames.append(frame)
        stack, loops = interp.stack, interp.loops
        if not found.first_party:
            interp.stack, interp.loops = list(stack), []
        try:
            interp.run(found.module.body, frame)
        finally:
            interp.frames.pop()
            interp.handlers = handlers
            interp.stack, interp.loops = stack, loops
        return module

    def imported(self, interp: Interpreter, name: str) -> Value:
        """What `sys.modules` has under a name, as far as this program itself has put it there; else `MISSING`."""
        return interp.state.get(self._loaded, name if name in self._loaded else canonical.module(name))

    def replace(self, interp: Interpreter, name: str, module: Value) -> None:
        """What the program itself puts into `sys.modules`."""
        interp.state.set(self._loaded, name, module)

    # --- what modules hold -----------------------------------------------------------------------

    def attribute(self, interp: Interpreter, module: ModuleObj, name: str) -> Value:
        """An attribute that the module's own namespace does not have."""
        if module.first_party:
            found = self._library.find(f"{module.name}.{name}", module.path, 0)
            if found is not None and (loaded := interp.state.get(self._loaded, found.name)) is not MISSING:
                return loaded
            if "__getattr__" in module.fields:
                return interp.call(module.fields["__getattr__"], (name,))
            is_open = "<star>" in module.fields or interp.state.get(module.fields, OPEN) is not MISSING
            return Unknown(("star", module.name, name), name, "unknown") if is_open else MISSING
        return self.member_outside(interp, module, name)

    def member_outside(self, interp: Interpreter, module: ModuleObj, name: str) -> Value:
        """A member of TensorFlow, of a stub module, or of the standard library: looked up once an entry."""
        if name == _SCOPE_KEY:
            return MISSING
        key = (module.name, name)
        found = self._members.get(key, MISSING)
        if found is MISSING:
            with BIRTHS.of_no_path():
                found = self._look_outside(interp, module, name)
            self._members[key] = found
        if (
            type(found) is Unknown
            and module.name == "tensorflow"
            and name not in _UNLISTED
            and interp.looks_for(EXCEPTIONS["AttributeError"])
        ):
            return interp.fail("AttributeError", f"module 'tensorflow' has no attribute '{name}'")
        return found

    def _look_outside(self, interp: Interpreter, module: ModuleObj, name: str) -> Value:
        known = canonical.member(module.name, name)
        if known == "sys.path":
            return self.search_path(interp)
        asked = interp.asked.constant(known)
        if asked is not MISSING:
            return asked
        native = natives.FUNCTIONS.get(known, MISSING)
        if native is not MISSING:
            return native
        loaded = self._loaded.get(known)
        if loaded is not None:
            return loaded
        owner, _, last = known.rpartition(".")
        if owner != module.name:
            other = self.outside(interp, owner)
            if isinstance(other, ModuleObj) and other is not module:
                found = interp.state.get(other.fields, last)
                return found if found is not MISSING else self.member_outside(interp, other, last)
        stub = self._library.stub(known)
        if stub is not None:
            return self.run(interp, stub)
        value = self._value_outside(interp, known)
        if value is not MISSING:
            return value
        if canonical.is_module(known) or natives.has_members(known):
            made = self._loaded[known] = ModuleObj(known, None, first_party=False)
            return made
        if name.startswith("__") and name.endswith("__"):
            return known if name == "__name__" else Unknown(("dunder", known), known, "a detail of a library")
        return Unknown(("library", known), known, f"{known} has no model")

    def member(self, interp: Interpreter, module: Value, name: str) -> Value:
        """`from module import name`: an attribute, or a submodule."""
        if not isinstance(module, ModuleObj):
            return interp.getattr(module, name) if not isinstance(module, Unknown) else module.derived(("attribute", name), name)
        found = interp.state.get(module.fields, name)
        if found is not MISSING:
            return found
        made = self.submodule(interp, module, name)
        return made if made is not None else interp.getattr(module, name)

    def submodule(self, interp: Interpreter, module: ModuleObj, name: str) -> Value | None:
        """A module of a package of the project, run and bound in it; None where there is none of that name."""
        found = self._library.find(f"{module.name}.{name}", module.path, 0) if module.first_party else None
        if found is None:
            return None
        made = self.run(interp, found)
        interp.state.set(module.fields, name, made)
        return made

    def members_of(self, folder: str) -> dict[str, bool] | None:
        """The modules directly in a folder of the project (see `Library.members`)."""
        return self._library.members(folder)

    def exports(self, interp: Interpreter, module: Value) -> dict[str, Value] | None:
        """What `from module import *` binds; None where that is not known."""
        if not isinstance(module, ModuleObj):
            return None
        declared = module.fields.get("__all__", MISSING)
        if declared is not MISSING:
            names = interp.items(declared)
            if isinstance(names, tuple):
                return {n: self.member(interp, module, n) for n in names if isinstance(n, str)}
        listed = () if module.first_party else canonical.children(module.name)
        if listed or module.path is None:
            names_known = (*listed, *_ONLY_TENSORFLOW1.get(module.name, ())) or natives_below(module.name)
            return {n: self.member(interp, module, n) for n in names_known if not n.startswith("_")}
        return {k: v for k, v in module.fields.items() if isinstance(k, str) and not k.startswith(("_", "<")) and v is not MISSING}

    def builtin(self, name: str) -> Value:
        """A name of Python's `builtins`, or `MISSING`."""
        return natives.FUNCTIONS.get(f"builtins.{name}", MISSING)

    # --- what the program defined ------------------------------------------------------------------

    def defined(self, value: Value) -> None:
        self._definitions.append(value)

    def definitions(self) -> tuple[Value, ...]:
        """Functions and classes in the order in which `def` and `class` made them."""
        return tuple(self._definitions)

    def subclasses_of(self, cls: ClassObj) -> tuple[Value, ...]:
        return tuple(v for v in self._definitions if isinstance(v, ClassObj) and cls in v.bases)

    def loaded(self) -> Iterable[ModuleObj]:
        return (module for module in self._loaded.values() if isinstance(module, ModuleObj))

    # --- calls that cannot be followed -----------------------------------------------------------

    def worth_telling(self, function: Unknown) -> bool:
        """Whether a call that cannot be followed may matter: it may make variables."""
        library = self.library_of(function)
        return library is not None and not is_harmless(library)

    def may_build(self, function: Unknown) -> bool:
        """Whether something unknown that is called may be code that makes variables, wherever it comes from."""
        library = self.library_of(function)
        return library is None or not is_harmless(library)

    def library_of(self, function: Unknown) -> str | None:
        """The library that something unknown comes from; None for what comes from elsewhere."""
        root = function.key
        while isinstance(root, Key) and len(root.parts) == 2 and isinstance(root.parts[1], Key):
            root = root.parts[1]
        if isinstance(root, Key) and len(root.parts) > 1 and root.parts[0] in ("module", "library"):
            return str(root.parts[1]).partition(".")[0]
        return None

    def text_of_call(self, function: Unknown) -> str:
        return self.current_text


_PYTHON_2: Final = frozenset(
    {
        "cPickle",
        "cStringIO",
        "StringIO",
        "ConfigParser",
        "Queue",
        "urllib2",
        "urlparse",
        "httplib",
        "Tkinter",
        "commands",
        "__builtin__",
        "itertools.izip",
        "HTMLParser",
    }
)


def natives_below(name: str) -> list[str]:
    """The names directly below a native module."""
    prefix = name + "."
    return [k[len(prefix) :] for k in natives.FUNCTIONS if k.startswith(prefix) and "." not in k[len(prefix) :]]
