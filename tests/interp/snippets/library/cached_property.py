import functools
class P:
    made = 0
    @functools.cached_property
    def x(self):
        P.made += 1
        return P.made
p = P()
result = [p.x, p.x, P().x]
