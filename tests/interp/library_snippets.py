"""Small programs on the standard library, as `snippets.py` has them on the language."""

SNIPPETS: dict[str, str] = {
    "simple_namespace": """
import types
n = types.SimpleNamespace(**{"k": 2})
n.z = 3
result = [n.k, n.z, vars(n), hasattr(n, "q"), n == types.SimpleNamespace(k=2, z=3), isinstance(len, types.FunctionType)]
""",
    "paths": """
import os
from pathlib import Path
p = Path("a") / "b" / "c.txt"
result = [str(p), p.name, p.stem, p.suffix, str(p.parent), p.parts, p.with_suffix(".x").name, os.path.join(p, "d")]
""",
    "dispatch": """
import functools
@functools.singledispatch
def kind(x): return "object"
@kind.register(int)
def _(x): return "int"
class Q:
    def m(self, a, b): return a, b
    first = functools.partialmethod(m, 1)
result = [kind(1), kind("s"), Q().first(2)]
""",
    "ordering": """
import functools
from dataclasses import dataclass, field
from typing import NamedTuple
@functools.total_ordering
class C:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
@dataclass(order=True)
class A:
    x: int
    y: list = field(default_factory=list)
    z: int = field(default=3, init=False, repr=False)
class P(NamedTuple):
    a: int
    b: str = "d"
result = [C(1) < C(2), C(2) >= C(1), C(1) > C(2), max([C(1), C(3)], key=lambda c: c.v).v, sorted([C(3), C(1)])[0].v,
          A(1) == A(1), A(1) == A(2), A(1) < A(2), A(2) <= A(1), repr(A(1)), P(1) < P(1, "e"), P(2) > (1, "z"), [1, [2]] < [1, [3]]]
""",
    "cached_property": """
import functools
class P:
    made = 0
    @functools.cached_property
    def x(self):
        P.made += 1
        return P.made
p = P()
result = [p.x, p.x, P().x]
""",
    "heaps_and_digests": """
import bisect, hashlib, heapq, io, json, queue, statistics, struct, textwrap, weakref
h = [3, 1]
heapq.heapify(h)
heapq.heappush(h, 0)
s = io.StringIO()
s.write("ab")
q = queue.Queue()
q.put(1)
class W: pass
w = W()
result = [heapq.heappop(h), heapq.nsmallest(1, [3, 2]), s.getvalue(), q.get(), weakref.ref(w)() is w, bisect.bisect([1, 3, 5], 3),
          hashlib.md5(b"a").hexdigest(), json.dumps({"b": 1}), statistics.mean([1, 2, 3]), struct.calcsize("ii"), textwrap.dedent("  a\\n  b")]
""",
    "threads": """
import threading
log = []
def work(n): log.append(n)
threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
for t in threads: t.start()
for t in threads: t.join()
with threading.Lock(): log.append("locked")
def fails(): raise ValueError("in a thread")
result = log
""",
    "numbers_and_versions": """
import numbers, sys
result = [isinstance(1, numbers.Number), isinstance(1.5, numbers.Integral), isinstance("a", numbers.Real), sys.version_info[0], sys.version_info >= (3, 0),
          sys.version_info.major, sys.version_info < (3,)]
""",
    "code_in_texts": """
for i in range(2): exec("v%d = %d" % (i, i * 10))
def f(x): return eval("x + 1")
result = [eval("1 + 2"), v0, v1, f(4), eval("[k * 2 for k in range(3)]")]
""",
    "deleting": """
class T:
    def __init__(self): self._v = 1
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x + 1
    @v.deleter
    def v(self): self._v = None
class A:
    def __delattr__(self, k): object.__delattr__(self, k); log.append(k)
log = []
t, a = T(), A()
t.v = 5
first = t.v
del t.v
a.z, a.y = 1, 2
del a.z
delattr(a, "y")
result = [first, t.v, hasattr(a, "z"), log]
""",
    "merged_dicts": """
d = {"a": 1}
alias = d
d |= {"b": 2}
result = [d | {"c": 3}, alias, {"b": 5} | d, slice(1, 2).start, slice(3).stop]
""",
    "old_iteration": """
class It:
    def __init__(s, n): s.n = n
    def __iter__(s): return s
    def __next__(s):
        if s.n <= 0: raise StopIteration
        s.n -= 1
        return s.n
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
result = [list(It(3)), sum(It(3)), 1 in It(3), 7 in It(3), list(Seq()), [x for x in Seq()], 20 in Seq(), 5 in Seq()]
""",
    "messages": """
import enum
class K(enum.IntEnum):
    A = 1
found = []
try: {}["x"]
except KeyError as e: found.append(str(e))
try: a, b = 1, 2, 3
except ValueError as e: found.append(str(e))
try: a, b = [1]
except ValueError as e: found.append(str(e))
try: assert False, "msg %d" % 3
except AssertionError as e: found.append(str(e))
try: raise ValueError("a", 2)
except ValueError as e: found.append(str(e))
result = found + [K.A in K, f"{K.A:02d}"]
""",
    "deep_recursion": """
def f(n): return n if n == 0 else 1 + f(n - 1)
result = f(60)
""",
}
