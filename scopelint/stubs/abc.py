"""`abc`: what `isinstance` and `issubclass` say of abstract base classes (Lib/abc.py); the decorators are native."""

_registered = []


class ABCMeta(type):
    def register(cls, subclass):
        _registered.append((cls, subclass))
        return subclass

    def __subclasshook__(cls, subclass):
        return NotImplemented

    def __subclasscheck__(cls, subclass):
        said = cls.__subclasshook__(subclass)
        if said is not NotImplemented:
            return said
        return cls in subclass.__mro__ or any(cls in owner.__mro__ and issubclass(subclass, one) for owner, one in _registered)

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))


class ABC(metaclass=ABCMeta):
    pass
