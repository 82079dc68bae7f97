import enum
class Color(enum.Enum):
    RED = 1
    BLUE = "b"
class Level(enum.IntEnum):
    LOW = 0
    HIGH = 5
result = [Color.RED.name, Color.BLUE.value, Color.RED == Color.RED, Color("b").name, [c.name for c in Color], Color["RED"].value, Level.HIGH > 3, isinstance(Color.RED, Color)]
