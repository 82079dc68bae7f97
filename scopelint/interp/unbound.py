"""Methods of Python's own classes that are read from the class (`list.sort`): whoever calls them says on what.

Flows in: a native method and its class. Flows out: one that looks at its first argument before it believes it to be such an object.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from scopelint.domain.values import Unknown, Value
from scopelint.interp.classes import CONTAINERS, STR, TUPLE, class_of, kind_of
from scopelint.interp.objects import ClassObj, NativeFunction

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_LOOK_INSIDE: Final = frozenset({STR, TUPLE, *CONTAINERS})
"""The classes whose native methods look at what their receiver holds."""

_WITHOUT_RECEIVER: Final = ("__new__", "fromkeys", "maketrans")


def unbound(function: NativeFunction, owner: ClassObj, name: str) -> NativeFunction:
    """The native method called `name`, as its class `owner` gives it."""
    return checked(function, owner, name) if owner in _LOOK_INSIDE and name not in _WITHOUT_RECEIVER else function


@cache
def checked(function: NativeFunction, owner: ClassObj, name: str) -> NativeFunction:
    """The same, refused where its first argument is no object of that class."""

    def call(interp: Interpreter, *args: Value, **kwargs: Value) -> Value:
        if not args:
            return interp.fail("TypeError", f"unbound method {owner.name}.{name}() needs an argument")
        return interp.each(args[0], lambda receiver: on(interp, receiver, args[1:], kwargs))

    def on(interp: Interpreter, receiver: Value, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
        cls = class_of(receiver)
        if cls is not None and cls.is_subclass(owner):
            return interp.call(function, (receiver, *args), kwargs)
        if isinstance(receiver, Unknown) and cls is None:
            return receiver.derived((name, interp.state.fresh()), f"{receiver.text}.{name}()")
        return interp.fail("TypeError", f"descriptor '{name}' for '{owner.name}' objects doesn't apply to a '{kind_of(receiver)}' object")

    return NativeFunction(function.name, call, lazy=True)
