"""Python's own objects as values: functions, classes, instances, containers, modules.

Flows in: what the interpreter builds while it runs. Flows out: values whose mutable part lies in
`fields` (see `domain.values.Obj`). Containers keep their whole content as one immutable value under
`CONTENT`, so that paths that changed it differently can be joined like any other location.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, Final

from scopelint import ir
from scopelint.domain.values import MISSING, Attributes, Choice, ModelAttributes, Obj, Table, Unknown, Value
from scopelint.model import Site, Span

if TYPE_CHECKING:
    from scopelint.model import Site

CONTENT: Final = "<content>"
"""The key under which containers keep their items (tuple, or dict of key -> value)."""

GETTER: Final = "<getter>"
"""The field of a function that has served as a custom getter."""

INIT_ONLY: Final = "<init only>"
"""The field of a class with the names that are annotated as `InitVar`."""

DATACLASS_FIELDS: Final = "<dataclass fields>"
"""The field of a class that has the names of its fields as a dataclass."""

UNSEEN_DECORATOR: Final = "<unseen decorator>"
"""The field of a function for a decorator which cannot be seen: it may give it other arguments than callers do, and in other scopes."""


class ClassObj(Obj):
    """A class: of the program, or one of Python's own (`python` is then the real type).

    `fields` is its namespace. `unknown_base` is the reason why some attributes cannot be known. `modelled`: whether code of a library's
    model takes part in it.
    """

    __slots__ = ("bases", "definition", "metaclass", "modelled", "module", "mro", "name", "python", "unknown_base")

    def __init__(
        self,
        name: str,
        bases: tuple[ClassObj, ...],
        *,
        module: ModuleObj | None = None,
        python: type | None = None,
        unknown_base: Unknown | None = None,
        definition: ir.ClassDef | None = None,
    ) -> None:
        self.fields = Table()
        self.name = name
        self.bases = bases
        self.module = module
        self.python = python
        self.definition = definition
        self.metaclass: ClassObj | None = None
        self.mro = linearise(self, bases)
        self.modelled: bool = any(c.modelled for c in bases) or (module is not None and not module.first_party)
        inherited: Unknown | None = next((b.unknown_base for b in bases if b.unknown_base is not None), None)
        self.unknown_base: Unknown | None = unknown_base if unknown_base is not None else inherited

    def is_subclass(self, other: ClassObj) -> bool:
        return other in self.mro

    def __repr__(self) -> str:
        return f"<class {self.name}>"


class Instance(Obj):
    """An object of a class of the program."""

    __slots__ = ("cls",)

    def __init__(self, cls: ClassObj, *, modelled: bool = False) -> None:
        self.fields: Table = ModelAttributes() if modelled or cls.modelled else Attributes()
        self.cls = cls

    def __repr__(self) -> str:
        return f"<{self.cls.name} object>"


class ListObj(Instance):
    """A list (or a deque); the content is a tuple of values, or Unknown."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "[...]"

    def merged_with(self, other: Value, key: Hashable) -> Value | None:
        return None


class DictObj(Instance):
    """A dict; the content is a Python dict (never changed in place) of values, or Unknown."""

    __slots__ = ()


class SetObj(Instance):
    """A set or frozenset; the content is a tuple of distinct values, or Unknown."""

    __slots__ = ()


CONTAINER_TYPES: Final = (ListObj, DictObj, SetObj)
"""The containers of Python whose items the state holds."""


class ModuleObj(Obj):
    """A module; `fields` are its globals. `path` is None for modules without source."""

    __slots__ = ("body", "first_party", "getattr", "name", "path")

    def __init__(self, name: str, path: str | None, *, first_party: bool) -> None:
        self.fields = Table()
        self.fields.born = 0  # it is found by its name, whatever path has made it
        self.name = name
        self.path = path
        self.first_party = first_party
        self.body: tuple[ir.Stmt, ...] = ()
        self.getattr: Callable[[str], Value] | None = None

    def place(self, span: Span) -> Site:
        """That of a definition in this module: it tells which one is meant, whatever run or process says it."""
        return Site(self.path or self.name, span)

    def __repr__(self) -> str:
        return f"<module {self.name}>"


class FunctionObj(Obj):
    """A `def` or lambda with what it closes over; `fields` are its attributes."""

    __slots__ = ("closure", "cls", "code", "defaults", "module", "qualname")

    def __init__(
        self,
        code: ir.Function,
        module: ModuleObj,
        closure: tuple[Table, ...],
        defaults: dict[str, Value],
        qualname: str,
    ) -> None:
        self.fields = Table()
        self.code = code
        self.module = module
        self.closure = closure
        self.defaults = defaults
        self.qualname = qualname
        self.cls: ClassObj | None = None

    def __repr__(self) -> str:
        return f"<function {self.qualname}>"


class NativeFunction(Obj):
    """A function written in Python for the interpreter: `impl(interpreter, *args, **kwargs)`.

    Arguments arrive decided (no `Choice`) unless `lazy`. `fields` hold the attributes that the program may read of it.
    """

    __slots__ = ("impl", "lazy", "name")

    def __init__(self, name: str, impl: Callable[..., Value], *, lazy: bool = False) -> None:
        super().__init__()
        self.name = name
        self.impl = impl
        self.lazy = lazy

    def __repr__(self) -> str:
        return f"<native {self.name}>"


class BoundMethod(Obj):
    __slots__ = ("function", "receiver")

    def __init__(self, function: Value, receiver: Value) -> None:
        super().__init__()
        self.function = function
        self.receiver = receiver

    def __repr__(self) -> str:
        return f"<bound {self.function!r} of {self.receiver!r}>"


class PropertyObj(Obj):
    __slots__ = ("deleter", "getter", "setter")

    def __init__(self, getter: Value, setter: Value = None, deleter: Value = None) -> None:
        super().__init__()
        self.getter = getter
        self.setter = setter
        self.deleter = deleter


class StaticMethod(Obj):
    __slots__ = ("function",)

    def __init__(self, function: Value) -> None:
        super().__init__()
        self.function = function


class ClassMethod(Obj):
    __slots__ = ("function",)

    def __init__(self, function: Value) -> None:
        super().__init__()
        self.function = function


class SuperObj(Obj):
    """`super(start, receiver)`: attributes are looked up in the MRO of the receiver after `start`."""

    __slots__ = ("receiver", "start")

    def __init__(self, start: ClassObj, receiver: Value) -> None:
        super().__init__()
        self.start = start
        self.receiver = receiver


class GeneratorObj(Obj):
    """A call of a generator function that has not run yet.

    `run(on_yield)` runs the whole body and calls `on_yield(value)`, which gives the value of the
    yield expression, wherever it yields. `used` (in fields) is set once it ran.
    """

    __slots__ = ("name", "run")

    def __init__(self, name: str, run: Callable[[Callable[[Value], Value]], Value]) -> None:
        super().__init__()
        self.name = name
        self.run = run


class Iterator(Obj):
    """What `iter(x)` gives where `next` is called by hand; `fields["position"]` counts.

    `may_end` says that it may end before any of its items: it walks along with something whose length is not known.
    """

    __slots__ = ("items", "may_end")

    def __init__(self, items: tuple[Value, ...] | Unknown, *, may_end: bool = False) -> None:
        self.items = items
        self.may_end = may_end
        self.fields = Table({"position": 0})


class ContextManager(Obj):
    """A context manager written natively: `enter(interpreter)` gives the `as` value.

    `leave(interpreter, error)` closes it; a true result swallows the error. `catches` are the
    exception classes that it would swallow (for `assertRaises`, `suppress`). `site` is where it was made.
    """

    __slots__ = ("api", "catches", "enter", "leave", "site")

    def __init__(
        self,
        enter: Callable[[Any], Value],
        leave: Callable[[Any, Value], None],
        *,
        api: str = "",
        site: Site | None = None,
        catches: tuple[ClassObj, ...] = (),
    ) -> None:
        super().__init__()
        self.enter = enter
        self.leave = leave
        self.api = api
        self.site = site
        self.catches = catches


def linearise(cls: ClassObj, bases: tuple[ClassObj, ...]) -> tuple[ClassObj, ...]:
    """The C3 method resolution order; plain depth-first order where no C3 order exists."""
    sequences = [list(b.mro) for b in bases] + [list(bases)]
    result: list[ClassObj] = [cls]
    while any(sequences):
        sequences = [s for s in sequences if s]
        head = next((s[0] for s in sequences if not any(s[0] in t[1:] for t in sequences)), sequences[0][0])
        result.append(head)
        sequences = [[c for c in s if c is not head] for s in sequences]
    return tuple(result)


def items_of(value: Value) -> tuple[Value, ...] | Unknown | Choice | None:
    """The items of a tuple, list, set or dict as its content stands; None for anything else."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, range):
        return tuple(value)
    if isinstance(value, (ListObj, SetObj)):
        content: tuple[Value, ...] | Unknown | Choice = value.fields[CONTENT]
        return content
    return None


class Many(Obj):
    """An iterable whose number of items is not known: `item(n)` is its first item (n = 0) or any later one; `endless` ones have no last."""

    __slots__ = ("endless", "item", "text")

    def __init__(self, item: Callable[[int], Value], text: str, *, endless: bool = False) -> None:
        super().__init__()
        self.item = item
        self.text = text
        self.endless = endless


class ManyNumbers(Many):
    """A range of an unknown length: it has items by number, and slices."""

    __slots__ = ()


class GeneratorManager(Obj):
    """What a function decorated with `contextlib.contextmanager` returns; `again` calls that function again."""

    __slots__ = ("again", "generator")

    def __init__(self, generator: GeneratorObj, again: Callable[[], Any]) -> None:
        super().__init__()
        self.generator = generator
        self.again = again


class Partial(Obj):
    """`functools.partial(function, *args, **kwargs)`."""

    __slots__ = ("args", "function", "kwargs")

    def __init__(self, function: Value, args: tuple[Value, ...], kwargs: dict[str, Value]) -> None:
        super().__init__()
        self.function = function
        self.args = args
        self.kwargs = kwargs


class LibraryObject(Obj):
    """An instance of a library class that has no model of its own: an initializer, a regularizer, an array.

    `name` is the canonical name of its class and `arguments` what it was made with. Arrays know their
    `shape` and `dtype` (of the TensorFlow model), others have `MISSING` there.
    """

    __slots__ = ("arguments", "callable", "dtype", "name", "shape")

    def __init__(self, name: str, arguments: dict[str, Value], *, callable: bool, shape: Any = MISSING, dtype: Any = MISSING) -> None:
        super().__init__()
        self.name = name
        self.arguments = arguments
        self.callable = callable
        self.shape = shape
        self.dtype = dtype

    def __repr__(self) -> str:
        return f"<{self.name}>"
