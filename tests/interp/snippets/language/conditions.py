def sign(x):
    return "neg" if x < 0 else "zero" if x == 0 else "pos"
x = None
result = [sign(-1), sign(0), sign(1), 1 < 2 < 3, 1 < 3 < 2, x is None, x is not None, x or "default", [] or [1], 0 and 1, not x, 3 in (1, 2), "b" not in "abc",
          1 == 1.0, True + 1, isinstance(True, int), isinstance("s", (int, str)), callable(sign), (y := 5) + 1, y, None == 0, [1, 2] == [1, 2], (1, "a") < (1, "b")]
