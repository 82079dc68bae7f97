xs = list(range(6))
del xs[0]
xs[1:3] = ["a"]
d = {"a": 1, "b": 2}
del d["a"]
ys = xs[:]
ys[0] = "changed"
result = [xs, d, ys, xs[-2], "abcdef"[1:-1:2], (1, 2, 3)[::-1]]
