import enum


class Unit(int, enum.Enum):
    LOW = 2, "low"
    HIGH = 7, "high"

    def __new__(cls, value, label):
        made = int.__new__(cls, value)
        made._value_ = value
        made.label = label
        return made


class Doubled(str, enum.Enum):
    A = "x"
    B = "y"

    def __new__(cls, value):
        made = str.__new__(cls, value * 2)
        made._value_ = value
        return made


class Block(enum.Enum):
    SMALL = (1, "a")
    BIG = (9, "b")

    def __init__(self, number, label):
        self.number, self.label = number, label


class Level(enum.IntEnum):
    A = enum.auto()
    B = 10

    def __str__(self):
        return "L%d" % self


Kind = enum.Enum("Kind", [("U", "u1")], type=str)


def matched(value):
    match value:
        case Level.A:
            return "a"
        case Unit.HIGH:
            return "high"
        case Block.SMALL:
            return "small"
        case Doubled():
            return "doubled"
        case int():
            return "int"
    return "other"


result = [
    [Unit.HIGH.label, Unit.LOW + 1, Unit(7).name, [one.label for one in sorted(Unit)], Unit.HIGH.value, Unit.LOW.real, Unit.LOW in range(3)],
    [Doubled.A + "", Doubled("y").name, Doubled.B.value, Doubled.A.upper(), Doubled.A == Doubled.A.value, ",".join(Doubled)],
    [Block.SMALL.label, Block((9, "b")).name, [one.number for one in Block], Block.SMALL == Block.SMALL, Block.SMALL is Block.BIG],
    [f"{Level.B}", "%s" % Level.B, "%d" % Level.B, f"{Level.A!s:>4}", Level.B._value2member_map_[10].name, Kind.U == "u1", Kind.U.upper()],
    [matched(one) for one in (Level.A, Unit.HIGH, Block.SMALL, Doubled.B, Level.B, None)],
]
