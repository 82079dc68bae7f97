import functools


class Name(str):
    def __truediv__(self, other):
        return Name("/".join([self, str(other)]))

    def __getitem__(self, key):
        return Name(super().__getitem__(key)) if isinstance(key, slice) else Name(f"{self}.{key}")

    def __add__(self, other):
        return Name(str.__add__(self, other).upper())

    def __mod__(self, other):
        return "<" + super().__mod__(other) + ">"


class Seconds(float):
    def __new__(cls, value, unit="s"):
        made = super().__new__(cls, value)
        made.unit = unit
        return made

    def __format__(self, spec):
        return super().__format__(spec or ".1f") + self.unit

    def __add__(self, other):
        return Seconds(super().__add__(other), self.unit)

    def __neg__(self):
        return "minus %g" % self


class Count(int):
    def __mul__(self, other):
        return Count(int.__mul__(self, other))

    def __call__(self):
        return self * 2


result = [
    [Name("abc")[1:] / "d", Name("a")["k"], Name("a") + "b", Name("w%d") % 3, Name("a").replace("a", "b") + "c"],
    [f"{Seconds(2.25)}", f"{Seconds(2, 'm'):.2f}", (Seconds(1, "h") + 2).unit, -Seconds(3), Seconds(1) * 2],
    [Count(3) * 4 + 1, type(Count(3) * 4).__name__, Count(5)(), type(Count(3) + 4).__name__, 2 * Count(4)],
    ["w%d".__mod__(3), (5).__add__(2), list(map("ab".__contains__, "abc")), functools.partial(str.__mod__, "x%s")(1), "abc".__len__()],
    [hasattr("a", "__len__"), hasattr(1, "__len__"), hasattr(1.5, "__float__"), (2).__eq__(2), [1, 2, 3].__len__()],
]
