"""Methods of lists, tuples, dicts and sets.

Flows in: calls on containers. Flows out: values; a container changes by one write of its content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scopelint.domain.conditions import TRUE
from scopelint.domain.values import MISSING, Choice, Sparse, Unknown, Value, otherwise, same
from scopelint.interp import classes, contents, sparse, truth, unknown_names, views
from scopelint.interp.class_attributes import lookup
from scopelint.interp.classes import DICT, FROZENSET, LIST, SET, TUPLE
from scopelint.interp.library.ordering import sorted_
from scopelint.interp.library.types import fill_dict
from scopelint.interp.natives import method
from scopelint.interp.objects import CONTENT, BoundMethod, DictObj, Iterator, ListObj, SetObj

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


def content(interp: Interpreter, container: Value) -> Any:
    """The decided content of a container."""
    return interp.state.need(container.fields, CONTENT)


def store(interp: Interpreter, container: Value, new: Any) -> None:
    views.store(interp.state, container, new)


# --- lists ------------------------------------------------------------------------------------


@method(LIST, "append", "push", lazy=True)
def _append(interp: Interpreter, target: Value, value: Value) -> Value:
    contents.append(interp, target, value)
    return None


@method(LIST, "extend", lazy=True)
def _extend(interp: Interpreter, target: Value, values: Value) -> Value:
    contents.extend(interp, target, values)
    return None


@method(LIST, "insert", lazy=True)
def _insert(interp: Interpreter, target: Value, index: Value, value: Value) -> Value:
    items = content(interp, target)
    if type(items) is Sparse:
        first = index == 0 and index is not False
        store(interp, target, sparse.chained((value,), items) if first else interp.unknown("items", items.reason))
    if isinstance(items, tuple):
        if isinstance(index, int):
            changed = list(items)
            changed.insert(index, value)
            store(interp, target, tuple(changed))
        else:
            store(interp, target, interp.unknown("items", "inserted at an unknown place"))
    return None


@method(LIST, "pop", "popleft")
def _pop(interp: Interpreter, target: Value, index: Value = -1) -> Value:
    items = content(interp, target)
    if type(items) is Sparse:
        store(interp, target, interp.unknown("items", items.reason))
    if isinstance(items, Unknown):
        return items.derived(("pop", interp.state.fresh()), items.text)
    if not isinstance(index, int):
        store(interp, target, interp.unknown("items", "popped at an unknown place"))
        return interp.unknown("item", "popped at an unknown place")
    if not -len(items) <= index < len(items):
        return interp.fail("IndexError", "pop from empty list")
    rest = list(items)
    item = rest.pop(index)
    store(interp, target, tuple(rest))
    return item


@method(LIST, "popleft")
def _popleft(interp: Interpreter, target: Value) -> Value:
    return _pop(interp, target, 0)


@method(LIST, "appendleft")
def _appendleft(interp: Interpreter, target: Value, value: Value) -> Value:
    return _insert(interp, target, 0, value)


@method(LIST, "remove")
def _remove(interp: Interpreter, target: Value, value: Value) -> Value:
    items = content(interp, target)
    if isinstance(items, tuple):
        for index, item in enumerate(items):
            if same(item, value) or truth.equal(interp, item, value) is TRUE:
                store(interp, target, items[:index] + items[index + 1 :])
                return None
        return interp.fail("ValueError", "list.remove(x): x not in list")
    if type(items) is Sparse:
        store(interp, target, interp.unknown("items", items.reason))
    return None


@method(LIST, "clear")
def _clear(interp: Interpreter, target: Value) -> Value:
    store(interp, target, ())
    return None


@method(LIST, "reverse")
def _reverse(interp: Interpreter, target: Value) -> Value:
    items = content(interp, target)
    if isinstance(items, tuple):
        store(interp, target, items[::-1])
    elif type(items) is Sparse:
        store(interp, target, Sparse(reversed(items.items)))
    return None


@method(LIST, "sort")
def _sort(interp: Interpreter, target: Value, key: Value = None, reverse: Value = False) -> Value:
    store(interp, target, content(interp, sorted_(interp, target, key=key, reverse=reverse)))
    return None


@method(LIST, "copy")
def _copy(interp: Interpreter, target: Value) -> Value:
    return interp.list(content(interp, target))


@method(LIST, "index")
@method(TUPLE, "index")
def _index(interp: Interpreter, target: Value, value: Value, start: Value = 0) -> Value:
    items = interp.items(target)
    if isinstance(items, Unknown):
        return interp.unknown("index", items.reason, kind=int)
    for position, item in enumerate(items):
        if truth.equal(interp, item, value) is TRUE:
            return position
    return interp.fail("ValueError", "value is not in list")


@method(LIST, "count")
@method(TUPLE, "count")
def _count(interp: Interpreter, target: Value, value: Value) -> Value:
    items = interp.items(target)
    if isinstance(items, Unknown):
        return interp.unknown("count", items.reason, kind=int)
    return len([item for item in items if truth.equal(interp, item, value) is TRUE])


@method(LIST, "__getitem__", lazy=True)
@method(DICT, "__getitem__", lazy=True)
def _getitem(interp: Interpreter, target: Value, index: Value) -> Value:
    if isinstance(target, DictObj):
        return interp.each(interp.state.get(target.fields, CONTENT), lambda c: contents.dict_lookup(interp, target, c, index, "item"))
    return contents.subscript(interp, target, index)


@method(LIST, "__setitem__", lazy=True)
@method(DICT, "__setitem__", lazy=True)
def _setitem(interp: Interpreter, target: Value, index: Value, value: Value) -> Value:
    items = content(interp, target)
    if isinstance(target, DictObj) and isinstance(items, dict):
        items = dict(items)
        unknown_names.put(interp, items, truth.place_of(interp, items, index), value)
        store(interp, target, items)
    elif isinstance(target, ListObj):
        contents.put_item(interp, interp_plain(interp, target), index, value)
    return None


def interp_plain(interp: Interpreter, target: ListObj) -> ListObj:
    """The same list, whatever `__setitem__` its class has: shares the fields."""
    made = ListObj(classes.LIST)
    made.fields = target.fields
    return made


@method(DICT, "__delitem__")
def _delitem(interp: Interpreter, target: Value, index: Value) -> Value:
    items = content(interp, target)
    if isinstance(items, dict):
        if index not in items:
            return contents.missing_key(interp, index)
        store(interp, target, {k: v for k, v in items.items() if k != index})
    return None


@method(DICT, "__contains__", "has_key")
@method(LIST, "__contains__")
@method(SET, "__contains__")
@method(FROZENSET, "__contains__")
def _contains(interp: Interpreter, target: Value, item: Value) -> Value:
    return interp.boolean(truth.contains(interp, target, item))


@method(LIST, "__iter__")
@method(DICT, "__iter__")
@method(SET, "__iter__")
@method(FROZENSET, "__iter__")
def _iter(interp: Interpreter, target: Value) -> Value:
    items = content(interp, target)
    return items if isinstance(items, Unknown) else Iterator(tuple(items))


@method(LIST, "__len__")
@method(DICT, "__len__")
@method(SET, "__len__")
@method(FROZENSET, "__len__")
def _len(interp: Interpreter, target: Value) -> Value:
    items = content(interp, target)
    if isinstance(items, Unknown):
        return Unknown(("len", items.key), f"len({items.text})", items.reason, kind=int, low=0)
    return len(items)


# --- dicts -----------------------------------------------------------------------------------


@method(DICT, "get", lazy=True)
def _get(interp: Interpreter, target: Value, key: Value, default: Value = None) -> Value:
    if type(key) is Choice:
        return interp.each(key, lambda k: _get(interp, target, k, default))

    def look(items: Value) -> Value:
        if isinstance(items, Unknown):
            return items.derived(
                ("item", getattr(key, "key", key) if not isinstance(key, (list, dict)) else 0), interp.modules.current_text
            )
        place = truth.place_of(interp, items, key)
        found = items.get(place, MISSING)
        if found is not MISSING:
            return otherwise(found, default)
        if isinstance(place, Unknown) and items and not truth.are_known((place, *items)):
            return contents.dict_lookup(interp, target, items, key, interp.modules.current_text)
        return unknown_names.item(interp, items, place, _or_unknown(interp, target, place, default))

    return interp.each(interp.state.get(target.fields, CONTENT), look)


def _or_unknown(interp: Interpreter, target: Value, place: Value, default: Value) -> Value:
    """What `**kw` gives for a key that is not there; nobody chose None for what only callers may hand over."""
    if default is None and contents.OPEN_KEYS in target.fields:
        return contents.unknown_keyword(target, place, interp.modules.current_text)
    return default


@method(DICT, "keys", "iterkeys", "viewkeys")
def _keys(interp: Interpreter, target: Value) -> Value:
    items = content(interp, target)
    made = SetObj(SET)
    made.fields[CONTENT] = items if isinstance(items, Unknown) else tuple(items)
    return made


@method(DICT, "values", "itervalues", "viewvalues")
def _values(interp: Interpreter, target: Value) -> Value:
    items = content(interp, target)
    return interp.list(items if isinstance(items, Unknown) else tuple(items.values()))


@method(DICT, "items", "iteritems", "viewitems")
def _items(interp: Interpreter, target: Value) -> Value:
    items = content(interp, target)
    return interp.list(items if isinstance(items, Unknown) else tuple(items.items()))


@method(DICT, "pop", lazy=True)
def _dict_pop(interp: Interpreter, target: Value, key: Value, default: Value = MISSING) -> Value:
    def take(items: Value) -> Value:
        if isinstance(items, Unknown):
            return interp.unknown(str(key) if isinstance(key, str) else "item", items.reason)
        place = truth.place_of(interp, items, key)
        if place in items:
            store(interp, target, {k: v for k, v in items.items() if k != place})
            return items[place]
        if items and not truth.are_known((place,)):
            store(interp, target, interp.unknown("items", "a dict from which an unknown key was taken"))
            return interp.unknown("item", "a key that is not known")
        rest = interp.unknown("item", "a key that is not known") if default is MISSING else _or_unknown(interp, target, place, default)
        found = unknown_names.item(interp, items, place, rest)
        refused = found is rest and default is MISSING and contents.OPEN_KEYS not in target.fields
        return contents.missing_key(interp, key) if refused else found

    return interp.each_of((key,), lambda _: interp.each(interp.state.get(target.fields, CONTENT), take))


@method(DICT, "popitem")
def _popitem(interp: Interpreter, target: Value, last: Value = True) -> Value:
    items = content(interp, target)
    if isinstance(items, Unknown) or not items:
        return interp.unknown("item", "an item of something unknown")
    key = list(items)[-1 if last else 0]
    store(interp, target, {k: v for k, v in items.items() if k != key})
    return (key, items[key])


@method(DICT, "setdefault", lazy=True)
def _setdefault(interp: Interpreter, target: Value, key: Value, default: Value = None) -> Value:
    def look(items: Value) -> Value:
        if isinstance(items, Unknown):
            return items.derived(("item", str(truth.key(interp, key))), "item")
        place = truth.place_of(interp, items, key)
        if place in items:
            return items[place]
        found = unknown_names.item(interp, items, place, default)
        store(interp, target, {**items, place: found})
        return found

    return interp.each(interp.state.get(target.fields, CONTENT), look)


@method(DICT, "update", lazy=True)
def _update(interp: Interpreter, target: Value, value: Value = (), /, **kwargs: Value) -> Value:
    own = lookup(target.cls, "__setitem__")
    if own is not MISSING and own.__class__.__name__ == "FunctionObj":
        pairs = contents.mapping(interp, value) if value != () else {}
        if isinstance(pairs, dict):
            for key, item in {**pairs, **kwargs}.items():
                interp.call(BoundMethod(own, target), (key, item))
            return None

    def fill(plain: Value) -> None:
        fill_dict(interp, target, plain, kwargs)

    interp.each(value, fill)
    return None


@method(DICT, "copy")
def _dict_copy(interp: Interpreter, target: Value) -> Value:
    made = DictObj(target.cls)
    made.fields.update({k: v for k, v in target.fields.items() if k == "<factory>"})
    made.fields[CONTENT] = content(interp, target)
    return made


@method(DICT, "clear")
def _dict_clear(interp: Interpreter, target: Value) -> Value:
    store(interp, target, {})
    return None


@method(DICT, "fromkeys")
def _fromkeys(interp: Interpreter, keys: Value, value: Value = None, *rest: Value) -> Value:
    names = interp.items(keys)
    return interp.dict(names if isinstance(names, Unknown) else dict.fromkeys(names, value))


@method(DICT, "move_to_end")
def _move_to_end(interp: Interpreter, target: Value, key: Value, last: Value = True) -> Value:
    items = content(interp, target)
    if isinstance(items, dict):
        place = truth.place_of(interp, items, key)
        if place in items:
            rest = {k: v for k, v in items.items() if k != place}
            store(interp, target, {**rest, place: items[place]} if last else {place: items[place], **rest})
        elif truth.are_known((place, *items)):
            contents.missing_key(interp, place)
    return None


# --- sets --------------------------------------------------------------------------------------


@method(SET, "add")
def _add(interp: Interpreter, target: Value, value: Value) -> Value:
    items = content(interp, target)
    if isinstance(items, tuple):
        place = truth.place_of(interp, items, value)
        if place not in items:
            store(interp, target, (*items, place))
    return None


def _taken_out(interp: Interpreter, target: Value, value: Value) -> bool:
    """Takes an item out of a set; whether it may have been there."""
    items = content(interp, target)
    if isinstance(items, Unknown):
        return True
    place = truth.place_of(interp, items, value)
    if place in items:
        store(interp, target, tuple(i for i in items if i != place))
        return True
    if truth.are_known((place, *items)):
        return False
    store(interp, target, interp.unknown("items", "a set of which an unknown item was taken"))
    return True


@method(SET, "discard")
def _discard(interp: Interpreter, target: Value, value: Value) -> Value:
    _taken_out(interp, target, value)
    return None


@method(SET, "pop")
def _pop_any(interp: Interpreter, target: Value) -> Value:
    items = content(interp, target)
    if items == ():
        return interp.fail("KeyError", "'pop from an empty set'")
    one = isinstance(items, tuple) and len(items) == 1
    taken = items[0] if one else interp.unknown("item", "any item of a set")
    store(interp, target, () if one else interp.unknown("items", "one of them was taken out of a set"))
    return taken


@method(SET, "remove")
def _remove_from_set(interp: Interpreter, target: Value, value: Value) -> Value:
    return None if _taken_out(interp, target, value) else contents.missing_key(interp, value)


@method(SET, "update")
def _set_update(interp: Interpreter, target: Value, *values: Value) -> Value:
    for value in values:
        items, more = content(interp, target), interp.items(value)
        if isinstance(items, tuple):
            store(interp, target, more if isinstance(more, Unknown) else contents.distinct(interp, items + more))
    return None


@method(SET, "copy")
@method(FROZENSET, "copy")
def _set_copy(interp: Interpreter, target: SetObj) -> Value:
    return interp.set(content(interp, target), FROZENSET if FROZENSET in target.cls.mro else SET)


@method(SET, "clear")
def _set_clear(interp: Interpreter, target: Value) -> Value:
    store(interp, target, ())
    return None


def _set_operation(name: str, op: str) -> None:
    def call(interp: Interpreter, target: Value, *values: Value) -> Value:
        result = target
        for value in values:
            other = value if isinstance(value, SetObj) else interp.set(interp.items(value))
            result = interp.binary(op, result, other)
        return result

    method(SET, name)(call)
    method(FROZENSET, name)(call)


for _name, _op in (("union", "|"), ("intersection", "&"), ("difference", "-"), ("symmetric_difference", "^")):
    _set_operation(_name, _op)


def _set_update_by(name: str, op: str) -> None:
    def call(interp: Interpreter, target: Value, *values: Value) -> Value:
        for value in values:
            other = value if isinstance(value, SetObj) else interp.set(interp.items(value))
            store(interp, target, content(interp, interp.binary(op, target, other)))
        return None

    method(SET, name)(call)


for _name, _op in (("intersection_update", "&"), ("difference_update", "-"), ("symmetric_difference_update", "^")):
    _set_update_by(_name, _op)


@method(SET, "issubset")
@method(FROZENSET, "issubset")
def _issubset(interp: Interpreter, target: Value, other: Value) -> Value:
    items, others = interp.items(target), interp.items(other)
    if isinstance(items, tuple) and isinstance(others, tuple):
        return all(truth.place_of(interp, others, i) in others for i in items)
    return interp.unknown("issubset", "a set that is not known", kind=bool)


@method(SET, "issuperset")
@method(FROZENSET, "issuperset")
def _issuperset(interp: Interpreter, target: Value, other: Value) -> Value:
    return _issubset(interp, other if isinstance(other, SetObj) else interp.set(interp.items(other)), target)


@method(SET, "isdisjoint")
@method(FROZENSET, "isdisjoint")
def _isdisjoint(interp: Interpreter, target: Value, other: Value) -> Value:
    items, others = interp.items(target), interp.items(other)
    if isinstance(items, tuple) and isinstance(others, tuple):
        return not any(truth.place_of(interp, others, i) in others for i in items)
    return interp.unknown("isdisjoint", "a set that is not known", kind=bool)
