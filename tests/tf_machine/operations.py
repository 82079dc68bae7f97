"""The operations on scopes that both drivers understand.

Captured things (scopes, scope strings, scope objects that were made, graphs) are named by a number that is taken modulo how many there are,
so that every part of a sequence is a sequence.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Captured:
    """The `index`th variable scope object that the sequence has seen."""

    index: int


@dataclass(frozen=True)
class CapturedName:
    """The `index`th name scope string that the sequence has seen."""

    index: int


Name = str | int | Captured | CapturedName | None
"""An int stands for itself: something that is no name."""


@dataclass(frozen=True)
class Settings:
    """Defaults that a scope sets; each is the name of one of the things that both drivers have."""

    initializer: str | None = None
    regularizer: str | None = None
    partitioner: str | None = None
    custom_getter: str | None = None
    dtype: str | None = None
    use_resource: bool | None = None
    constraint: str | None = None


@dataclass(frozen=True)
class VariableScope:
    """`tf.variable_scope(...)`, entered at once if `enter`."""

    name: Name
    default_name: Name = None
    reuse: bool | int | str | None = None
    auxiliary_name_scope: bool | int = True
    value: int | tuple[int, int] | None = None
    settings: Settings = field(default_factory=Settings)
    enter: bool = True


@dataclass(frozen=True)
class NameScope:
    """`tf.name_scope(...)`; `value` is an op of the `value`th graph."""

    name: Name
    default_name: Name = None
    value: int | tuple[int, int] | None = None
    enter: bool = True


@dataclass(frozen=True)
class GraphNameScope:
    """`graph.name_scope(name)` of the default graph."""

    name: Name


@dataclass(frozen=True)
class PureScope:
    """`variable_scope._pure_variable_scope(name, reuse, old_name_scope=...)`, as templates use it."""

    name: str | Captured
    reuse: bool | str | None = None
    old_name_scope: str | None = None
    dtype: str | None = None


@dataclass(frozen=True)
class NewScope:
    """`tf.VariableScope(reuse, name=name)`: a scope object that nobody has entered."""

    name: str
    reuse: bool | str | None


@dataclass(frozen=True)
class Forgotten:
    """`tf.variable_scope(name).__enter__()` or that of a name scope, after which nothing holds the scope object."""

    name: str
    variable: bool = True


@dataclass(frozen=True)
class ControlFlow:
    """The body of a `tf.cond`."""


@dataclass(frozen=True)
class Eager:
    """Eager execution, from here to the end."""


@dataclass(frozen=True)
class Enter:
    """Enter (again) the `index`th object that was made by `VariableScope` or `NameScope`."""

    index: int


@dataclass(frozen=True)
class Exit:
    """Leave the `depth`th innermost of what is open."""

    depth: int = 0


@dataclass(frozen=True)
class GetVariable:
    """`tf.get_variable(...)`, or `get_variable` of the `scope`th captured scope."""

    name: Name
    shape: tuple[int | None, ...] | None = None
    dtype: str | None = None
    initializer: str | None = None
    scope: int | None = None
    trainable: bool | None = None
    collections: tuple[str, ...] | None = None
    partitioner: str | None = None
    use_resource: bool | None = None
    regularizer: str | None = None
    custom_getter: str | None = None
    validate_shape: bool = True
    caching_device: str | None = None
    reuse: bool | str | None = None
    local: bool = False


@dataclass(frozen=True)
class Variable:
    """`tf.Variable(...)`."""

    name: Name
    initial: str | None = "const"
    dtype: str | None = None
    trainable: bool | None = None
    collections: tuple[str, ...] | None = None
    use_resource: bool | None = None
    validate_shape: bool = True
    caching_device: str | None = None


@dataclass(frozen=True)
class Op:
    """An op that takes a name: `tf.constant(1.0, name=name)` or `tf.no_op(name)`."""

    name: Name
    kind: str = "NoOp"


@dataclass(frozen=True)
class ReuseVariables:
    """`scope.reuse_variables()` on the current scope, or on a captured one."""

    scope: int | None = None


@dataclass(frozen=True)
class Set:
    """`scope.set_<attribute>(value)`."""

    scope: int | None
    attribute: str
    value: str | bool | None


@dataclass(frozen=True)
class NewGraph:
    """`tf.Graph()`, entered with `as_default`."""


@dataclass(frozen=True)
class SwitchGraph:
    """`graph.as_default()` of a graph that the sequence has seen."""

    graph: int


@dataclass(frozen=True)
class Reset:
    """`tf.reset_default_graph()`."""


@dataclass(frozen=True)
class UniqueName:
    """`graph.unique_name(name, mark_as_used)`."""

    name: str
    mark_as_used: bool = True


@dataclass(frozen=True)
class Collect:
    """`tf.get_collection(name, scope)`, or that of the current scope object."""

    name: str
    scope: str | None = None
    own: bool = False


@dataclass(frozen=True)
class UseResource:
    """`tf.enable_resource_variables()` / `tf.disable_resource_variables()`."""

    enable: bool


Operation = (
    VariableScope
    | NameScope
    | GraphNameScope
    | PureScope
    | NewScope
    | Forgotten
    | ControlFlow
    | Eager
    | Enter
    | Exit
    | GetVariable
    | Variable
    | Op
    | ReuseVariables
    | Set
    | NewGraph
    | SwitchGraph
    | Reset
    | UniqueName
    | Collect
    | UseResource
)
Sequence = tuple[Operation, ...]

NAMES = ("a", "b", "c", "A", "a_1", "w", "w_1", "a/b", "b/w")
ODD_NAMES = (
    "",
    "a/",
    "a/b/",
    "/",
    "a//",
    "_a",
    "-x",
    "a b",
    "a:0",
    "a>b",
    "a\\b",
    ".a",
    "w/part_0",
    "w/part_1",
    "Variable",
    "w/Initializer",
    "1",
)
VARIABLES = ("w", "w", "w", "b", "W", "a", "w_1", "a/w")
SHAPES: tuple[tuple[int | None, ...] | None, ...] = ((2,), (2,), (2,), (3,), (2, 3), (4, 3), (), None, (None, 3), (40, 30))
DTYPES = ("float32", "float32", "int32", "float64", "bool", "string", "complex64")
INITIALIZERS = (
    "foreign",
    "zeros",
    "ones",
    "class",
    "float",
    "int",
    "list",
    "tensor",
    "no_arguments",
    "bad_shape",
    "bad_dtype",
    "nested",
    "partial",
)
INITIALS = ("foreign", "float", "float", "int", "list", "tensor", "no_arguments", "unknown_shape", "other_variable", "nested_variable")
EAGER_INITIALIZERS = ("zeros", "float", "class", "no_arguments")
GETTERS = ("same", "suffix", "twice", "shared", "scoped", "not_callable")
PARTITIONERS = ("halves", "thirds", "second", "one", "wrong_rank", "two_axes", "zero", "no_sequence", "not_callable")
REGULARIZERS = ("loss", "none")
COLLECTIONS = ("variables", "trainable_variables", "local_variables", "mine", "regularization_losses")
SCOPE_PATTERNS = (None, "a", "a/", "b", "w", "a/b", ".*w", "A", "a_1")
