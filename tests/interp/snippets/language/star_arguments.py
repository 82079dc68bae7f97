def f(*args, sep="-"):
    return sep.join(args)
def g(first, *, key=None, **rest):
    return (first, key, rest)
opts = dict(key=1, other=2)
result = [f(*["a", "b"]), f(*"xyz", sep="+"), g(0, **opts), g(*[1], **{"key": 2}), (lambda *a, **k: (len(a), len(k)))(1, 2, c=3)]
