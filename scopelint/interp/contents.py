"""Items of containers: looked up, put in, deleted, appended.

Flows in: containers, indexes and keys. Flows out: items; containers change through the state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scopelint import ir
from scopelint.domain import partial_text
from scopelint.domain.conditions import TRUE
from scopelint.domain.names import SymStr
from scopelint.domain.values import MISSING, Choice, Own, Sparse, Unknown, Value, is_constant
from scopelint.interp import natives, protocols, sparse, truth, unknown_names, written
from scopelint.interp.class_attributes import before_python, lookup
from scopelint.interp.classes import kind_of
from scopelint.interp.objects import CONTENT, BoundMethod, ClassObj, DictObj, FunctionObj, Instance, ListObj, ManyNumbers, NativeFunction
from scopelint.interp.views import NamespaceView, store
from scopelint.interp.written import identity
from scopelint.ir_text import text_of
from scopelint.tf.objects import Tensor

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

Source = ir.Expr | str
"""The expression that an operation comes from: it names what is not known."""


def shown(source: Source) -> str:
    """Its text."""
    return source if isinstance(source, str) else text_of(source)


OPEN_KEYS: Final = "<open>"
"""The field of a dict that may hold more than is known: the `**kw` of a function that nothing calls."""


def distinct(interp: Interpreter, items: tuple[Value, ...]) -> tuple[Value, ...]:
    """The items of a set: each once, in the order in which they came."""
    found: dict[Value, None] = {}
    for item in items:
        found.setdefault(truth.place_of(interp, found, item))
    return tuple(found)


def subscript(interp: Interpreter, value: Value, index: Value, source: Source = "?") -> Value:
    """`value[index]`."""
    if type(value) is Choice or type(index) is Choice:
        return interp.each_of((value, index), lambda both: subscript(interp, both[0], both[1], source))
    if isinstance(value, DictObj):
        return _dict_item(interp, value, index, source)
    if isinstance(value, ListObj):
        index = whole_number(interp, index)
        return interp.each(interp.state.get(value.fields, CONTENT), lambda content: _sequence_item(interp, content, index, source, value))
    if isinstance(value, Own) and (own := before_python(value, "__getitem__")) is not MISSING:
        return interp.call(own, (value, index))
    if isinstance(value, (tuple, str, bytes, range)):
        return _sequence_item(interp, value, whole_number(interp, index), source, None)
    if isinstance(value, ClassObj):
        getter = lookup(value, "__class_getitem__") if value.metaclass is None else lookup(value.metaclass, "__getitem__")
        return value if getter is MISSING else interp.call(BoundMethod(getter, value), (index,))
    library = natives.item(interp, value, index)
    if library is not MISSING:
        return library
    if isinstance(value, Instance):
        getter = lookup(value.cls, "__getitem__")
        if getter is not MISSING:
            return interp.call(BoundMethod(getter, value), (index,))
    if isinstance(value, Unknown):
        return unknown_item(interp, value, index, source)
    if isinstance(value, SymStr):
        part = _part_of_text(value, index)
        rest = Unknown(("item", value, identity(index)), shown(source), "a part of a string that is not known")
        return rest if part is None else part
    if isinstance(value, ManyNumbers):
        return _part_of_range(interp, value, index, source)
    if protocols.may_be_array(interp, value):
        return Unknown(("item", interp.state.fresh()), shown(source), "an item of what a comparison gave")
    return interp.fail("TypeError", f"'{kind_of(value)}' object is not subscriptable", shown(source))


def whole_number(interp: Interpreter, value: Value) -> Value:
    """The number that an object says it is by an `__index__` of its own, as a member of an `IntEnum` does; else the value itself."""
    own = lookup(value.cls, "__index__") if isinstance(value, Instance) else MISSING
    return interp.call(BoundMethod(own, value)) if isinstance(own, FunctionObj) else value


def _part_of_range(interp: Interpreter, value: ManyNumbers, index: Value, source: Source) -> Value:
    """An item or a slice of a range whose length is not known."""
    number = interp.state.fresh()
    reason = "a part of a range that is not known"
    if not isinstance(index, slice):
        return Unknown(("range item", number), shown(source), reason, kind=int)
    return ManyNumbers(lambda turn: Unknown(("range", number, turn), "item", reason, kind=int), value.text)


def _part_of_text(text: SymStr, index: Value) -> Value | None:
    """An item or a slice of a string with holes, where literal parts alone decide it."""
    index = natives.as_index(index)
    if isinstance(index, int):
        return partial_text.character(text, index)
    if not isinstance(index, slice) or natives.as_index(index.step) not in (None, 1):
        return None
    start, stop = natives.as_index(index.start), natives.as_index(index.stop)
    known = all(bound is None or isinstance(bound, int) for bound in (start, stop))
    return partial_text.sliced(text, start, stop) if known else None


def _sequence_item(interp: Interpreter, content: Value, index: Value, source: Source, owner: ListObj | None) -> Value:
    if isinstance(content, Unknown):
        found = _sparse_item(interp, content, index, owner) if type(content) is Sparse else None
        if found is not None:
            return found
        if content.samples and not isinstance(index, slice):
            return content.samples[0] if index == 0 else _later_item(interp, content.samples[-1], index, source)
        if isinstance(index, slice):
            return interp.list(content.derived("slice", shown(source))) if owner is not None else content.derived("slice", shown(source))
        return unknown_item(interp, content, index, source)
    index = natives.as_index(index)
    kind = "list" if owner is not None else "string" if isinstance(content, str) else type(content).__name__
    if type(index) is not int:
        protocols.needs_index(interp, index, kind)
    if isinstance(index, slice):
        parts = [natives.as_index(p) for p in (index.start, index.stop, index.step)]
        if all(p is None or isinstance(p, int) for p in parts):
            found = content[slice(*parts)]
            return interp.list(found) if owner is not None else found
        rest = interp.unknown(shown(source), "a slice that is not known")
        return interp.list(rest) if owner is not None else rest
    if isinstance(index, int):
        if -len(content) <= index < len(content):
            return content[index]
        return interp.fail("IndexError", f"{kind} index out of range", shown(source))
    if isinstance(index, Unknown) and 0 < len(content) <= 12 and not isinstance(content, (str, bytes)):
        return _one_of(interp, [(i, v) for i, v in enumerate(content)], index)
    return Unknown(("item", interp.state.fresh()), shown(source), "an index that is not known")


def _sparse_item(interp: Interpreter, content: Sparse, index: Value, owner: ListObj | None) -> Value | None:
    """An item or a slice of a sequence whose items depend on tests; None where those decide."""
    if type(index) is int:
        return sparse.at(interp, content, index)
    found = sparse.sliced(content, index) if isinstance(index, slice) else None
    return found if found is None or owner is None else interp.list(found)


def _later_item(interp: Interpreter, sample: Value, index: Value, source: Source) -> Value:
    """An item like `sample`, which stands for any but the first: what is not known in it need not be so at another place.

    The last item is the one that was put there last.
    """
    if index == -1:
        return sample
    place = identity(truth.key(interp, index))

    def at_place(part: Value) -> Value:
        if isinstance(part, Unknown):
            key = ("item", place, part.key)
            return Unknown(key, shown(source), part.reason, kind=part.kind, low=part.low, high=part.high, samples=part.samples)
        if isinstance(part, SymStr):
            return partial_text.elsewhere(part, ("item", place))
        return tuple(map(at_place, part)) if type(part) is tuple else part

    return at_place(sample)


def _one_of(interp: Interpreter, entries: list[tuple[Any, Value]], index: Unknown) -> Value:
    """An item chosen by an unknown index: each one under the condition that the index is its own."""
    result = entries[-1][1]
    for position, value in reversed(entries[:-1]):
        result = interp.state.choice(interp.unknowns.equals(index, position), value, result, data=True)
    return result


def unknown_item(interp: Interpreter, value: Unknown, index: Value, source: Source) -> Value:
    """An item of something unknown (see `written`)."""
    return written.item(interp, value, index, shown(source))


def note_item(interp: Interpreter, value: Unknown, index: Value, new: Value) -> None:
    """Something was written into something unknown; at an unknown place it may be anywhere."""
    anywhere = isinstance(index, (Unknown, SymStr)) or protocols.without_hash(index) is not MISSING
    written.put_item(interp, value, index, new, anywhere=anywhere)


def _dict_item(interp: Interpreter, value: DictObj, index: Value, source: Source) -> Value:
    own = lookup(value.cls, "__getitem__")
    if own is not MISSING and not isinstance(own, NativeFunction):
        return interp.call(BoundMethod(own, value), (index,))
    return interp.each(interp.state.get(value.fields, CONTENT), lambda c: dict_lookup(interp, value, c, index, source))


def dict_lookup(interp: Interpreter, value: DictObj, content: Value, index: Value, source: Source) -> Value:
    """`dict.__getitem__`, with `__missing__` and default factories."""
    if isinstance(content, Unknown):
        return unknown_item(interp, content, index, source)
    if isinstance(index, slice):
        return interp.fail("TypeError", "unhashable type: 'slice'")
    place = truth.place_of(interp, content, index)
    found = content.get(place, MISSING)
    if type(found) is Choice and isinstance(value.fields, NamespaceView):
        return interp.each(found, lambda held: missing_key(interp, place, shown(source)) if held is MISSING else held)
    if found is not MISSING:
        return found
    if isinstance(place, Unknown) and 0 < len(content) <= 12 and all(isinstance(k, (str, int)) for k in content):
        return _one_of(interp, list(content.items()), place)
    if content and not truth.are_known((place,)):
        return Unknown(("item", interp.state.fresh()), shown(source), "a key that is not known")
    rest = Unknown(("item", interp.state.fresh()), shown(source), "a key that is not known")
    brought = unknown_names.item(interp, content, place, rest)
    if brought is not rest:
        return brought
    equal = _equal_key(interp, content, index)
    if equal is not MISSING:
        return content[equal]
    missing = lookup(value.cls, "__missing__")
    if missing is not MISSING:
        return interp.call(BoundMethod(missing, value), (index,))
    factory = value.fields.get("<factory>")
    if factory is not None:
        made = interp.call(factory)
        put_item(interp, value, index, made)
        return made
    if OPEN_KEYS in value.fields:
        return unknown_keyword(value, place, shown(source))
    return missing_key(interp, place, shown(source))


def _equal_key(interp: Interpreter, content: dict[Value, Value], index: Value) -> Value:
    """The key of another kind that is equal to `index`, as a member of an `IntEnum` is to its number."""
    others: list[Value]
    if isinstance(index, Instance):
        others = [key for key in content if isinstance(key, (str, int))] if truth.is_compared(index.cls) else []
    else:
        others = [key for key in content if isinstance(key, Instance) and truth.is_compared(key.cls)]
    return next((key for key in others if truth.equal(interp, key, index) is TRUE), MISSING)


def missing_key(interp: Interpreter, key: Value, text: str = "") -> Value:
    """What is looked up in a dict is not there; `text` is what the program calls what it wanted."""
    return interp.fail("KeyError", key.text if isinstance(key, Unknown) else str(key), text)


def unknown_keyword(keywords: Instance, key: Value, text: str) -> Unknown:
    """What the `**kw` of a function that nothing calls may hold under a key."""
    return Unknown(("keyword", id(keywords), identity(key)), text, "an argument of a function that nothing calls")


def put_item(interp: Interpreter, container: Value, index: Value, new: Value) -> None:
    """`container[index] = new`."""
    if type(container) is Choice or type(index) is Choice:
        interp.each_of((container, index), lambda both: put_item(interp, both[0], both[1], new))
        return
    if isinstance(container, Instance):
        own = lookup(container.cls, "__setitem__")
        if own is not MISSING and not isinstance(own, NativeFunction):
            interp.call(BoundMethod(own, container), (index, new))
            return
    if isinstance(container, Unknown):
        note_item(interp, container, index, new)
    elif type(container) in natives.WRITERS:
        natives.WRITERS[type(container)](interp, container, index, new)
    elif isinstance(container, Tensor):
        protocols.needs_settable_items(interp, container)
    elif is_constant(container) and not protocols.may_be_array(interp, container):
        interp.fail("TypeError", f"'{kind_of(container)}' object does not support item assignment")
    if isinstance(container, (DictObj, ListObj)):
        interp.each(interp.state.get(container.fields, CONTENT), lambda content: _put(interp, container, content, index, new))


def _put(interp: Interpreter, container: Instance, content: Value, index: Value, new: Value) -> None:
    if isinstance(container.fields, NamespaceView) and isinstance(index, (Unknown, SymStr)):
        unknown_names.write(interp, container.fields.shown, index, new)
        return
    if isinstance(content, Unknown):
        if type(content) is Sparse:
            content = interp.unknown(content.text, content.reason)
            interp.state.set(container.fields, CONTENT, content)
        note_item(interp, content, index, new)
        return
    if isinstance(container, DictObj):
        place = truth.place_of(interp, content, index)
        if type(place) is Unknown and unknown_names.are_too_many(interp, sum(type(one) is Unknown for one in content)):
            rest = interp.unknown("items", "a dict with many keys that are not known")
            interp.state.set(container.fields, CONTENT, rest)
            note_item(interp, rest, place, new)
            return
        content = dict(content)
        unknown_names.put(interp, content, place, new)
        store(interp.state, container, content)
        return
    place = natives.as_index(index)
    if isinstance(place, int) and -len(content) <= place < len(content):
        items = list(content)
        items[place] = new
        interp.state.set(container.fields, CONTENT, tuple(items))
    elif isinstance(place, slice) and all(p is None or isinstance(p, int) for p in (place.start, place.stop, place.step)):
        items = list(content)
        replacement = interp.items(new)
        if isinstance(replacement, tuple):
            items[place] = replacement
            interp.state.set(container.fields, CONTENT, tuple(items))
    else:
        interp.state.set(container.fields, CONTENT, interp.unknown("items", "an item was set at an unknown place"))


def delete_item(interp: Interpreter, container: Value, index: Value) -> None:
    """`del container[index]`."""
    if type(container) is Choice:
        interp.each(container, lambda v: delete_item(interp, v, index))
        return
    if isinstance(container, Instance):
        own = lookup(container.cls, "__delitem__")
        if own is not MISSING and not isinstance(own, NativeFunction):
            interp.call(BoundMethod(own, container), (index,))
            return
    if isinstance(container, DictObj):

        def remove(content: Value) -> None:
            place = truth.place_of(interp, content, index) if isinstance(content, dict) else index
            if isinstance(content, dict) and place in content:
                store(interp.state, container, {k: v for k, v in content.items() if k != place})
            elif isinstance(content, dict) and truth.are_known((place, *content)):
                missing_key(interp, place)
            elif isinstance(content, dict) and not truth.are_known((place,)):
                interp.state.set(container.fields, CONTENT, interp.unknown("items", "a dict from which an unknown key was taken"))

        interp.each(interp.state.get(container.fields, CONTENT), remove)
    elif isinstance(container, ListObj):

        def cut_out(content: Value) -> None:
            place = natives.as_index(index)
            if type(content) is Sparse:
                interp.state.set(container.fields, CONTENT, interp.unknown(content.text, content.reason))
            if isinstance(content, tuple) and isinstance(place, (int, slice)):
                items = list(content)
                try:
                    del items[place]
                except IndexError as error:
                    interp.fail("IndexError", str(error))
                except TypeError:
                    return
                interp.state.set(container.fields, CONTENT, tuple(items))

        interp.each(interp.state.get(container.fields, CONTENT), cut_out)


_ADDED: Final = 5
"""What part of the items that a list may have can be added one by one: each time, all of them are copied."""


def append(interp: Interpreter, container: ListObj, value: Value) -> None:
    """`container.append(value)`."""

    def add(content: Value) -> None:
        if isinstance(content, tuple):
            if len(content) >= interp.limits.containers // _ADDED:
                interp.state.set(container.fields, CONTENT, interp.unknown("items", "longer than the limit"))
            else:
                interp.state.set(container.fields, CONTENT, (*content, value))
        elif isinstance(content, Unknown):
            interp.state.set(container.fields, CONTENT, with_sample(interp, content, value))

    interp.each(interp.state.get(container.fields, CONTENT), add)


def with_sample(interp: Interpreter, content: Unknown, value: Value) -> Unknown:
    """The content of a container of unknown length to which a value was added."""
    if type(content) is Sparse:
        return Sparse((*content.items, (TRUE, value)))
    return _with_samples(interp, content, (value,))


def _with_samples(interp: Interpreter, content: Unknown, last: tuple[Value, ...]) -> Unknown:
    return Unknown(("grown", interp.state.fresh()), content.text, content.reason, samples=(*content.samples[:1], *last))


def extend(interp: Interpreter, container: ListObj, values: Value) -> None:
    """`container.extend(values)`."""
    more = interp.items(values)

    def add(content: Value) -> None:
        if isinstance(content, tuple) or type(content) is Sparse:
            interp.state.set(container.fields, CONTENT, sparse.chained(content, more))
        elif isinstance(content, Unknown):
            last = more[-1:] if isinstance(more, tuple) else more.samples[-1:]
            interp.state.set(container.fields, CONTENT, _with_samples(interp, content, last))

    interp.each(interp.state.get(container.fields, CONTENT), add)


def mapping(interp: Interpreter, value: Value) -> dict[Value, Value] | Unknown:
    """The items of a mapping, for `**value` and `dict(value)`; Unknown where they are not known."""
    if isinstance(value, DictObj):
        content = interp.state.get(value.fields, CONTENT)
        if isinstance(content, dict):
            return content
        if type(content) is Choice:
            return _merged_mappings(interp, content)
        return content if isinstance(content, Unknown) else interp.unknown("items", "differ between paths")
    if type(value) is Choice:
        contents = [mapping(interp, v) for _, v in value.alternatives if v is not MISSING]
        known = [c for c in contents if isinstance(c, dict)]
        if len(known) == len(value.alternatives) and len({tuple(c) for c in known}) == 1:
            return {k: _chosen(interp, value, [c[k] for c in known]) for k in known[0]}
        return interp.unknown("items", "differ between paths")
    if isinstance(value, Instance) and lookup(value.cls, "keys") is not MISSING:
        keys = interp.items(interp.call(interp.getattr(value, "keys")))
        if isinstance(keys, tuple):
            return {k: subscript(interp, value, k) for k in keys}
    if value is None:
        return {}
    return value if isinstance(value, Unknown) else interp.unknown("items", "no mapping that can be followed")


def _merged_mappings(interp: Interpreter, content: Choice) -> dict[Value, Value] | Unknown:
    known = [v for _, v in content.alternatives]
    if not all(isinstance(c, dict) for c in known):
        return interp.unknown("items", "differ between paths")
    keys = dict.fromkeys(k for c in known for k in c)
    if all(len(c) == len(keys) for c in known):
        return {k: _chosen(interp, content, [c[k] for c in known]) for k in keys}
    return interp.unknown("items", "differ between paths")


def _chosen(interp: Interpreter, choice: Choice, values: list[Value]) -> Value:
    result = values[-1]
    for (condition, _), value in reversed(list(zip(choice.alternatives[:-1], values[:-1], strict=True))):
        result = interp.state.choice(condition, value, result)
    return result
