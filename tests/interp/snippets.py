"""Small Python programs that leave what they computed in `result`: run by Python and by the interpreter."""

SNIPPETS: dict[str, str] = {}


def _add(name: str, text: str) -> None:
    SNIPPETS[name] = text


_add(
    "arithmetic",
    "result = [1 + 2 * 3, 7 // 2, 7 % 3, 2 ** 10, -7 // 2, 1 / 4, 5 - 8, 1 << 3, 6 & 3, 6 | 1, 6 ^ 2, ~5, abs(-3), divmod(7, 3)]",
)
_add(
    "strings",
    """
s = "Layer_One"
result = [s.lower(), s.upper(), s.split("_"), s.replace("_", "/"), s[0], s[-3:], s[::-1], "a" * 3, "x" in s, s.startswith("Lay"),
          "-".join(["a", "b"]), s.strip("Le"), s.find("One"), s.title(), "%s_%d" % (s, 3), "%03d|%5s|%-5s|%.2f" % (7, "a", "b", 1.5),
          "{}/{}".format(1, "b"), "{0}{1}{0}".format("x", "y"), "{name}_{i:02d}".format(name="n", i=3), f"{s!r}{1 + 1}{3.14159:.2f}",
          "%(a)s-%(b)d" % {"a": 1, "b": 2}, "a,b".partition(","), "abc".zfill(5), "%%%d" % 3, "{:>4}".format("x"), "{{}}".format()]
""",
)
_add(
    "format_attributes",
    """
class Config:
    name = "net"
    sizes = [3, 4]
result = ["{c.name}/{c.sizes[1]}".format(c=Config), "{0[a]}".format({"a": 1}), "{!r:>5}".format("a")]
""",
)
_add(
    "containers",
    """
xs = [3, 1, 2]
xs.append(5); xs.extend([7, 8]); xs.insert(1, 9); xs.remove(1)
ys = sorted(xs, reverse=True)
last = xs.pop()
first = xs.pop(0)
d = {"a": 1}
d["b"] = 2
d.update(c=3)
d.update({"d": 4})
d.setdefault("a", 9); d.setdefault("e", 5)
gone = d.pop("b")
s = {1, 2} | {2, 3}
a, *b, c = [1, 2, 3, 4]
result = [xs, ys, last, first, d, gone, sorted(s), a, b, c, list(d), list(d.items()), d.get("zz", 0), len(d), xs.index(9), xs[1:], (1, 2) + (3,),
          [0] * 3, [[1, 2], [3]][0][1], list(reversed([1, 2, 3])), xs.count(9), max(xs), min(3, 1, 2), sum([1, 2, 3]), any([0, 1]), all([])]
""",
)
_add(
    "dict_views",
    """
d = {"b": 1, "a": 2}
result = [[k for k in d], [v for v in d.values()], [(k, v) for k, v in sorted(d.items())], {v: k for k, v in d.items()}, "a" in d, dict(zip("xy", [1, 2])),
          dict([("p", 1)]), dict(d, c=3), {**d, "a": 9}, d.keys() == {"a": 1, "b": 2}.keys() or True, list(map(str, d)), dict.fromkeys(["q"], 0)]
""",
)
_add(
    "comprehensions",
    """
result = [[i * i for i in range(5) if i % 2], [(i, j) for i in range(2) for j in range(i + 1)], {i: str(i) for i in range(3)}, sorted({i % 2 for i in range(5)}),
          list(x for x in [1, 2]), [[j for j in range(i)] for i in range(3)], sum(i for i in range(4)), [y for y in [x + 1 for x in range(3)]]]
""",
)
_add(
    "loops",
    """
out = []
for i in range(10):
    if i == 2:
        continue
    if i == 5:
        break
    out.append(i)
else:
    out.append("never")
for i, (a, b) in enumerate(zip([1, 2], "xy"), start=1):
    out.append((i, a, b))
else:
    out.append("done")
n = 0
while n < 3:
    n += 1
else:
    out.append(n)
while True:
    n -= 1
    if n == 0:
        break
for x in reversed(range(3)):
    out.append(x)
for k in {"a": 1, "b": 2}:
    out.append(k)
for c in "hi":
    out.append(c)
result = [out, n, i]
""",
)
_add(
    "functions",
    """
def f(a, b=2, *args, c=3, **kwargs):
    return (a, b, args, c, sorted(kwargs.items()))
def outer(n):
    def inner(m=n):
        return n + m
    return inner
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
args, kwargs = (1, 2), {"c": 9, "z": 0}
result = [f(1), f(1, 5, 6, 7, c=8, d=9), f(*args, **kwargs), outer(3)(), outer(3)(4), fib(10), (lambda x, y=1: x + y)(2), [g(2) for g in [lambda x: x, lambda x: x * 2]]]
""",
)
_add(
    "closures",
    """
def counter():
    count = 0
    def step():
        nonlocal count
        count += 1
        return count
    return step
total = 0
def bump():
    global total
    total += 1
one, two = counter(), counter()
late = [lambda: i for i in range(3)]
bound = [lambda i=i: i for i in range(3)]
bump(); bump()
result = [one(), one(), two(), total, [g() for g in late], [g() for g in bound]]
""",
)
_add(
    "classes",
    """
class Base:
    kind = "base"
    made = 0
    def __init__(self, name):
        self.name = name
        Base.made += 1
    def describe(self):
        return self.kind + ":" + self.name
    @property
    def upper(self):
        return self.name.upper()
    @upper.setter
    def upper(self, value):
        self.name = value.lower()
    @classmethod
    def make(cls, name):
        return cls(name + "!")
    @staticmethod
    def add(a, b):
        return a + b
    def __call__(self, x):
        return self.name + x
    def __getitem__(self, i):
        return i * 2
    def __len__(self):
        return 7
    def __contains__(self, x):
        return x == 1
    def __eq__(self, other):
        return self.name == other.name
    def __add__(self, other):
        return self.name + other.name
class Child(Base):
    kind = "child"
    def __init__(self, name, extra=1):
        super().__init__(name)
        self.extra = extra
    def describe(self):
        return "<" + super(Child, self).describe() + ">"
    def __getattr__(self, name):
        if name.startswith("dyn_"):
            return name[4:]
        raise AttributeError(name)
b, c = Base("b"), Child("c", extra=2)
c.upper = "NEW"
c.extra += 5
result = [b.describe(), c.describe(), c.upper, Child.make("m").name, Base.add(1, 2), c("?"), c[4], len(c), 1 in c, 2 in c, c.extra, Base.made, c.dyn_x,
          hasattr(c, "nope"), hasattr(c, "extra"), getattr(c, "nope", "default"), getattr(c, "extra"), isinstance(c, Base), isinstance(b, Child), b == Base("b"), b + c,
          type(c).__name__, c.__class__.__name__, issubclass(Child, Base), bool(c), vars(b), Child.__mro__[1].__name__, [k.__name__ for k in Base.__subclasses__()]]
setattr(c, "attr_" + "x", 3)
result.append(c.attr_x)
del c.attr_x
result.append(hasattr(c, "attr_x"))
""",
)
_add(
    "multiple_inheritance",
    """
class A:
    def who(self):
        return ["A"]
class B(A):
    def who(self):
        return ["B"] + super().who()
class C(A):
    def who(self):
        return ["C"] + super().who()
class D(B, C):
    def who(self):
        return ["D"] + super().who()
result = D().who()
""",
)
_add(
    "decorators",
    """
import functools
registry = {}
def register(name):
    def decorator(fn):
        registry[name] = fn
        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            return ("wrapped", fn(*args, **kwargs))
        return wrapper
    return decorator
@register("one")
def first(x):
    return x + 1
def lazy(fn):
    attribute = "_cache_" + fn.__name__
    @property
    @functools.wraps(fn)
    def wrapper(self):
        if not hasattr(self, attribute):
            setattr(self, attribute, fn(self))
        return getattr(self, attribute)
    return wrapper
class M:
    calls = 0
    @lazy
    def value(self):
        M.calls += 1
        return "v"
m = M()
result = [first(1), registry["one"](1), first.__name__, m.value, m.value, M.calls, functools.partial(first, 5)(), functools.reduce(lambda a, b: a * b, [1, 2, 3])]
""",
)
_add(
    "exceptions",
    """
out = []
def risky(n):
    if n == 0:
        raise ValueError("zero", n)
    if n == 1:
        return {}["missing"]
    if n == 2:
        return [][3]
    if n == 3:
        return int("x")
    return n
for n in range(6):
    try:
        out.append(risky(n))
    except ValueError as e:
        out.append(("value", len(e.args)))
    except (KeyError, IndexError):
        out.append("lookup")
    else:
        out.append("else")
    finally:
        out.append("finally")
class Mine(RuntimeError):
    def __init__(self, code):
        super().__init__(code)
        self.code = code
try:
    try:
        raise Mine(3)
    except ValueError:
        out.append("no")
    finally:
        out.append("inner")
except RuntimeError as e:
    out.append(e.code)
def early():
    try:
        return "returned"
    finally:
        out.append("cleanup")
out.append(early())
try:
    raise Mine(1)
except Exception:
    try:
        raise
    except Mine as again:
        out.append(again.code)
def loop():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
        finally:
            out.append(i)
loop()
result = out
""",
)
_add(
    "context_managers",
    """
import contextlib
out = []
class Scope:
    def __init__(self, name):
        self.name = name
    def __enter__(self):
        out.append("enter " + self.name)
        return self
    def __exit__(self, kind, error, traceback):
        out.append("exit " + self.name + str(kind is not None))
        return kind is not None and self.name == "swallow"
@contextlib.contextmanager
def managed(name):
    out.append("open " + name)
    try:
        yield name.upper()
    finally:
        out.append("close " + name)
with Scope("a") as a, managed("b") as b:
    out.append((a.name, b))
with Scope("swallow"):
    raise ValueError("x")
def f():
    with managed("f"):
        return "from with"
out.append(f())
for i in range(2):
    with managed("loop"):
        if i == 0:
            continue
        break
with contextlib.ExitStack() as stack:
    names = [stack.enter_context(managed(n)) for n in ("x", "y")]
    out.append(names)
try:
    with managed("err"):
        raise KeyError("k")
except KeyError:
    out.append("caught")
with contextlib.suppress(KeyError):
    raise KeyError("z")
@managed("deco")
def decorated():
    out.append("inside")
decorated()
result = out
""",
)
_add(
    "generators",
    """
def count(n):
    for i in range(n):
        got = yield i
        if got:
            yield got
def chained():
    yield "start"
    result = yield from inner()
    yield result
def inner():
    yield 1
    return "end"
g = count(3)
a = [next(g), g.send("sent"), next(g), list(g)]
it = iter([1, 2, 3])
b = [next(it), next(it), next(it), next(it, "default")]
lazy = (x * 2 for x in range(3))
result = [a, b, list(chained()), list(zip(count(5), "ab")), next(lazy), list(lazy), [x for x in count(2)], dict(enumerate(count(2)))]
""",
)
_add(
    "namedtuples",
    """
import collections
from typing import NamedTuple
Point = collections.namedtuple("Point", "x y")
Other = collections.namedtuple("Other", ["a", "b"])
class Spec(NamedTuple):
    name: str
    size: int = 3
p = Point(1, y=2)
q = p._replace(x=5)
x, y = p
s = Spec("n")
result = [p.x, p[1], q.x, x + y, list(p), p == Point(1, 2), Other(*[1, 2]).b, sorted(p._asdict().items()), s.name, s.size, len(p), Point._fields]
""",
)
_add(
    "dataclasses",
    """
import dataclasses
from dataclasses import dataclass, field
@dataclass
class Config:
    name: str
    sizes: list = field(default_factory=list)
    depth: int = 2
    def total(self):
        return sum(self.sizes) * self.depth
@dataclass
class More(Config):
    extra: str = "e"
c = Config("c", [1, 2])
m = More("m", depth=5)
result = [c.name, c.total(), m.extra, m.depth, m.sizes, Config("z").sizes]
""",
)
_add(
    "collections",
    """
import collections
from collections import OrderedDict, defaultdict, Counter, deque
d = defaultdict(list)
d["a"].append(1)
n = defaultdict(int)
n["x"] += 2
o = OrderedDict([("b", 1), ("a", 2)])
c = Counter("abca")
c["z"] += 1
q = deque([1, 2])
q.append(3); q.appendleft(0)
result = [dict(d), n["x"], n["y"], list(o.items()), c["a"], c["nope"], c["z"], list(q), q.popleft(), q.pop(), o["b"]]
""",
)
_add(
    "itertools",
    """
import itertools
result = [list(itertools.chain([1], [2, 3])), list(itertools.product("ab", [1, 2])), list(itertools.islice(itertools.count(5), 3)),
          list(itertools.chain.from_iterable([[1], [2]])), list(zip([1, 2, 3], itertools.cycle("xy")))]
""",
)
_add(
    "conditions",
    """
def sign(x):
    return "neg" if x < 0 else "zero" if x == 0 else "pos"
x = None
result = [sign(-1), sign(0), sign(1), 1 < 2 < 3, 1 < 3 < 2, x is None, x is not None, x or "default", [] or [1], 0 and 1, not x, 3 in (1, 2), "b" not in "abc",
          1 == 1.0, True + 1, isinstance(True, int), isinstance("s", (int, str)), callable(sign), (y := 5) + 1, y, None == 0, [1, 2] == [1, 2], (1, "a") < (1, "b")]
""",
)
_add(
    "scoping",
    """
x = "module"
def read():
    return x
def shadow():
    x = "local"
    return read(), x
class K:
    x = "class"
    def m(self):
        return x, self.x
result = [read(), shadow(), K().m(), [x for x in "ab"], x]
""",
)
_add(
    "unpacking",
    """
(a, b), c = (1, 2), 3
first, *rest = "abc"
*init, last = [1, 2, 3]
d = [*rest, *init]
e = {**{"a": 1}, "b": 2}
a, b = b, a
i = 0
xs = [0, 0]
i, xs[i] = 1, 5
result = [a, b, c, first, rest, init, last, d, e, xs, [x for x, _ in [(1, 2), (3, 4)]]]
""",
)
_add(
    "del_and_slices",
    """
xs = list(range(6))
del xs[0]
xs[1:3] = ["a"]
d = {"a": 1, "b": 2}
del d["a"]
ys = xs[:]
ys[0] = "changed"
result = [xs, d, ys, xs[-2], "abcdef"[1:-1:2], (1, 2, 3)[::-1]]
""",
)
_add(
    "special_calls",
    """
class Meta(type):
    def __call__(cls, *args):
        instance = super().__call__(*args)
        instance.tag = cls.__name__
        return instance
class Tagged(metaclass=Meta):
    def __init__(self, n):
        self.n = n
class Single:
    instance = None
    def __new__(cls, *args):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance
class Callable:
    def __call__(self, *a, **k):
        return (a, sorted(k))
Made = type("Made", (), {"value": 3, "double": lambda self: self.value * 2})
result = [Tagged(3).tag, Tagged(4).n, Single() is Single(), Callable()(1, b=2), Made().double(), Made.__name__]
""",
)
_add(
    "descriptors_and_slots",
    """
class Typed:
    def __set_name__(self, owner, name):
        self.name = "_" + name
    def __get__(self, obj, cls=None):
        return self if obj is None else obj.__dict__.get(self.name, "unset")
    def __set__(self, obj, value):
        obj.__dict__[self.name] = value * 2
class Holder:
    __slots__ = ("__dict__",)
    field = Typed()
h = Holder()
before = h.field
h.field = 4
result = [before, h.field]
""",
)
_add(
    "attribute_dict",
    """
class AttrDict(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)
    def __setattr__(self, name, value):
        self[name] = value
d = AttrDict(a=1)
d.b = 2
d.update({"c": AttrDict(x=5)})
class Params(object):
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)
p = Params(u=1, v=2)
result = [d.a, d["b"], d.c.x, hasattr(d, "zz"), getattr(d, "zz", 0), sorted(d), p.u + p.v, sorted(p.__dict__), "a" in d]
""",
)
_add(
    "text_tools",
    """
import os, re, math, copy, json, string
xs = [[1], 2]
ys = copy.deepcopy(xs); ys[0].append(9)
zs = copy.copy(xs); zs.append(1)
result = [os.path.join("a", "b", "c"), os.path.basename("/x/y.py"), os.path.splitext("a.b.c"), re.sub("[0-9]+", "#", "a12b3"), re.match("(\\\\w+)_", "ab_c").group(1),
          math.sqrt(16), math.ceil(1.2), math.log(8, 2), xs, ys, zs, round(2.567, 1), int("12"), float("1.5"), str(3), list("ab"), tuple([1]), bool([]), ord("a"), chr(98), hex(255)]
""",
)
_add(
    "enums",
    """
import enum
class Color(enum.Enum):
    RED = 1
    BLUE = "b"
class Level(enum.IntEnum):
    LOW = 0
    HIGH = 5
result = [Color.RED.name, Color.BLUE.value, Color.RED == Color.RED, Color("b").name, [c.name for c in Color], Color["RED"].value, Level.HIGH > 3, isinstance(Color.RED, Color)]
""",
)
_add(
    "recursion_and_lambdas",
    """
compose = lambda *fs: (lambda x: functools.reduce(lambda a, f: f(a), fs, x))
import functools
Y = lambda f: (lambda x: x(x))(lambda y: f(lambda *args: y(y)(*args)))
fact = Y(lambda self: lambda n: 1 if n == 0 else n * self(n - 1))
tree = {"name": "root", "children": [{"name": "a", "children": []}, {"name": "b", "children": [{"name": "c", "children": []}]}]}
def walk(node, prefix=""):
    path = prefix + "/" + node["name"]
    return [path] + [p for child in node["children"] for p in walk(child, path)]
result = [compose(lambda x: x + 1, lambda x: x * 2)(3), fact(5), walk(tree)]
""",
)
_add(
    "globals_and_locals",
    """
VALUE = 3
def f(a):
    b = a + 1
    return sorted(locals().items())
globals()["MADE"] = 7
result = [f(1), globals()["VALUE"], MADE, "VALUE" in globals(), sorted(k for k in vars() if k == "VALUE")]
""",
)
_add(
    "star_arguments",
    """
def f(*args, sep="-"):
    return sep.join(args)
def g(first, *, key=None, **rest):
    return (first, key, rest)
opts = dict(key=1, other=2)
result = [f(*["a", "b"]), f(*"xyz", sep="+"), g(0, **opts), g(*[1], **{"key": 2}), (lambda *a, **k: (len(a), len(k)))(1, 2, c=3)]
""",
)
_add(
    "while_and_flags",
    """
reuse = None
names = []
stack = ["a", "b", "c"]
while stack:
    names.append((stack.pop(), reuse))
    reuse = True
i, seen = 0, []
while True:
    i += 1
    if i % 2: continue
    if i > 6: break
    seen.append(i)
result = [names, seen, reuse]
""",
)
_add(
    "matching",
    """
class Pt:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Keys:
    up = "up"
def f(subject):
    match subject:
        case {"k": v, **rest}: return v, rest
        case [1, (2 | 3) as b]: return "pair", b
        case [first, *middle, last]: return first, middle, last
        case []: return "empty"
        case Keys.up: return "key"
        case str(text) if text.startswith("a"): return text
        case None | True: return "singleton"
        case -1 | 2.5: return "number"
        case Pt(0, y): return y
        case Pt(x=x1, y=y1) if x1 == y1: return "equal"
        case Pt(): return "point"
        case _: return "other"
result = [f({"k": 1, "z": 2}), f([1, 3]), f((1, 2, 3)), f([]), f("up"), f("abc"), f("xyz"), f(None), f(True), f(-1), f(2.5),
          f(Pt(0, 5)), f(Pt(2, 2)), f(Pt(1, 2)), f({1, 2}), f(b"ab")]
""",
)
_add(
    "private_names",
    """
class A:
    __x = 3
    def __private(self): return "A"
    def get(self): return self.__private(), self.__x, self._A__x
    def local(self, __p=1):
        def __inner(): return __p
        return __inner(), sorted(locals())
class B(A):
    def __private(self): return "B"
    class __C: pass
result = [B().get(), hasattr(B(), "_A__private"), hasattr(B(), "__private"), A().local(), B._B__C.__name__, A._A__private.__name__,
          dict(__y=2)]
""",
)
_add(
    "frozen_sets_as_keys",
    """
found = {frozenset(("a", "b")): 1}
found[frozenset(("b", "a"))] = 2
frozen = frozenset("ab")
union = frozen | {"c"}
found[union] = found[frozen.union("d")] = 3
seen = {frozenset("ab")}
seen.add(frozenset("ba"))
seen.update([frozenset("ab"), frozenset("c")])
other = seen | {frozenset("c"), frozenset("d")}
taken = seen.copy()
taken.discard(frozenset("ba"))
taken.discard(frozenset("xy"))
try:
    taken.remove("z")
except KeyError:
    taken.remove(frozenset("c"))
result = [len(found), found[frozenset("ab")], frozenset("ba") in found, len({frozenset("ab"), frozenset("ba")}), found[frozenset("abc")],
          isinstance(union, frozenset), isinstance({"c"} | frozen, frozenset), frozen.issubset(union), "a" in frozen, len(frozen),
          found.get(frozenset("ba")), found.get(frozenset("z"), 9), found.setdefault(frozenset("cba"), 7), found.pop(frozenset("cba")),
          dict([(frozenset("ab"), 1), (frozenset("ba"), 2)]) == {frozenset("ab"): 2}, {frozenset("a"): 1, frozenset(["a"]): 2}.get(frozenset("a")),
          sorted(frozen - {"a"}), frozen == {"a", "b"}, frozen.copy() == frozen, sorted(x for x in frozen), hasattr(frozen, "add"),
          len(seen), len(taken), len(other), len(seen & other), len(other - seen), len(seen ^ other), seen <= other, seen.issubset(other),
          seen.isdisjoint({frozenset("c")}), seen == {frozenset("c"), frozenset("ba")}, {frozenset("a"): 1} == {frozenset("b"): 1}]
""",
)
_add(
    "first_that_decides",
    """
seen = []
def numbers():
    try:
        for number in range(5):
            seen.append(number)
            yield number
    finally:
        seen.append("end")
result = [any(n > 1 for n in numbers()), all(n < 2 for n in numbers()), 3 in numbers(), any(numbers()), all(numbers()), seen]
""",
)
