"""`typing`: names that annotations use and code can do without; `NamedTuple` makes classes (Lib/typing.py)."""

import _scopelint
import collections

TYPE_CHECKING = False


class _Form:
    """Anything that is only ever subscripted."""

    def __getitem__(self, item):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __or__(self, other):
        return self

    def __ror__(self, other):
        return self


Any = Optional = Union = Callable = Type = ClassVar = Literal = Annotated = Final = NoReturn = AnyStr = Text = Concatenate = _Form()
Awaitable = Coroutine = AsyncIterator = AsyncIterable = IO = TextIO = BinaryIO = Self = Never = LiteralString = Required = NotRequired = _Form()
Iterable = Iterator = Generator = Sequence = MutableSequence = Mapping = MutableMapping = Collection = Container = Hashable = Sized = _Form()
AbstractSet = MutableSet = ContextManager = SupportsInt = SupportsFloat = Pattern = Match = Unpack = TypeGuard = ParamSpec = _Form()

List = list
Dict = dict
Tuple = tuple
Set = set
FrozenSet = frozenset
DefaultDict = collections.defaultdict
OrderedDict = collections.OrderedDict
Counter = collections.Counter
Deque = collections.deque


class Generic:
    def __class_getitem__(cls, item):
        return cls


class Protocol:
    def __class_getitem__(cls, item):
        return cls


def TypeVar(name, *constraints, **kwargs):
    return Any


def NewType(name, tp):
    return tp


def cast(typ, val):
    return val


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    return dict(getattr(obj, "__annotations__", {}))


def no_type_check(arg):
    return arg


def overload(func):
    return func


def final(f):
    return f


def runtime_checkable(cls):
    return cls


def TypedDict(typename, fields=None, total=True, **kwargs):
    return dict


def _named(name, fields):
    return collections.namedtuple(name, [field for field, _ in fields])


class _NamedTupleMeta(type):
    """`class C(NamedTuple)` with annotated fields, or a call with pairs."""

    def __init__(cls, name, bases, namespace):
        if bases != (object,):
            _scopelint.named_tuple(cls)

    def __call__(cls, *args, **kwargs):
        if cls is NamedTuple:
            return _named(args[0], args[1] if len(args) > 1 else list(kwargs.items()))
        return type.__call__(cls, *args, **kwargs)


class NamedTuple(metaclass=_NamedTupleMeta):
    pass
