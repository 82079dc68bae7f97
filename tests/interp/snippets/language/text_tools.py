import os, re, math, copy, json, string
xs = [[1], 2]
ys = copy.deepcopy(xs); ys[0].append(9)
zs = copy.copy(xs); zs.append(1)
result = [os.path.join("a", "b", "c"), os.path.basename("/x/y.py"), os.path.splitext("a.b.c"), re.sub("[0-9]+", "#", "a12b3"), re.match("(\\w+)_", "ab_c").group(1),
          math.sqrt(16), math.ceil(1.2), math.log(8, 2), xs, ys, zs, round(2.567, 1), int("12"), float("1.5"), str(3), list("ab"), tuple([1]), bool([]), ord("a"), chr(98), hex(255)]
