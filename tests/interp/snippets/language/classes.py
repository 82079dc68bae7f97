class Base:
    kind = "base"
    made = 0
    def __init__(self, name):
        self.name = name
        Base.made += 1
    def describe(self):
        return self.kind + ":" + self.name
    @property
    def upper(self):
        return self.name.upper()
    @upper.setter
    def upper(self, value):
        self.name = value.lower()
    @classmethod
    def make(cls, name):
        return cls(name + "!")
    @staticmethod
    def add(a, b):
        return a + b
    def __call__(self, x):
        return self.name + x
    def __getitem__(self, i):
        return i * 2
    def __len__(self):
        return 7
    def __contains__(self, x):
        return x == 1
    def __eq__(self, other):
        return self.name == other.name
    def __add__(self, other):
        return self.name + other.name
class Child(Base):
    kind = "child"
    def __init__(self, name, extra=1):
        super().__init__(name)
        self.extra = extra
    def describe(self):
        return "<" + super(Child, self).describe() + ">"
    def __getattr__(self, name):
        if name.startswith("dyn_"):
            return name[4:]
        raise AttributeError(name)
b, c = Base("b"), Child("c", extra=2)
c.upper = "NEW"
c.extra += 5
result = [b.describe(), c.describe(), c.upper, Child.make("m").name, Base.add(1, 2), c("?"), c[4], len(c), 1 in c, 2 in c, c.extra, Base.made, c.dyn_x,
          hasattr(c, "nope"), hasattr(c, "extra"), getattr(c, "nope", "default"), getattr(c, "extra"), isinstance(c, Base), isinstance(b, Child), b == Base("b"), b + c,
          type(c).__name__, c.__class__.__name__, issubclass(Child, Base), bool(c), vars(b), Child.__mro__[1].__name__, [k.__name__ for k in Base.__subclasses__()]]
setattr(c, "attr_" + "x", 3)
result.append(c.attr_x)
del c.attr_x
result.append(hasattr(c, "attr_x"))
