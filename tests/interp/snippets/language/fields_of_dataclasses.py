import dataclasses
from collections import namedtuple
@dataclasses.dataclass
class Layer:
    units: int
    name: str = "fc"
@dataclasses.dataclass
class Net:
    layers: list
    by_name: dict
    pair: tuple = ()
net = Net([Layer(3), Layer(4, "out")], {"a": Layer(5)}, (Layer(6), 1))
Renamed = namedtuple("Renamed", ["x", "class", "x"], rename=True)
result = [
    Layer(3).units, Layer(units=4).name, [f.name for f in dataclasses.fields(Layer)], dataclasses.asdict(net), repr(Layer(1)),
    Renamed(1, 2, 3)._fields, Renamed(1, 2, 3)._1,
]
