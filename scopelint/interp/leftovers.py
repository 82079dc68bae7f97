"""What no script reached: which functions, classes and methods are left to be run with unknown arguments.

Flows in: the definitions of a module, and the code that ran. Flows out: candidates, callers before
those whom they call. Runs nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import Any, Final

import msgspec

from scopelint import ir
from scopelint.domain.values import Value
from scopelint.interp.objects import ClassMethod, ClassObj, FunctionObj, PropertyObj, StaticMethod
from scopelint.model import Site

_MUTATORS: Final = frozenset(
    {"append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "remove", "clear", "appendleft"}
)


class Method(msgspec.Struct, frozen=True):
    """A method (or property) of a class as an instance sees it."""

    name: str
    member: Value
    function: FunctionObj


def name_of(value: Value) -> str:
    """How entries call a function or class: its qualified name."""
    if isinstance(value, FunctionObj):
        return value.qualname
    return str(value.fields.get("<qualname>", value.name))


def wrapped(function: FunctionObj) -> Iterator[FunctionObj]:
    """A function and all that decorators wrapped: it is reached when all of them are."""
    seen: set[int] = set()
    queue = [function]
    while queue:
        one = queue.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner = one.fields.get("__wrapped__")
        if isinstance(inner, FunctionObj):
            queue.append(inner)
        elif one.closure:
            mentioned = mentions(one.code)
            queue.extend(v for k, v in one.closure[0].items() if k in mentioned and isinstance(v, FunctionObj))


def is_reached(function: FunctionObj, reached: Set[Site]) -> bool:
    return all(one.module.place(one.code.span) in reached for one in wrapped(function))


def function_of(member: Value) -> FunctionObj | None:
    """The function behind a class attribute."""
    match member:
        case FunctionObj():
            return member
        case PropertyObj(getter=inner) | StaticMethod(function=inner) | ClassMethod(function=inner):
            return function_of(inner)
    return None


def methods_of(cls: ClassObj) -> list[Method]:
    """The methods of a class and of its first-party bases; an override hides what it overrides."""
    found: dict[str, Method] = {}
    for owner in cls.mro:
        if owner.module is None or not owner.module.first_party:
            continue
        for name, member in owner.fields.items():
            function = function_of(member)
            if isinstance(name, str) and function is not None and name not in found:
                found[name] = Method(name, member, function)
    return list(found.values())


def worth_running(cls: ClassObj, reached: Set[Site]) -> list[Method]:
    """The methods of a class that nothing reached, callers first.

    An inherited one that was reached is worth running again where it mentions an override of this class that nothing reached.
    """
    methods = methods_of(cls)
    overridden = {
        m.name
        for m in methods
        if m.name in cls.fields and any(m.name in b.fields for b in cls.mro[1:]) and not is_reached(m.function, reached)
    }
    wanted = []
    for method in methods:
        if method.name.startswith("__") and method.name not in ("__call__", "__enter__"):
            continue
        inherited = method.name not in cls.fields
        uses_override = inherited and bool(overridden & mentions(method.function.code))
        if uses_override or not is_reached(method.function, reached):
            if inherited and not uses_override:
                continue
            wanted.append(method)
    return callers_first(wanted, {id(m): _said(m) for m in wanted}, lambda m: m.name)


def _said(method: Method) -> frozenset[str]:
    return frozenset().union(*(mentions(one.code) for one in wrapped(method.function)))


def once(items: list[Any], code: Callable[[Any], ir.Node]) -> list[Any]:
    """The first of those that were made of the same code: a module that imports itself, as `__main__` and by its name, makes all twice."""
    firsts: dict[int, Any] = {}
    for one in items:
        firsts.setdefault(id(code(one)), one)
    return list(firsts.values())


def callers_first(items: list[Any], said: dict[int, frozenset[str]], name: Any) -> list[Any]:
    """Those that no other of them mentions, then the rest; otherwise in their own order."""
    roots = [one for one in items if not any(name(one) in said[id(other)] for other in items if other is not one)]
    kept = {id(one) for one in roots}
    return [*roots, *(one for one in items if id(one) not in kept)]


def is_test(cls: ClassObj, method: Method) -> bool:
    """Whether a method is a test of `unittest`: whoever runs it runs `setUp` before."""
    return method.name.startswith("test") and any(base.name == "TestCase" and "setUp" in base.fields for base in cls.mro)


def moving_attributes(cls: ClassObj) -> frozenset[str]:
    """The attributes that methods other than `__init__` set or change: no method can rely on what they are."""
    found: set[str] = set()
    for method in (*methods_of(cls), *_overridden(cls)):
        for one in wrapped(method.function):
            if method.name != "__init__" and one.code.params:
                found |= set(_changes(one.code, one.code.params[0].name))
    return frozenset(found)


def _overridden(cls: ClassObj) -> Iterator[Method]:
    """The methods of first-party bases that an override hides and may call."""
    seen = methods_of(cls)
    callers = {method.name for method in seen if {"super", *(base.name for base in cls.mro[1:])} & mentions(method.function.code)}
    for base in cls.mro[1:]:
        if base.module is not None and base.module.first_party:
            yield from (method for method in methods_of(base) if method.name in callers and method not in seen)


def _changes(code: ir.Function, receiver: str) -> Iterator[str]:
    for node in nodes(code):
        targets: tuple[Any, ...] = ()
        if isinstance(node, ir.Assign):
            targets = node.targets
        elif isinstance(node, (ir.AugAssign, ir.AnnAssign)):
            targets = (node.target,)
        elif isinstance(node, ir.Call) and isinstance(node.func, ir.Attribute) and node.func.attr in _MUTATORS:
            targets = (node.func.value,)
        for written in _flat(targets):
            target = written.value if isinstance(written, ir.Subscript) else written
            if isinstance(target, ir.Attribute) and isinstance(target.value, ir.Name) and target.value.id == receiver:
                yield target.attr


def _flat(targets: Iterable[Any]) -> Iterator[Any]:
    for target in targets:
        if isinstance(target, (ir.Tuple, ir.List)):
            yield from _flat(target.items)
        else:
            yield target


def mentions(code: ir.Node) -> frozenset[str]:
    """Every name and attribute that a piece of code mentions."""
    found: set[str] = set()
    for node in nodes(code):
        if isinstance(node, ir.Name):
            found.add(node.id)
        elif isinstance(node, ir.Attribute):
            found.add(node.attr)
    return frozenset(found)


def nodes(root: Any) -> Iterator[Any]:
    """Every node below `root`, itself included, in no particular order."""
    queue = [root]
    while queue:
        one = queue.pop()
        if isinstance(one, msgspec.Struct):
            yield one
            queue.extend(getattr(one, field) for field in one.__struct_fields__ if field != "span")
        elif isinstance(one, tuple):
            queue.extend(one)
