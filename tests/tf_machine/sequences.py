"""Where sequences of scope operations come from.

Flows in: a seed. Flows out: a tuple of operations.
"""

from __future__ import annotations

import random

from .operations import (
    COLLECTIONS,
    DTYPES,
    EAGER_INITIALIZERS,
    GETTERS,
    INITIALIZERS,
    INITIALS,
    NAMES,
    ODD_NAMES,
    PARTITIONERS,
    REGULARIZERS,
    SCOPE_PATTERNS,
    SHAPES,
    VARIABLES,
    Captured,
    CapturedName,
    Collect,
    ControlFlow,
    Eager,
    Enter,
    Exit,
    Forgotten,
    GetVariable,
    GraphNameScope,
    Name,
    NameScope,
    NewGraph,
    NewScope,
    Op,
    Operation,
    PureScope,
    Reset,
    ReuseVariables,
    Sequence,
    Set,
    Settings,
    SwitchGraph,
    UniqueName,
    UseResource,
    Variable,
    VariableScope,
)


def sequence(seed: int, *, odd: float = 0.5) -> Sequence:
    """The sequence of a seed; `odd` is the share of sequences that also have strange arguments."""
    rng = random.Random(seed)
    return _Generator(rng, rng.random() < odd).sequence()


class _Generator:
    def __init__(self, rng: random.Random, odd: bool) -> None:
        self.rng = rng
        self.odd = odd
        self.favourites = rng.sample(VARIABLES, 3)
        self.scopes = rng.sample(NAMES, 3)
        self.shape = rng.choice(SHAPES[:6])
        self.partitions = rng.random() < 0.15
        self.getters = rng.random() < 0.15
        self.resources = rng.random() < 0.25
        self.graphs = rng.random() < 0.3
        self.eager = rng.random() < 0.06
        self.flow = rng.random() < 0.15
        if self.eager:
            self.odd = self.flow = self.resources = self.partitions = False
        if self.flow:  # slicing a tensor from outside makes ops of its own
            self.partitions = self.graphs = False

    def sequence(self) -> Sequence:
        first: Sequence = (Eager(),) if self.eager else ()
        return first + tuple(self.operation() for _ in range(self.rng.choice((4, 8, 12, 20, 30))))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def rarely(self, share: float) -> bool:
        return self.odd and self.chance(share)

    def scope_name(self) -> str:
        if self.rarely(0.12):
            return self.rng.choice(ODD_NAMES)
        return self.rng.choice(NAMES) if self.chance(0.3) else self.rng.choice(self.scopes)

    def variable_name(self) -> Name:
        if self.rarely(0.08):
            return self.rng.choice(ODD_NAMES)
        return self.rng.choice(VARIABLES) if self.chance(0.3) else self.rng.choice(self.favourites)

    def number(self) -> int:
        return self.rng.randrange(12)

    def value(self, share: float) -> int | tuple[int, int] | None:
        if not self.graphs or not self.chance(share):
            return None
        return (self.number(), self.number()) if self.chance(0.2) else self.number()

    def operation(self) -> Operation:
        odd, graphs = self.odd, self.graphs
        weights = {
            "scope": 22,
            "exit": 20,
            "get": 26,
            "variable": 8,
            "name": 7,
            "op": 4,
            "reuse": 2.5,
            "enter": 2,
            "set": 2,
            "graph": 3 if graphs else 0,
            "collect": 2,
            "unique": 1,
            "graph_name": 1,
            "pure": 1.5,
            "new_scope": 0.7,
            "forgotten": 0.7 if odd else 0,
            "flow": 3 if self.flow else 0,
            "reset": 0.7 if graphs else 0.1,
            "resource": 0.4 if self.resources else 0,
        }
        if self.eager:
            weights = {kind: weights[kind] for kind in ("scope", "exit", "get", "variable", "name", "reuse", "graph")}
        kind = self.rng.choices(tuple(weights), tuple(weights.values()))[0]
        return getattr(self, f"make_{kind}")()  # type: ignore[no-any-return]

    def reuse(self) -> bool | int | str | None:
        if self.rarely(0.03):
            return self.rng.choice((1, 0, "yes"))
        return self.rng.choice((None, None, None, None, True, True, False, "AUTO_REUSE"))

    def settings(self) -> Settings:
        if self.chance(0.75):
            return Settings()
        choose = self.rng.choice
        return Settings(
            initializer=choose(EAGER_INITIALIZERS if self.eager else INITIALIZERS) if self.chance(0.3) else None,
            regularizer=choose(REGULARIZERS) if self.chance(0.2) else None,
            partitioner=choose(PARTITIONERS) if self.partitions and self.chance(0.6) else None,
            custom_getter=choose(GETTERS) if self.getters and self.chance(0.6) else None,
            dtype=choose(DTYPES) if self.chance(0.3) else None,
            use_resource=choose((True, False)) if self.resources else None,
            constraint="clip" if self.chance(0.1) else None,
        )

    def make_scope(self) -> Operation:
        name: Name = self.scope_name()
        default: Name = None
        roll = self.rng.random()
        if roll < 0.22:
            name = Captured(self.number())
        elif roll < 0.4:
            name, default = None, self.scope_name()
        elif roll < 0.42:
            name = CapturedName(self.number())
        elif self.rarely(0.02):
            name = self.rng.choice((3, 0))
        elif self.rarely(0.03):
            name = None
        if name is not None and self.chance(0.1):
            default = self.scope_name()
        auxiliary: bool | int = True
        if self.chance(0.15):
            auxiliary = self.rng.choice((1, 0)) if self.rarely(0.1) else False
        elif self.rarely(0.01):  # without a name scope TensorFlow does not look, and makes a scope with the name 3
            default = 3
        return VariableScope(
            name,
            default,
            self.reuse(),
            auxiliary,
            self.value(0.1),
            self.settings(),
            enter=not self.chance(0.06),
        )

    def make_exit(self) -> Operation:
        return Exit(self.rng.choice((1, 1, 2)) if self.rarely(0.08) else 0)

    def make_enter(self) -> Operation:
        return Enter(self.number())

    def make_get(self) -> Operation:
        choose, chance = self.rng.choice, self.chance
        shape = choose(SHAPES) if chance(0.2) else self.shape
        initializer = None if chance(0.6) else choose(EAGER_INITIALIZERS if self.eager else INITIALIZERS)
        if initializer in ("float", "int", "list", "tensor", "no_arguments") and chance(0.8):
            shape = None
        return GetVariable(
            self.variable_name(),
            shape,
            choose(DTYPES) if chance(0.12) else None,
            initializer,
            self.number() if chance(0.1) else None,
            choose((True, False)) if chance(0.1) else None,
            choose((("mine",), ("variables", "mine"), ("trainable_variables",), (), ("mine", "mine"))) if chance(0.08) else None,
            choose(PARTITIONERS) if self.partitions and chance(0.4) else None,
            choose((True, False)) if self.resources and chance(0.3) else None,
            choose(REGULARIZERS) if chance(0.08) else None,
            choose(GETTERS) if self.getters and chance(0.3) else None,
            not chance(0.05),
            "/cpu:0" if chance(0.03) else None,
            choose((True, False, "AUTO_REUSE")) if chance(0.02) else None,
            chance(0.05),
        )

    def make_variable(self) -> Operation:
        choose, chance = self.rng.choice, self.chance
        name: Name = None if chance(0.15) else self.variable_name()
        if chance(0.05):
            name = CapturedName(self.number())
        return Variable(
            name,
            choose(("float", "list", "no_arguments") if self.eager else INITIALS) if not self.rarely(0.02) else None,
            choose(DTYPES) if chance(0.08) and not self.eager else None,
            choose((True, False)) if chance(0.1) else None,
            choose((("mine",), (), ("variables", "trainable_variables"))) if chance(0.08) else None,
            choose((True, False)) if self.resources and chance(0.4) else None,
            not chance(0.1),
            "/cpu:0" if chance(0.03) else None,
        )

    def make_name(self) -> Operation:
        name: Name = self.scope_name()
        default: Name = None
        roll = self.rng.random()
        if roll < 0.2:
            name = CapturedName(self.number())
        elif roll < 0.3:
            name = None
            default = self.scope_name() if self.chance(0.7) else None
        if self.rarely(0.02):
            name = 3
        if self.rarely(0.02):
            default = 3
        return NameScope(name, default, self.value(0.12), enter=not self.chance(0.05))

    def make_graph_name(self) -> Operation:
        return GraphNameScope(self.rng.choice((None, "", self.scope_name(), CapturedName(self.number()))))

    def make_pure(self) -> Operation:
        name = Captured(self.number()) if self.chance(0.3) else self.scope_name()
        reuse = self.rng.choice((None, None, True, False, "AUTO_REUSE"))
        return PureScope(name, reuse, "old/" if self.chance(0.3) else None, self.rng.choice(DTYPES) if self.chance(0.2) else None)

    def make_new_scope(self) -> Operation:
        return NewScope(self.scope_name(), self.rng.choice((None, True, False, "AUTO_REUSE")))

    def make_forgotten(self) -> Operation:
        return Forgotten(self.scope_name(), self.chance(0.6))

    def make_flow(self) -> Operation:
        return ControlFlow()

    def make_op(self) -> Operation:
        name: Name = None if self.chance(0.3) else self.variable_name()
        if self.chance(0.1):
            name = CapturedName(self.number())
        return Op(name, self.rng.choice(("NoOp", "Const")))

    def make_reuse(self) -> Operation:
        return ReuseVariables(self.number() if self.chance(0.4) else None)

    def make_set(self) -> Operation:
        choose = self.rng.choice
        scope = self.number() if self.chance(0.4) else None
        options: list[tuple[str, str | bool | None]] = [
            ("initializer", choose((*INITIALIZERS, None))),
            ("dtype", choose(DTYPES)),
            ("regularizer", choose((*REGULARIZERS, None))),
        ]
        if self.resources:
            options.append(("use_resource", choose((True, False, None))))
        if self.partitions:
            options.append(("partitioner", choose((*PARTITIONERS, None))))
        if self.getters:
            options.append(("custom_getter", choose((*GETTERS, None))))
        return Set(scope, *choose(options))

    def make_graph(self) -> Operation:
        return NewGraph() if self.chance(0.5) else SwitchGraph(self.number())

    def make_collect(self) -> Operation:
        return Collect(self.rng.choice(COLLECTIONS), self.rng.choice(SCOPE_PATTERNS), own=self.chance(0.4))

    def make_unique(self) -> Operation:
        return UniqueName(self.scope_name(), self.chance(0.6))

    def make_reset(self) -> Operation:
        return Reset()

    def make_resource(self) -> Operation:
        return UseResource(self.chance(0.5))
