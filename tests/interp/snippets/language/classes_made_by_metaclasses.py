class Registry(type):
    known = []
    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        Registry.known.append(name)
    def __getattr__(cls, name):
        if name.startswith("size_of_"):
            return len(name)
        raise AttributeError(name)
class Base(metaclass=Registry):
    width = 3
Made = Registry("Made", (Base,), {"width": 4, "double": lambda self: 2 * self.width})
Typed = type("Typed", (Made,), {})
result = [
    Made.width, Made().double(), Typed().double(), type(Made).__name__, type(Typed).__name__, Registry.known[:2], Base.size_of_it,
    hasattr(Base, "size_of_x"), hasattr(Base, "other"), getattr(Made, "missing", 0), isinstance(Typed(), Base),
]
