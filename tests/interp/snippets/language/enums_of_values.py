import enum
class Mode(str, enum.Enum):
    TRAIN = "train"
    EVAL = "eval"
class Stage(enum.IntEnum):
    FIRST = enum.auto()
    LAST = enum.auto()
    def __str__(self):
        return "stage " + self.name
class Parts(enum.Flag):
    GENERATOR = enum.auto()
    CRITIC = enum.auto()
    BOTH = GENERATOR | CRITIC
    HEAD = enum.auto()
class Scope(enum.Enum):
    def _generate_next_value_(name, start, count, last_values):
        return "%s_%d" % (name.lower(), count)
    ENCODER = enum.auto()
    DECODER = enum.auto()
class Mixed(enum.Enum):
    A = enum.auto()
    B = 7
    C = enum.auto()
    @classmethod
    def _missing_(cls, value):
        return cls.A if value == "first" else None
Made, Listed, Named = enum.Enum("Made", "X Y"), enum.Enum("Listed", [("P", 5), ("Q", 6)]), enum.Enum("Named", {"N": "n"})
result = [
    "mode_" + Mode.TRAIN, Mode.EVAL == "eval", {"train": 1}[Mode.TRAIN], {Mode.EVAL: 2}["eval"], len(Mode.EVAL), Mode.EVAL[0],
    "%s|%d|%02d" % (Stage.LAST, Stage.LAST, Stage.LAST + 1), ["a", "b", "c"][Stage.LAST], {2: "two"}[Stage.LAST], list(range(Stage.LAST)), sum(Stage),
    Parts.BOTH.value, (Parts.GENERATOR | Parts.CRITIC) == Parts.BOTH, (Parts.GENERATOR | Parts.CRITIC).name, Parts.CRITIC in Parts.BOTH,
    bool(Parts.GENERATOR & Parts.HEAD), (Parts.HEAD | Parts.CRITIC).value, [s.value for s in Scope],
    [m.value for m in Mixed], Mixed("first").name, Made.Y.value, Listed.Q.value, [m.name for m in Listed], Named("n").name,
]
