"""What running a function or class can bear on: whether it can lead to TensorFlow, or to code that cannot be seen, at all.

Flows in: a function or class, and all that the program has defined and loaded. Flows out: yes or no, told from the code and from the values
that its names stand for, without running anything. Errs on the side of yes: a call goes to every function of that name, wherever it lies.
Programs are full of code that reads files, cleans text and simulates games; with arguments that nobody knows, it is slow to follow and has
nothing to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import msgspec

from scopelint import ir
from scopelint.domain.values import Choice, Unknown, Value
from scopelint.interp.classes import EXCEPTIONS
from scopelint.interp.leftovers import Method, wrapped
from scopelint.interp.modules import is_harmless
from scopelint.interp.objects import (
    CONTAINER_TYPES,
    BoundMethod,
    ClassMethod,
    ClassObj,
    FunctionObj,
    Instance,
    LibraryObject,
    ModuleObj,
    NativeFunction,
    Partial,
    PropertyObj,
    StaticMethod,
)
from scopelint.tf import canonical
from scopelint.tf.dtypes import DTYPES
from scopelint.tf.objects import Array, Dimension, DType, TensorShape

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_IDLE: Final = (
    "tensorflow.gfile.", "tensorflow.io.gfile.", "tensorflow.logging.", "tensorflow.app.", "tensorflow.flags.", "tensorflow.errors.",
    "tensorflow.python_io.", "tensorflow.io.TFRecordWriter.", "tensorflow.io.tf_record_iterator.", "tensorflow.resource_loader.",
    "tensorflow.train.Example.", "tensorflow.train.SequenceExample.", "tensorflow.train.Feature.", "tensorflow.train.Features.",
    "tensorflow.train.FeatureList.", "tensorflow.train.FeatureLists.", "tensorflow.train.BytesList.", "tensorflow.train.FloatList.",
    "tensorflow.train.Int64List.", "tensorflow.train.latest_checkpoint.", "tensorflow.train.get_checkpoint_state.",
    "tensorflow.compat.as_bytes.", "tensorflow.compat.as_str.", "tensorflow.compat.as_str_any.", "tensorflow.compat.as_text.",
    "tensorflow.contrib.training.HParams.", "tensorflow.estimator.ModeKeys.", "tensorflow.contrib.learn.ModeKeys.",
    "tensorflow.ConfigProto.", "tensorflow.GPUOptions.", "tensorflow.Summary.", "tensorflow.summary.Summary.",
    "tensorflow.summary.FileWriter.",
    "tensorflow.VERSION.", "tensorflow.__version__.", "tensorflow.TensorShape.", "tensorflow.Dimension.", "tensorflow.DType.",
)  # fmt: skip
"""What of TensorFlow adds nothing to a graph: files, logs, flags, records, settings."""

_ANYTHING: Final = frozenset({"eval", "exec", "execfile", "globals", "__import__", "import_module", "reload", "__dict__", "__globals__"})
"""Names by which a program can get at anything."""

_OWN_CLASS: Final = frozenset({"cls", "type", "__class__"})
"""Names by which a method gets at the class of its instance."""

_BY_NAME: Final = frozenset({"getattr", "attrgetter", "methodcaller"})

_MANY: Final = 5_000
"""A search that has seen so much ends with yes."""


class Said(msgspec.Struct, frozen=True):
    """What a piece of code says.

    Attributes:
        uses: each name in it, with the attributes that follow it.
        attributes: the attributes of what is no name.
        anything: whether it gets at something by a name that only a run can tell, or imports what may matter.
        own_class: whether it may make instances of the class that it is a method of, without saying its name.
    """

    uses: frozenset[tuple[str, ...]]
    attributes: frozenset[str]
    anything: bool
    own_class: bool


class Bearing:
    """Answers for one run; what has been found out is kept."""

    def __init__(self, interp: Interpreter) -> None:
        self._interp = interp
        self._said = interp.modules.learned
        self._idle: dict[int, Value] = {}
        """What has been found to bear on nothing, by its identity: kept, so that nothing else gets that."""
        self._called: dict[str, list[Value]] = {}
        for definition in interp.modules.definitions():
            if isinstance(definition, FunctionObj):
                self._add(definition.code.name, definition)
            elif isinstance(definition, ClassObj):
                self._add(definition.name, definition)
                self._add_all(definition.fields.items())
        for module in interp.modules.loaded():
            if module.first_party:
                self._add_all(module.fields.items())

    def _add_all(self, members: Iterable[tuple[object, Value]]) -> None:
        for name, member in members:
            if isinstance(name, str) and not name.startswith("__") and type(member) not in _PLAIN:
                self._add(name, member)

    def _add(self, name: str, value: Value) -> None:
        self._called.setdefault(name, []).append(value)

    def of(self, *start: Value) -> bool:
        """Whether calling these functions, or making instances of these classes, can make or want a variable, or meet code unseen."""
        seen: dict[int, Value] = {}
        queue = list(start)
        while queue:
            value = queue.pop()
            if type(value) in _PLAIN or id(value) in seen or id(value) in self._idle:
                continue
            seen[id(value)] = value
            further = self._from(value)
            if further is None or len(seen) > _MANY:
                return True
            queue += further
        self._idle |= seen
        return False

    def of_method(self, cls: ClassObj, method: Method) -> bool:
        """Whether calling a method of an instance of this class can."""
        own = (cls,) if self._what_is_said(method.function.code).own_class else ()
        return self.of(method.function, *own, *_specials(cls))

    def _from(self, value: Value) -> list[Value] | None:
        """What a value leads to next; None where that is TensorFlow, or anything."""
        match value:
            case FunctionObj():
                return self._from_function(value)
            case ClassObj():
                return self._from_class(value)
            case BoundMethod(function=function, receiver=receiver):
                return [function, receiver]
            case PropertyObj(getter=function, setter=setter):
                return [function, setter]
            case StaticMethod(function=function) | ClassMethod(function=function):
                return [function]
            case Partial(function=function, args=args, kwargs=kwargs):
                return [function, *args, *kwargs.values()]
            case NativeFunction(name=name):
                return [] if self._is_idle(name) else None
            case ModuleObj():
                return [] if value.first_party or self._is_idle(value.name) else None
            case LibraryObject(name=name, arguments=arguments):
                return list(arguments.values()) if self._is_idle(name) else None
            case Array() | DType() | TensorShape() | Dimension():
                return []
            case Unknown():
                return None if self._interp.modules.worth_telling(value) else []
            case Choice(alternatives=alternatives):
                return [one for _, one in alternatives]
            case tuple():
                return list(value)
            case Instance():
                return [value.cls, *_held(value)] if not isinstance(value, CONTAINER_TYPES) else _held(value)
        return None

    def _from_function(self, function: FunctionObj) -> list[Value] | None:
        if not function.module.first_party:
            return [] if self._is_idle(f"{function.module.name}.{function.qualname}") else None
        said = self._what_is_said(function.code)
        if said.anything:
            return None
        found: list[Value] = [*function.defaults.values(), *wrapped(function), *_specials(function.cls)]
        if said.own_class and function.cls is not None:
            found.append(function.cls)
        named = set(said.attributes)
        for name, *attributes in said.uses:
            meant = [table[name] for table in (function.module.fields, *function.closure) if name in table]
            libraries = [value for value in meant if isinstance(value, ModuleObj) and not value.first_party]
            if not all(self._is_idle(".".join((library.name, *attributes))) for library in libraries):
                return None
            if not libraries:
                named.update((name, *attributes))
                found += meant
        for name in named:
            found += self._called.get(name, ())
        return found

    def _from_class(self, cls: ClassObj) -> list[Value] | None:
        if cls.is_subclass(EXCEPTIONS["BaseException"]):
            return []
        if cls.module is None or not cls.module.first_party:
            known = cls.python is not None or (cls.module is not None and self._is_idle(f"{cls.module.name}.{cls.name}"))
            return [] if known else None
        if cls.unknown_base is not None and self._interp.modules.worth_telling(cls.unknown_base):
            return None
        metaclass = () if cls.metaclass is None else (cls.metaclass,)
        return [*_specials(cls), *(cls.fields[name] for name in _MAKING if name in cls.fields), *cls.bases, *metaclass]

    def _is_idle(self, name: str) -> bool:
        """Whether a name of a library stands for what makes no variables."""
        if is_harmless(name.partition(".")[0]):
            return True
        module, _, last = name.rpartition(".")
        known = canonical.member(module, last) if module else name
        head, _, member = known.partition(".")
        return f"{known}.".startswith(_IDLE) or (head == "tensorflow" and member in DTYPES)

    def _what_is_said(self, code: ir.Function) -> Said:
        known = self._said.get(id(code))
        if not isinstance(known, Said):
            known = self._said[id(code)] = said_in(code)
        return known


_PLAIN: Final = frozenset({type(None), bool, int, float, str, bytes, complex, type(Ellipsis)})


_MAKING: Final = ("__init__", "__new__", "__init_subclass__", "__post_init__")
"""What is called of a class when instances are made, and hardly by them."""


def _specials(cls: ClassObj | None) -> list[Value]:
    """What can be called of an instance without its name being said, but for what makes one."""
    members = () if cls is None else cls.fields.items()
    return [member for name, member in members if isinstance(name, str) and name.startswith("__") and name not in _MAKING]


def _held(value: Instance) -> list[Value]:
    """What an object of the program, or a container, holds."""
    found: list[Value] = []
    for content in value.fields.values():
        if isinstance(content, dict):
            found += content.keys()
            found += content.values()
        else:
            found.append(content)
    return found


def said_in(code: ir.Function) -> Said:
    """What a function's code says, that of the functions in it among it."""
    uses: set[tuple[str, ...]] = set()
    attributes: set[str] = set()
    anything = False
    for node in _outermost(code):
        if isinstance(node, ir.Attribute):
            chain, beginning = _chain(node)
            if isinstance(beginning, ir.Name):
                uses.add((beginning.id, *chain))
            else:
                attributes.update(chain)
        elif isinstance(node, ir.Name):
            uses.add((node.id,))
        elif isinstance(node, ir.Call):
            named = _asked_by_name(node)
            anything |= named is None
            attributes.update(named or ())
        elif isinstance(node, ir.Import):
            anything |= not all(is_harmless(alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ir.ImportFrom):
            anything |= bool(node.level) or not is_harmless(node.module.partition(".")[0])
    anything |= any(not _ANYTHING.isdisjoint(use) for use in uses) or not _ANYTHING.isdisjoint(attributes)
    own_class = any(not _OWN_CLASS.isdisjoint(use) for use in uses) or not _OWN_CLASS.isdisjoint(attributes)
    return Said(frozenset(uses), frozenset(attributes), anything, own_class)


def _chain(attribute: ir.Attribute) -> tuple[tuple[str, ...], ir.Expr]:
    """`x.a.b` as ("a", "b") and what they are attributes of."""
    names = [attribute.attr]
    inner = attribute.value
    while isinstance(inner, ir.Attribute):
        names.append(inner.attr)
        inner = inner.value
    return tuple(reversed(names)), inner


def _asked_by_name(call: ir.Call) -> tuple[str, ...] | None:
    """The attributes that a call asks for by their names; None where these are not written there."""
    if not isinstance(call.func, (ir.Name, ir.Attribute)):
        return ()
    called = call.func.id if isinstance(call.func, ir.Name) else call.func.attr
    if called not in _BY_NAME:
        return ()
    texts = [argument.value for argument in call.args if isinstance(argument, ir.Const) and isinstance(argument.value, str)]
    return tuple(name for text in texts[:1] for name in text.split(".")) if texts else None


def _outermost(root: object) -> Iterator[ir.Node]:
    """Every node of some code; of a chain of attributes the whole one alone, and what it begins with unless that is a name."""
    queue = [root]
    while queue:
        one = queue.pop()
        if isinstance(one, ir.Attribute):
            yield one
            beginning = _chain(one)[1]
            if not isinstance(beginning, ir.Name):
                queue.append(beginning)
        elif isinstance(one, msgspec.Struct):
            if isinstance(one, ir.Node):
                yield one
            queue.extend(getattr(one, field) for field in one.__struct_fields__ if field != "span")
        elif isinstance(one, tuple):
            queue.extend(one)
