class Meta(type):
    def __call__(cls, *args):
        instance = super().__call__(*args)
        instance.tag = cls.__name__
        return instance
class Tagged(metaclass=Meta):
    def __init__(self, n):
        self.n = n
class Single:
    instance = None
    def __new__(cls, *args):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance
class Callable:
    def __call__(self, *a, **k):
        return (a, sorted(k))
Made = type("Made", (), {"value": 3, "double": lambda self: self.value * 2})
result = [Tagged(3).tag, Tagged(4).n, Single() is Single(), Callable()(1, b=2), Made().double(), Made.__name__]
