class T:
    def __init__(self): self._v = 1
    @property
    def v(self): return self._v
    @v.setter
    def v(self, x): self._v = x + 1
    @v.deleter
    def v(self): self._v = None
class A:
    def __delattr__(self, k): object.__delattr__(self, k); log.append(k)
log = []
t, a = T(), A()
t.v = 5
first = t.v
del t.v
a.z, a.y = 1, 2
del a.z
delattr(a, "y")
result = [first, t.v, hasattr(a, "z"), log]
