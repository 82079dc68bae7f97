class Metres:
    def __init__(self, n):
        self.n = n
    def __add__(self, other):
        if not isinstance(other, Metres):
            return NotImplemented
        return Metres(self.n + other.n)
    def __eq__(self, other):
        return self.n == other.n if isinstance(other, Metres) else NotImplemented
    def __lt__(self, other):
        return self.n < other.n if isinstance(other, Metres) else NotImplemented
    def __hash__(self):
        return self.n
class Feet:
    def __init__(self, n):
        self.n = n
    def __radd__(self, other):
        return ("feet", other.n if isinstance(other, Metres) else other, self.n)
    def __eq__(self, other):
        return True
    def __gt__(self, other):
        return "mirrored"
three, four = Metres(3), Metres(4)
sums = ((three + four).n, three + Feet(1), 5 + Feet(2))
same = (three == Metres(3), three == four, three == "x", three != "x", three == Feet(0), 3 == Feet(0), three is NotImplemented)
order = (three < four, three < Feet(1), 2 < Feet(1), three in [four, Metres(3)])
def refused(call):
    try:
        call()
    except TypeError:
        return True
    return False
refusals = (refused(lambda: three + 1), refused(lambda: three < 1), NotImplemented is NotImplemented)
result = (sums, same, order, refusals)
class Settings(dict):
    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        return Settings({**self, **other})
    def __ror__(self, other):
        return ("reflected", other, sorted(self))
class Path(list):
    def __add__(self, other):
        return Path([*self, "/", *other])
    def __mul__(self, times):
        return ("times", times)
class Suffix:
    def __radd__(self, other):
        return [*other, "suffix"]
merged = Settings(a=1) | {"b": 2} | {"a": 3}
containers = (type(merged).__name__, dict(merged), {"c": 1} | merged, list(Path("a") + ["b"]), Path("a") * 3, ["x"] + Suffix(), {"p": 1} | {"q": 2})
result = (*result, containers, refused(lambda: merged | 3))
