"""What stubs need and Python cannot say: natives below the name `_scopelint`, which stubs import.

Flows in: calls of stub modules. Flows out: values. State lies in fields of graphs and modules, written through
the journal, so that it forks and joins like everything else.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final, cast

from scopelint.domain.conditions import FALSE
from scopelint.domain.names import SymStr
from scopelint.domain.state import Dead
from scopelint.domain.values import MISSING, Choice, Obj, Unknown, Value
from scopelint.interp import construct, managers
from scopelint.interp.classes import OBJECT, TUPLE, TYPE, kind_of
from scopelint.interp.host import plain
from scopelint.interp.library.convert import to_python
from scopelint.interp.library.namedtuples import namedtuple
from scopelint.interp.natives import native
from scopelint.interp.objects import (
    CONTENT,
    BoundMethod,
    ClassMethod,
    ClassObj,
    ContextManager,
    DictObj,
    FunctionObj,
    Instance,
    NativeFunction,
    PropertyObj,
    StaticMethod,
    items_of,
)
from scopelint.tf import dtypes, shapes, strangers
from scopelint.tf.objects import Graph, Tensor, Variable
from scopelint.tf.scopes import ScopeDefaults
from scopelint.trace import Event, Outcome, VariableEvent

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("_scopelint.unknown")
def _unknown(interp: Interpreter, reason: Value = "only known at run time", kind: Value = None) -> Value:
    """A value that only a run can tell; `kind` is its Python class where that is known."""
    python = kind.python if isinstance(kind, ClassObj) else None
    return interp.unknown(interp.modules.current_text, str(reason), kind=python)


@native("_scopelint.not_given")
def _not_given(interp: Interpreter, name: Value) -> Value:
    """A number that the command line may give, and that has no default: None where the program asks, and open where it is used all the
    same, as a size, say, since whoever runs such a program gives it."""
    made = interp.options.left_out(interp, str(name), None)
    if made is None:
        made = interp.unknown(str(name), "the command line may give it")
        interp.unknowns.suppose_none(made)
    return made


@native("_scopelint.left_out")
def _left_out(interp: Interpreter, name: Value, default: Value) -> Value:
    """What an option of the command line is that need not be given (see `interp.options`)."""
    return interp.options.left_out(interp, str(name), default)


@native("_scopelint.is_unknown")
def _is_unknown(interp: Interpreter, value: Value) -> Value:
    """Whether nothing is known of a value, so that no test tells it from others."""
    return isinstance(value, Unknown)


@native("_scopelint.is_none")
def _is_none(interp: Interpreter, value: Value) -> Value:
    """Whether a value certainly is None: what nobody knows is taken for something."""
    return value is None


@native("_scopelint.first_given")
def _first_given(interp: Interpreter, *values: Value) -> Value:
    """`a or b or ...`, where what nobody knows counts as given."""
    state = interp.state
    return next((v for v in values if isinstance(v, Unknown) or state.decide(interp.truth(v))), values[-1])


@native("_scopelint.is_empty")
def _is_empty(interp: Interpreter, items: Value) -> Value:
    """Whether a list or tuple certainly has no items."""
    return plain(interp, items) == ()


@native("_scopelint.holds", lazy=True)
def _holds(interp: Interpreter, container: Value, item: Value) -> Value:
    """Whether a dict has this very key: of keys that are not known, each is taken to be another than the rest."""
    if type(container) is Choice or type(item) is Choice:
        return interp.each_of((container, item), lambda both: _holds(interp, both[0], both[1]))

    def among(content: Value) -> bool:
        return isinstance(content, dict) and item in content

    return isinstance(container, DictObj) and interp.each(interp.state.get(container.fields, CONTENT), among)


@native("_scopelint.caller_is_unknown")
def _caller_is_unknown(interp: Interpreter) -> Value:
    """Whether somebody unseen may have made variables, and losses of them: the graph's caller, or code that was called."""
    return strangers.may_hold_more(interp.state, interp.machine.default_graph())


@native("_scopelint.imports_a_graph")
def _imports_a_graph(interp: Interpreter) -> None:
    """A graph that nobody sees is read into the current one."""
    strangers.note_import(interp.state, interp.machine.default_graph())


@native("_scopelint.is_assumed")
def _is_assumed(interp: Interpreter, group: Value, name: Value) -> Value:
    """Whether the user says what value a flag or an argument has; `group` is "FLAGS" or "args"."""
    return interp.asked.value(interp, str(group), str(name)) is not MISSING


@native("_scopelint.assumed")
def _assumed(interp: Interpreter, group: Value, name: Value) -> Value:
    """The value that the user says a flag or an argument has."""
    return interp.asked.value(interp, str(group), str(name))


@native("_scopelint.bare")
def _bare(interp: Interpreter, cls: Value, value: Value = MISSING) -> Value:
    """`object.__new__(cls)`, whatever built-in types the class is made of; of numbers or texts with this value, if that is known."""
    if not isinstance(cls, ClassObj):
        return interp.unknown("object", "a class that is not known")
    base = construct.scalar_base(cls)
    known = MISSING if base is None or value is MISSING else to_python(interp, value)
    if base is None or known is MISSING:
        return Instance(cls)
    return construct.scalar(interp, cls, base, known if isinstance(known, tuple) else (known,))


@native("_scopelint.class_with_metaclass")
def _class_with_metaclass(interp: Interpreter, meta: Value, bases: Value) -> Value:
    """`six.with_metaclass(meta, *bases)`: a base that hands its metaclass down."""
    known = tuple(b for b in bases if isinstance(b, ClassObj))
    made = ClassObj("temporary_class", known or (OBJECT,))
    made.metaclass = meta if isinstance(meta, ClassObj) and meta is not TYPE else next((b.metaclass for b in known if b.metaclass), None)
    return made


@native("_scopelint.set_metaclass")
def _set_metaclass(interp: Interpreter, cls: Value, meta: Value) -> Value:
    """`six.add_metaclass(meta)(cls)`: what follows the class statement happens now, with the metaclass."""
    if isinstance(cls, ClassObj) and isinstance(meta, ClassObj) and meta is not TYPE and cls.definition is not None:
        cls.metaclass = meta
        return managers.class_made(interp, cls, cls.definition, interp.frames[-1])
    return cls


@native("_scopelint.named_tuple")
def _named_tuple(interp: Interpreter, cls: Value) -> Value:
    """`class C(typing.NamedTuple)`: the annotated names become the fields, what they are set to their defaults."""
    if not isinstance(cls, ClassObj):
        return None
    fields = tuple(cls.fields.get("<annotations>", ()))
    made = namedtuple(interp, cls.name, fields, {f: cls.fields[f] for f in fields if f in cls.fields})
    for key, member in made.fields.items():
        if key not in cls.fields:
            interp.state.set(cls.fields, key, member)
    cls.mro = (*cls.mro[:-1], TUPLE, OBJECT)
    return None


@native("_scopelint.call_with_defaults")
def _call_with_defaults(interp: Interpreter, function: Value) -> Value:
    """Call a function as its command line does: what has no default comes from there and is not known."""
    inner = function.function if isinstance(function, BoundMethod) else function
    if not isinstance(inner, FunctionObj):
        return interp.call(function)
    skip = 1 if isinstance(function, BoundMethod) else 0
    missing = [p.name for p in inner.code.params[skip:] if p.kind in ("", "k") and p.name not in inner.defaults]
    return interp.call(function, (), {name: interp.unknown(name, "the command line gives it") for name in missing})


@native("_scopelint.is_tensorflow1")
def _is_tensorflow1(interp: Interpreter) -> Value:
    """Whether the user says that TensorFlow is a release before 2.0, where that makes a difference to names."""
    return interp.asked.tensorflow1


@native("_scopelint.needs_tensorflow1")
def _needs_tensorflow1(interp: Interpreter) -> Value:
    """Whether the program runs on a release before 2.0, because the user says so or because it asks for `tf.contrib`: what only later
    releases refuse is not refused."""
    return interp.of_tensorflow1


@native("_scopelint.in_any_turn")
def _in_any_turn(interp: Interpreter) -> Value:
    """Whether a turn runs that stands for many, so that one item may be many."""
    return interp.symbolic_loops > 0


@native("_scopelint.is_resource")
def _is_resource(interp: Interpreter, value: Value) -> Value:
    """Whether a variable is a resource variable."""
    return isinstance(value, Variable) and value.fields.get("resource") is True


@native("_scopelint.is_descriptor")
def _is_descriptor(interp: Interpreter, value: Value) -> Value:
    """Whether a member of a class is a function or a property, and so no value of its own."""
    return isinstance(value, (FunctionObj, NativeFunction, PropertyObj, StaticMethod, ClassMethod, ClassObj))


@native("_scopelint.is_known")
def _is_known(interp: Interpreter, value: Value) -> Value:
    """Whether anything at all is known of a value."""
    return not isinstance(value, Unknown)


@native("_scopelint.main_module")
def _main_module(interp: Interpreter) -> Value:
    """The module that runs as the script, `sys.modules["__main__"]`."""
    found = next((m for m in interp.modules.loaded() if m.name == "__main__"), MISSING)
    return interp.unknown("__main__", "no script is running") if found is MISSING else found


@native("_scopelint.loaded_module")
def _loaded_module(interp: Interpreter, name: Value) -> Value:
    """`sys.modules[name]`, as far as the program itself has imported it; whatever a library imports is not known."""
    found = interp.modules.imported(interp, name) if isinstance(name, str) else MISSING
    return interp.unknown("sys.modules", "a module that may have been imported") if found is MISSING else found


@native("_scopelint.replace_module")
def _replace_module(interp: Interpreter, name: Value, module: Value) -> Value:
    """`sys.modules[name] = module`: what later imports find."""
    if isinstance(name, str):
        interp.modules.replace(interp, name, module)
    return None


@native("_scopelint.pure_variable_scope")
def _pure_variable_scope(interp: Interpreter, name_or_scope: Value, reuse: Value = None, custom_getter: Value = None) -> Value:
    """`variable_scope._pure_variable_scope(...)`: a variable scope without its name scope."""
    scopes = interp.machine.scopes
    made = scopes.make_pure(name_or_scope, reuse, ScopeDefaults(custom_getter=custom_getter))
    return ContextManager(lambda i: scopes.enter_pure(made), lambda i, error: scopes.exit_pure(made))


@native("_scopelint.new_eager_store")
def _new_eager_store(interp: Interpreter) -> Value:
    """A place in which eager execution can keep variables."""
    return interp.machine.graphs.new_eager_store()


@native("_scopelint.use_eager_store")
def _use_eager_store(interp: Interpreter, store: Value) -> Value:
    """Keep variables of eager execution there from now on (None: nowhere); returns where they were kept before."""
    return interp.machine.graphs.set_eager_store(store)


@native("_scopelint.unique_variable_scope")
def _unique_variable_scope(interp: Interpreter, prefix: Value) -> Value:
    """`variable_scope._get_unique_variable_scope(prefix)`: what a scope with this default name would be called."""
    return interp.machine.scopes.unique_name(prefix)


@native("_scopelint.differ")
def _differ(interp: Interpreter, one: Value, other: Value) -> Value:
    """Whether two sizes are known and not the same."""
    left, right = shapes.dim_of_value(one), shapes.dim_of_value(other)
    return isinstance(left, int) and isinstance(right, int) and left != right


@native("_scopelint.fail")
def _fail(interp: Interpreter, exception: Value, message: Value) -> Value:
    """TensorFlow would raise, as far as can be seen: raised if the program catches it, else recorded as a cut."""
    return interp.fail(str(exception), str(message))


@native("_scopelint.tensor")
def _tensor(interp: Interpreter, shape: Value, dtype: Value, *made_of: Value) -> Value:
    """A tensor whose name nobody asks for, with this shape and type; gradients flow through it to what it is `made_of`."""
    graph = interp.machine.default_graph()
    dims = None if shape is None else shapes.shape_of_value(plain(interp, shape))
    found = dtypes.as_dtype(dtype)
    sources = tuple(plain(interp, source) for source in made_of)
    return Tensor(dims, found, interp.unknown("tensor", "made by a library"), graph=graph, origin=("made", sources))


@native("_scopelint.op")
def _op(interp: Interpreter, name: Value, results: Value, *made_of: Value) -> Value:
    """An op that is called `name`, where that is free: a list of its results, given by their (shape, dtype), made of `made_of`."""
    wanted = interp.state.resolve(name)
    if not isinstance(wanted, (str, SymStr, Unknown)):
        return interp.fail("TypeError", f"bad operand type for a name: {kind_of(wanted)}")
    full = interp.state.attempt(lambda: interp.machine.take_op(wanted, "op"))
    graph, sources = interp.machine.default_graph(), tuple(plain(interp, source) for source in made_of)
    made: list[Value] = []
    items = interp.state.resolve(items_of(results))
    if isinstance(items, Unknown):
        return interp.unknown("results", "their number is not known")
    for number, (shape, dtype) in enumerate(cast(tuple[tuple[Value, Value], ...], plain(interp, items))):
        dims = None if shape is None else shapes.shape_of_value(shape)
        made.append(Tensor(dims, dtypes.as_dtype(dtype), full, output=number, graph=graph, origin=("made", sources)))
    return interp.list(tuple(made))


def _take_names_of_variables(interp: Interpreter, graph: Graph, events: list[Event]) -> None:
    """The variables of a function are ops of the graph around it."""
    for event in events:
        if isinstance(event, VariableEvent) and event.outcome is Outcome.CREATE and event.context.graph == graph.number:
            taken = event.name
            interp.state.attempt(lambda name=taken: interp.machine.unique_name(name, graph=graph))  # type: ignore[misc]


@native("_scopelint.call_in_function", lazy=True)
def _call_in_function(interp: Interpreter, function: Value, *args: Value) -> Value:
    """Call a function of the program in a graph of its own (`FuncGraph`): the names of its ops are not those of the graph around it.

    Its variables are made in the graph around it, in the variable scope that is open there; of collections, it shares those of
    variables alone (func_graph.py, `WHITELIST_COLLECTIONS`).
    """
    state, graph = interp.state, interp.machine.default_graph()
    collections = interp.machine.graphs.collected(graph)
    kept = {name: graph.fields[name] for name in ("used", "ops", "name_stack")}
    for name in ("used", "ops"):
        state.set(graph.fields, name, Obj())
    state.set(graph.fields, "name_stack", "")
    boundary = state.enter()
    result: Value = None
    start = len(state.events)
    with suppress(Dead):
        result = interp.call(function, args)
    stayed, exits = state.close(boundary)
    for name in ("used", "ops"):
        state.set(graph.fields, name, kept[name])
    _take_names_of_variables(interp, graph, state.events[start:])
    state.set(graph.fields, "name_stack", kept["name_stack"])
    interp.machine.graphs.restrict(graph, collections, _SHARED_COLLECTIONS)
    state.resume(exits)
    state.narrow(stayed)
    if stayed is FALSE:
        raise Dead
    return result


_SHARED_COLLECTIONS: Final = frozenset({"variables", "local_variables", "trainable_variables"})
