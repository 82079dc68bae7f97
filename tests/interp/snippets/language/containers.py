xs = [3, 1, 2]
xs.append(5); xs.extend([7, 8]); xs.insert(1, 9); xs.remove(1)
ys = sorted(xs, reverse=True)
last = xs.pop()
first = xs.pop(0)
d = {"a": 1}
d["b"] = 2
d.update(c=3)
d.update({"d": 4})
d.setdefault("a", 9); d.setdefault("e", 5)
gone = d.pop("b")
s = {1, 2} | {2, 3}
a, *b, c = [1, 2, 3, 4]
result = [xs, ys, last, first, d, gone, sorted(s), a, b, c, list(d), list(d.items()), d.get("zz", 0), len(d), xs.index(9), xs[1:], (1, 2) + (3,),
          [0] * 3, [[1, 2], [3]][0][1], list(reversed([1, 2, 3])), xs.count(9), max(xs), min(3, 1, 2), sum([1, 2, 3]), any([0, 1]), all([])]
