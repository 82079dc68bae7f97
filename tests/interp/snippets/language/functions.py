def f(a, b=2, *args, c=3, **kwargs):
    return (a, b, args, c, sorted(kwargs.items()))
def outer(n):
    def inner(m=n):
        return n + m
    return inner
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
args, kwargs = (1, 2), {"c": 9, "z": 0}
result = [f(1), f(1, 5, 6, 7, c=8, d=9), f(*args, **kwargs), outer(3)(), outer(3)(4), fib(10), (lambda x, y=1: x + y)(2), [g(2) for g in [lambda x: x, lambda x: x * 2]]]
