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
