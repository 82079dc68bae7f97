import functools
registry = {}
def register(name):
    def decorator(fn):
        registry[name] = fn
        @functools.wraps(fn)
        def wrapper(*args, **kwargs):
            return ("wrapped", fn(*args, **kwargs))
        return wrapper
    return decorator
@register("one")
def first(x):
    return x + 1
def lazy(fn):
    attribute = "_cache_" + fn.__name__
    @property
    @functools.wraps(fn)
    def wrapper(self):
        if not hasattr(self, attribute):
            setattr(self, attribute, fn(self))
        return getattr(self, attribute)
    return wrapper
class M:
    calls = 0
    @lazy
    def value(self):
        M.calls += 1
        return "v"
m = M()
result = [first(1), registry["one"](1), first.__name__, m.value, m.value, M.calls, functools.partial(first, 5)(), functools.reduce(lambda a, b: a * b, [1, 2, 3])]
