"""Subclasses of types.ModuleType, which look their members up when they are asked for."""
import types


class Lazy(types.ModuleType):
    def __init__(self, name, members):
        super().__init__(name)
        self._members = members

    def __getattr__(self, name):
        if name not in self._members:
            raise AttributeError(name)
        value = self._members[name]()
        setattr(self, name, value)
        return value


calls = []


def made():
    calls.append(1)
    return "made"


lazy = Lazy("lazy", {"part": made})
result = [lazy.part, lazy.part, len(calls), lazy.__name__, hasattr(lazy, "other"), isinstance(lazy, types.ModuleType)]
