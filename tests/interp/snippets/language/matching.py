class Pt:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Keys:
    up = "up"
def f(subject):
    match subject:
        case {"k": v, **rest}: return v, rest
        case [1, (2 | 3) as b]: return "pair", b
        case [first, *middle, last]: return first, middle, last
        case []: return "empty"
        case Keys.up: return "key"
        case str(text) if text.startswith("a"): return text
        case None | True: return "singleton"
        case -1 | 2.5: return "number"
        case Pt(0, y): return y
        case Pt(x=x1, y=y1) if x1 == y1: return "equal"
        case Pt(): return "point"
        case _: return "other"
result = [f({"k": 1, "z": 2}), f([1, 3]), f((1, 2, 3)), f([]), f("up"), f("abc"), f("xyz"), f(None), f(True), f(-1), f(2.5),
          f(Pt(0, 5)), f(Pt(2, 2)), f(Pt(1, 2)), f({1, 2}), f(b"ab")]
