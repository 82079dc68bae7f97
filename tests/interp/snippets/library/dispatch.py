import functools
@functools.singledispatch
def kind(x): return "object"
@kind.register(int)
def _(x): return "int"
class Q:
    def m(self, a, b): return a, b
    first = functools.partialmethod(m, 1)
result = [kind(1), kind("s"), Q().first(2)]
