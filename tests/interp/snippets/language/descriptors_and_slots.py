class Typed:
    def __set_name__(self, owner, name):
        self.name = "_" + name
    def __get__(self, obj, cls=None):
        return self if obj is None else obj.__dict__.get(self.name, "unset")
    def __set__(self, obj, value):
        obj.__dict__[self.name] = value * 2
class Holder:
    __slots__ = ("__dict__",)
    field = Typed()
h = Holder()
before = h.field
h.field = 4
result = [before, h.field]
