"""What the trace tells beyond variables and scopes: sessions that run, templates, shared cells, scopes that are numbered anew.

Flows in: calls of natives and stubs (below the name `_scopelint`). Flows out: events. Changes nothing that the program can see.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Final

from scopelint import ir
from scopelint.domain.names import Text, join
from scopelint.domain.values import Unknown, Value
from scopelint.interp.class_attributes import lookup
from scopelint.interp.classes import class_of
from scopelint.interp.leftovers import mentions
from scopelint.interp.natives import native
from scopelint.interp.objects import CONTENT, BoundMethod, ClassObj, FunctionObj, Instance, ListObj
from scopelint.interp.tensorflow import nest
from scopelint.interp.tensorflow.graphs import device_block
from scopelint.model import Site
from scopelint.tf import texts
from scopelint.tf.graph import GLOBAL_VARIABLES
from scopelint.tf.objects import ReuseMode, Tensor, Variable
from scopelint.trace import (
    CellUse,
    Context,
    DeprecatedEvent,
    ObjectAction,
    RenumberedEvent,
    ReuseEvent,
    RunEvent,
    SharedCellEvent,
    TemplateEvent,
)

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_FAR: Final = 1000
"""How many tensors are looked at before it counts as not known whether one is computed from another."""


def definition_of(callee: Value, interp: Interpreter) -> Site | None:
    """The `def` that a step of the call stack runs; None where it is no function of the user's."""
    if isinstance(callee, BoundMethod):
        return definition_of(callee.function, interp)
    if isinstance(callee, ClassObj):
        return definition_of(callee.fields.get("__init__"), interp)
    if isinstance(callee, FunctionObj) and callee.module.path is not None:
        return Site(callee.module.path, callee.code.span)
    return None


def definition_of_switch(interp: Interpreter) -> None:
    """Complete the event of `reuse_variables()`, which is the last one."""
    event = interp.state.events[-1]
    steps = [step for step in interp.stack if step.user]
    if isinstance(event, ReuseEvent) and len(steps) > 1:
        event.function = definition_of(steps[-2].callee, interp)


def says_false(interp: Interpreter) -> bool:
    """Whether the call that runs is the user's own, and has `reuse=False` in these words."""
    call = interp.modules.current_call
    if call is None or not interp.stack or not interp.stack[-1].user:
        return False
    return any(keyword.name == "reuse" and keyword.value == ir.Const(False) for keyword in call.keywords)


def note_deprecated(interp: Interpreter, api: str, instead: str) -> None:
    """The user's own code calls an API that another one has taken the place of."""
    if interp.stack and interp.stack[-1].user:
        interp.state.events.append(DeprecatedEvent(interp.machine.graphs.context(), api, instead))


@native("_scopelint.note_run")
def _note_run(interp: Interpreter) -> Value:
    """A session runs the graph."""
    interp.state.events.append(RunEvent(interp.machine.graphs.context()))
    return None


# --- templates ---------------------------------------------------------------------------------------


def _note_template(interp: Interpreter, template: Value, name: Value, action: ObjectAction) -> None:
    assert isinstance(template, Instance)
    number = interp.state.get(template.fields, "<number>", None)
    if not isinstance(number, int):
        number = interp.state.fresh()
        interp.state.set(template.fields, "<number>", number)
    text = texts.as_text(name) if texts.is_text(name) else "?"
    interp.state.events.append(TemplateEvent(interp.machine.graphs.context(), action, number, text))


@native("_scopelint.note_template")
def _template_made(interp: Interpreter, template: Value, name: Value) -> Value:
    """`tf.make_template` has made a template."""
    _note_template(interp, template, name, ObjectAction.MADE)
    return None


@native("_scopelint.note_template_call")
def _template_called(interp: Interpreter, template: Value, name: Value) -> Value:
    """A template is called."""
    _note_template(interp, template, name, ObjectAction.CALLED)
    return None


# --- cells -------------------------------------------------------------------------------------------


def _bare_cell(interp: Interpreter, cell: Value) -> Value:
    """The cell that has the weights: without the wrappers (dropout, residual, device) around it."""
    for _ in range(8):
        if not isinstance(cell, Instance):
            break
        inner = interp.state.get(cell.fields, "_cell", None)
        inner = interp.state.get(cell.fields, "cell", None) if inner is None else inner
        if not isinstance(inner, Instance):
            break
        cell = inner
    return cell


def _keeps_its_weights(cell: Instance) -> bool:
    """Whether the library's `__call__` runs for the cell: one of the program's own asks for its variables in the scope that is open."""
    call = lookup(cell.cls, "__call__")
    own = isinstance(call, FunctionObj) and call.module.path is not None
    return not own or not mentions(call.code).isdisjoint(("super", "__call__"))


@native("_scopelint.note_cells")
def _note_cells(interp: Interpreter, use: Value, cells: Value) -> Value:
    """Several cells are put together, as layers or as directions: one object among them more than once is told."""
    known = interp.items(cells)
    bare = [_bare_cell(interp, cell) for cell in known] if isinstance(known, tuple) else []
    for cell in dict.fromkeys(cell for cell in bare if isinstance(cell, Instance) and _keeps_its_weights(cell)):
        count = sum(1 for other in bare if other is cell)
        if count > 1:
            event = SharedCellEvent(interp.machine.graphs.context(), CellUse(str(use)), _class_name(cell), count)
            interp.state.events.append(event)
    return None


def _class_name(value: Value) -> str:
    cls = class_of(value)
    return cls.name if cls is not None else "?"


@native("_scopelint.note_cell_scope")
def _note_cell_scope(interp: Interpreter, cell: Value, scope: Value) -> Value:
    """A cell is run over a sequence in the scope that is open; `scope` is what the program gave for it."""
    bare = _bare_cell(interp, cell)
    if not isinstance(bare, Instance) or not _keeps_its_weights(bare):
        return None
    graphs = interp.machine.graphs
    if scope is None:
        _note_direction(interp, bare, graphs.context())
    if scope is None or not texts.is_text(scope):
        return None
    name = texts.as_text(scope)
    first = interp.state.get(bare.fields, "<run in>", None)
    if first is None:
        interp.state.set(bare.fields, "<run in>", (name, graphs.context()))
    elif isinstance(first, tuple) and first[0] != name:
        known, context = first
        assert isinstance(context, Context)
        interp.state.events.append(SharedCellEvent(graphs.context(), CellUse.SCOPES, _class_name(bare), first=context, names=(known, name)))
    return None


_WAYS: Final = (frozenset({"fw", "fwd", "forward"}), frozenset({"bw", "bwd", "backward"}))
"""How programs call the scopes of the two directions."""


def _note_direction(interp: Interpreter, cell: Instance, context: Context) -> None:
    """A cell is run in scopes of the program's own: told where one is called forward, and the one before was called backward."""
    words = {word for scope in context.scopes[:-1] for word in re.split(r"[^a-z]+", str(scope.given).lower())}
    ways = [way for way in _WAYS if way & words]
    if len(ways) != 1:
        return
    first = interp.state.get(cell.fields, "<run towards>", None)
    if first is None:
        interp.state.set(cell.fields, "<run towards>", (ways[0], context))
    elif isinstance(first, tuple) and first[0] != ways[0] and isinstance(first[1], Context):
        event = SharedCellEvent(interp.machine.graphs.context(), CellUse.DIRECTIONS, _class_name(cell), 2, first=first[1])
        interp.state.events.append(event)


# --- what is numbered anew ---------------------------------------------------------------------------


@native("_scopelint.note_renumbered")
def _note_renumbered(interp: Interpreter, base: Value, inputs: Value) -> Value:
    """A layer without a name is about to be numbered."""
    renumbered(interp, "", base, inputs)
    return None


def renumbered(interp: Interpreter, api: str, base: Value, inputs: Value) -> None:
    """A scope that has only a default name is about to be numbered: told inside AUTO_REUSE, where its place has made variables before."""
    machine = interp.machine
    scope = machine.current_scope()
    if not isinstance(interp.state.get(scope.fields, "reuse"), ReuseMode) or not texts.is_text(base):
        return
    context = machine.graphs.context()
    seen = interp.inputs_of_layers.setdefault((context.graph, context.site), [])
    given, block = _given(inputs), device_block(interp)
    same = any(len(one) == len(given) and all(a is b for a, b in zip(one, given, strict=True)) for _, one in seen)
    other_device = block != 0 and any(other not in (0, block) for other, _ in seen)
    seen.append((block, given))
    made = [(held, v) for held, v in machine.graphs.elements(GLOBAL_VARIABLES) if isinstance(v, Variable) and _made_at(v, context.site)]
    before = [v for held, v in made if interp.state.decide(held)]
    if not before:
        return
    outer = machine.scopes.name(scope)
    name: Text = texts.as_text(base) if outer == "" else join((outer, "/", texts.as_text(base)))
    chained = None if same else is_computed_from(inputs, frozenset(before))
    event = RenumberedEvent(context, api or context.called or "tf.layers", name, chained, other_device)
    interp.state.events.append(event)


def arguments(interp: Interpreter) -> Value:
    """The tensors among the arguments of the function that runs, which a scope in it without `values` is applied to; None without any."""
    frame = interp.frames[-1]
    params = frame.function.code.params if frame.function is not None else ()
    given = (interp.state.get(frame.vars, param.name, None) for param in params)
    tensors = tuple(one for one in given if isinstance(one, Tensor) or nest.held(one))
    return tensors or None


def _given(inputs: Value) -> tuple[Value, ...]:
    """The inputs of a layer one by one."""
    items = inputs.fields.get(CONTENT) if isinstance(inputs, ListObj) else inputs
    return items if isinstance(items, tuple) else (items,)


def _made_at(variable: Variable, site: Site) -> bool:
    """Whether a variable was made by the call at a place, or in a scope that this call opened."""
    if variable.event is None:
        return False
    context: Context = variable.event.context
    return context.site == site or any(scope.site == site for scope in context.scopes)


def is_computed_from(value: Value, variables: frozenset[Variable]) -> bool | None:
    """Whether a value is computed from one of the variables; None where that is not known."""
    queue: deque[Value] = deque([value])
    seen: set[int] = set()
    whole = True
    while queue:
        one = queue.popleft()
        if isinstance(one, Variable):
            if one in variables:
                return True
        elif isinstance(one, Tensor):
            if id(one) in seen:
                continue
            seen.add(id(one))
            if len(seen) > _FAR:
                return None
            if one.origin is None:
                whole = False
            else:
                queue.extend(one.origin[1])
        elif (held := nest.held(one)) is not None:
            queue.extend(held)
        elif isinstance(one, Unknown):
            whole = False
    return False if whole else None
