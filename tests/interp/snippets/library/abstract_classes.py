import abc
from abc import ABC, abstractmethod
class Base(ABC):
    @abstractmethod
    def build(self):
        pass
    @property
    @abc.abstractmethod
    def name(self):
        pass
    def __subclass_names(self):
        return [one.__name__ for one in Base.__subclasses__()]
    def names(self):
        return self.__subclass_names()
class First(Base):
    name = "first"
    def build(self):
        return "first"
class Second(Base):
    name = "second"
    def build(self):
        return "second"
class Third(Second):
    def build(self):
        return "third " + super().build()
class Old(metaclass=abc.ABCMeta):
    pass
class Stranger:
    pass
class Child(Stranger):
    pass
Old.register(Stranger)
class Sized(ABC):
    @classmethod
    def __subclasshook__(cls, other):
        if cls is Sized:
            return any("size" in one.__dict__ for one in other.__mro__)
        return NotImplemented
class Box:
    size = 3
kinds = [[issubclass(one, base) for base in (Base, Second, Old, Sized)] for one in (First, Third, Child, Box)]
instances = [[isinstance(one(), base) for base in (Base, Second, Old, Sized)] for one in (First, Third, Child, Box)]
several = [isinstance(Child(), (Base, Old)), issubclass(First, (Old, Second)), isinstance(3, Base), bool(Third())]
missing = [hasattr(First(), "other"), getattr(Third, "other", None), isinstance(First, type)]
result = (First().build(), Third().build(), Third().name, First().names(), kinds, instances, several, missing)
