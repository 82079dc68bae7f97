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


class Graphs(collections.namedtuple("Graphs", "nodes edges globals")):
    """The fields are set before `__init__` runs, which need not hand them on."""

    def __init__(self, *args, **kwargs):
        del args, kwargs
        super().__init__()
        self.check()

    def check(self):
        if self.nodes is None:
            raise ValueError("no nodes")

    def replace(self, **kwargs):
        return self._replace(**kwargs)


graphs = Graphs(1, edges=2, globals=None).replace(globals=3)
result.append((graphs.nodes, graphs.edges, graphs.globals))
try:
    Graphs(None, 1, 2)
except ValueError as error:
    result.append(str(error))
