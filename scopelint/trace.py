"""The record of what TensorFlow will do: the events that rules and reports read.

Flows in: the interpreter appends events in TensorFlow's order. Flows out: `Trace`, one per entry.
Knows no libcst, no IR and no interpreter.
"""

from __future__ import annotations

import enum
from typing import NamedTuple

import msgspec

from scopelint.domain.conditions import TRUE, Condition
from scopelint.domain.names import Text
from scopelint.model import Site

Shape = tuple["int | None", ...]
"""Dimensions of a tensor; None is a dimension that is not known."""


class Outcome(enum.Enum):
    """What becomes of one request for a variable."""

    CREATE = "create"
    REUSE = "reuse"
    CREATE_OR_REUSE = "create-or-reuse"
    ERROR = "error"


class RefusalKind(enum.Enum):
    """Why TensorFlow refuses."""

    EXISTS = "exists"
    MISSING = "missing"
    SHAPE = "shape"
    DTYPE = "dtype"
    NO_SHAPE = "no-shape"
    NO_SIZE = "no-size"
    INITIALIZER = "initializer"
    INVALID_NAME = "invalid-name"
    INVALID_REUSE = "invalid-reuse"
    NO_SCOPE_NAME = "no-scope-name"
    CONTROL_FLOW = "control-flow"
    CELL_SCOPE = "cell-scope"
    NO_SUCH_API = "no-such-api"
    NO_VARIABLES = "no-variables"
    OTHER = "other"


class Refusal(msgspec.Struct, frozen=True):
    """An exception that TensorFlow raises, with the class and the text it uses."""

    kind: RefusalKind
    exception: str
    message: str


class ScopeKind(enum.Enum):
    VARIABLE = "variable_scope"
    NAME = "name_scope"


class OpenScope(msgspec.Struct, frozen=True):
    """One entry of the stack of scopes that is open where an event happens.

    `name` is the scope's own full name (variable scope name or name scope), `given` the text the
    program wrote for it, `site` the call that made it. `numbered`: it was given as a default name, which is made unique.
    """

    kind: ScopeKind
    name: Text
    given: Text | None
    site: Site
    numbered: bool = False


class LoopTurn(msgspec.Struct, frozen=True):
    """A loop (or comprehension) of the user's program that is running: where it is and which turn (from 0) this is.

    `depth` is the number of calls around it: `calls[:depth]` of an event lead to the loop, `calls[depth:]` are made inside it.
    """

    site: Site
    turn: int
    depth: int = 0


class Function(NamedTuple):
    """A function of the user's program: the file and line that define it, its qualified name ("Model.build"); "" is the module itself.

    `is_getter`: it serves as a custom getter, so that TensorFlow calls it for each variable.
    """

    path: str
    name: str
    line: int = 0
    is_getter: bool = False


class Context(msgspec.Struct, frozen=True):
    """What every event knows of its circumstances.

    `site` is the innermost call in the user's own code and `calls` the user's call stack around
    it, outermost first. `certain` says that the event happens whenever the entry runs, `reached`
    that it happens whenever its place is reached. `caught` says that an exception raised here is
    handled by the program; `after_error` that TensorFlow would have stopped before. `condition` is
    the path on which the event happens and `reach` the path on which its place is reached; the
    two flags are worked out from them when the entry has ended. `called` is the library's API that the user's
    code calls there (`tf.layers.dense`), where it is one, and `through` what the library itself calls on the
    way from there to the event, outermost first. `functions` are the user's functions that run: the one that each of
    `calls` stands in, and last the one that `site` stands in. `eager` says that execution is eager. `doubts` are the unseen decorators and
    managers that it happens in, a number for each time that one is entered: events in which they differ may lie in different scopes.
    """

    site: Site
    calls: tuple[Site, ...]
    entry: str
    certain: bool
    reached: bool
    after_error: bool
    scopes: tuple[OpenScope, ...] = ()
    loops: tuple[LoopTurn, ...] = ()
    graph: int = 0
    condition: Condition = TRUE
    reach: Condition = TRUE
    called: str | None = None
    through: tuple[str, ...] = ()
    functions: tuple[Function, ...] = ()
    eager: bool = False
    doubts: tuple[int, ...] = ()


class Ignored(msgspec.Struct, frozen=True):
    """A setting that a request for an existing variable gives in vain: `given` here, `kept` from the request that made it."""

    setting: str
    given: str
    kept: str


class VariableEvent(msgspec.Struct):
    """A request for one variable (or one part of a partitioned one).

    `store` is true for `get_variable` and all that is built on it, false for `tf.Variable`.
    `first` is the event that made the variable which this one shares or clashes with;
    `reuse_site` the place that turned reuse on. `uniquified_from` is the name that was asked for
    where TensorFlow silently took another one. `assumed` says that the outcome rests on what is not known
    (reuse, the caller, a name with holes): it is the one that does not raise. `reuse` is the flag in force, as in `ScopeEvent` (and
    "True" where the program asks for that while execution is eager, in vain);
    `ignored` are the settings of a request that shares which differ from those of the first one.
    """

    context: Context
    name: Text
    outcome: Outcome
    api: str
    store: bool
    shape: Shape | None
    dtype: str | None
    trainable: bool | None
    requested: Text | None = None
    first: VariableEvent | None = None
    refusal: Refusal | None = None
    caught: bool = False
    reuse_site: Site | None = None
    uniquified_from: Text | None = None
    assumed: bool = False
    reuse: str = "False"
    ignored: tuple[Ignored, ...] = ()


class ScopeEvent(msgspec.Struct):
    """A scope is entered (`opened`) or left.

    `reuse` is the flag in force inside it: "True", "False", "AUTO_REUSE" or "unknown". `overruled` is the place that turned reuse on
    where the call that makes the scope says `reuse=False`, in these words, and reuse is on all the same.
    """

    context: Context
    kind: ScopeKind
    name: Text
    name_scope: Text
    opened: bool
    reuse: str
    overruled: Site | None = None


class ReuseEvent(msgspec.Struct):
    """`reuse_variables()` was called on the scope called `name`, in the body of the definition at `function` (None: not in one)."""

    context: Context
    name: Text
    function: Site | None = None


class RaiseEvent(msgspec.Struct):
    """The scope machinery raises, at a place where no single variable is asked for."""

    context: Context
    api: str
    refusal: Refusal
    caught: bool = False


class ScopeNotEntered(msgspec.Struct):
    """A scope was made by a call and never entered."""

    context: Context
    api: str


class DeprecatedEvent(msgspec.Struct):
    """A scope is opened by an API (`tf.op_scope`) that another one (`tf.name_scope`) has taken the place of."""

    context: Context
    api: str
    instead: str


class RunEvent(msgspec.Struct):
    """A session runs the graph. `copied`: in a process that works on copies, of which whoever started it sees nothing."""

    context: Context
    copied: bool = False


class BuiltPerRequest(msgspec.Struct):
    """A function that a server calls for each request asks for `name` in the same graph again; `outcome` says what comes of it."""

    context: Context
    name: Text
    outcome: Outcome


class FilterKind(enum.Enum):
    """How a list of variables is taken from a longer one."""

    MATCH = "match"
    """`get_collection(..., scope=pattern)`: `re.match` on the name."""
    PREFIX = "prefix"
    """`name.startswith(pattern)`."""
    SUBSTRING = "substring"
    """`pattern in name`."""
    EQUAL = "equal"
    """`name == pattern`."""
    PART = "part"
    """`name.split("/")[i] == pattern`."""


class FilterEvent(msgspec.Struct):
    """Variables are chosen by their names: of `candidates` those in `taken` (full names, in order)."""

    context: Context
    kind: FilterKind
    pattern: str
    candidates: tuple[Text, ...]
    taken: tuple[Text, ...]


class LostKeyEvent(msgspec.Struct):
    """A dict is made of variables, and `kept` takes the place of `lost` there, for both have the key (full names)."""

    context: Context
    key: str
    lost: Text
    kept: Text


class ObjectAction(enum.Enum):
    MADE = "made"
    CALLED = "called"


class TemplateEvent(msgspec.Struct):
    """A template of `make_template` is made, or called; `number` tells templates apart."""

    context: Context
    action: ObjectAction
    number: int
    name: Text


class CellUse(enum.Enum):
    """Where one RNN cell object is used more than once."""

    LAYERS = "layers"
    DIRECTIONS = "directions"
    SCOPES = "scopes"


class BuiltByReading(msgspec.Struct):
    """An attribute of an object was read whose function, `property`, has made variables.

    `owner` tells objects apart, and functions of theirs that have one name.
    """

    context: Context
    owner: int
    property: str
    names: tuple[Text, ...]


class SharedCellEvent(msgspec.Struct):
    """One RNN cell object is used several times: as several layers or for both directions, or (`first`, `names`) in two scopes."""

    context: Context
    use: CellUse
    cell: str
    count: int = 2
    first: Context | None = None
    names: tuple[Text, Text] | None = None


class RenumberedEvent(msgspec.Struct):
    """Inside AUTO_REUSE a scope or layer without a name of its own is numbered anew by a place that has made variables before.

    `name` is the full name it gets. `chained` says whether what it is applied to is computed from what the same place made before; None
    where that is not known, and where it is the same input once more. `other_device` says that the same place ran before under another
    `tf.device` block (or another turn's): the way in which a network is built once for each GPU.
    """

    context: Context
    api: str
    name: Text
    chained: bool | None
    other_device: bool = False


class UnreadParameter(msgspec.Struct):
    """A function of the user's is called with a value for a parameter that its body never reads.

    `context` is that of the call. `definition` is the whole `def`.
    """

    context: Context
    function: str
    parameter: str
    given: str
    definition: Site
    method: bool


class BlindCall(msgspec.Struct):
    """A function that cannot be seen is called under AUTO_REUSE: it may be any that nothing else calls."""

    context: Context


class Cut(msgspec.Struct, frozen=True):
    """A place where the analysis stopped following the program, and why."""

    reason: str
    site: Site
    entry: str


Event = (
    VariableEvent
    | ScopeEvent
    | ReuseEvent
    | RaiseEvent
    | ScopeNotEntered
    | DeprecatedEvent
    | RunEvent
    | BuiltPerRequest
    | FilterEvent
    | LostKeyEvent
    | TemplateEvent
    | BuiltByReading
    | SharedCellEvent
    | RenumberedEvent
    | UnreadParameter
    | BlindCall
    | Cut
)


class Trace(msgspec.Struct, frozen=True):
    """All that one entry does, in TensorFlow's order."""

    entry: str
    events: tuple[Event, ...]

    @property
    def variables(self) -> tuple[VariableEvent, ...]:
        return tuple(e for e in self.events if isinstance(e, VariableEvent))

    @property
    def cuts(self) -> tuple[Cut, ...]:
        return tuple(e for e in self.events if isinstance(e, Cut))
