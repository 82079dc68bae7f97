def count(n):
    for i in range(n):
        got = yield i
        if got:
            yield got
def chained():
    yield "start"
    result = yield from inner()
    yield result
def inner():
    yield 1
    return "end"
g = count(3)
a = [next(g), g.send("sent"), next(g), list(g)]
it = iter([1, 2, 3])
b = [next(it), next(it), next(it), next(it, "default")]
lazy = (x * 2 for x in range(3))
result = [a, b, list(chained()), list(zip(count(5), "ab")), next(lazy), list(lazy), [x for x in count(2)], dict(enumerate(count(2)))]
