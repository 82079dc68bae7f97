import enum
import json
import math


class Size(enum.IntEnum):
    SMALL = 2
    LARGE = 5

    @property
    def doubled(self):
        return [0] * self

    def scope(self):
        return "%s_%d" % (self.name.lower(), self)


class Kind(str, enum.Enum):
    CONV = "conv"
    DENSE = "dense"


class Access(enum.IntFlag):
    READ = 1
    WRITE = 2


class Layer(str):
    """A name that knows how to go on."""

    def __new__(cls, name, width=3):
        made = super().__new__(cls, name)
        made.width = width
        return made

    def __truediv__(self, other):
        return Layer("/".join([self, other]), self.width + 1)


class Rate(float):
    def __str__(self):
        return "%d%%" % (self * 100)


small, large = Size.SMALL, Size.LARGE
path = Layer("net") / "conv" / "w"
result = [
    ["ab" * small, [7, 8, 9][small], list(range(small)), 10 - large, large // small, large**small, -small, large % 3, max(small, large), 1 << small],
    [math.sqrt(large), float(small), int(large), sum(Size), small + large, 2 * large, divmod(large, small), round(small), abs(small)],
    [str(Size(2).name), small is Size(2), small == 2, small in (2, 3), {2: "x"}[small], {small: "x"}[2], isinstance(small, int), type(small).__name__],
    [small.doubled, large.scope(), f"{small:03d}", "%d" % small, sorted([large, small])[0].name, type(small + 1).__name__, json.dumps({"a": small})],
    [Kind.CONV.upper(), "/".join([Kind.CONV, "a"]), Kind.CONV + "_x", "x_" + Kind.CONV, Kind.CONV[0], len(Kind.CONV), "on" in Kind.CONV],
    [Kind.CONV == "conv", {"conv": 1}[Kind.CONV], Kind("dense").name, Kind.CONV.replace("c", "k"), "%s" % Kind.CONV.value, Kind.CONV.startswith("co")],
    [int(Access.READ | Access.WRITE), Access.WRITE in (Access.READ | Access.WRITE), bool(Access.READ & Access.WRITE), 3 & Access.WRITE],
    [path + "", path.width, path.upper(), isinstance(path, str), type(path).__name__, type(path.upper()).__name__, f"{path}:{path.width}"],
    [str(Rate(0.5)), Rate(0.5) * 2, "%s" % Rate(0.25), "%.1f" % Rate(0.25), Rate("0.5") == 0.5, f"{Rate(1.0)}"],
]
