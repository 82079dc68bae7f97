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
