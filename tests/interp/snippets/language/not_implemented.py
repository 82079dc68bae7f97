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
