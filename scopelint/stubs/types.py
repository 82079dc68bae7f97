"""`types`: bags of attributes, and names of built-in classes (Lib/types.py)."""

import inspect


class SimpleNamespace:
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __eq__(self, other):
        return isinstance(other, SimpleNamespace) and self.__dict__ == other.__dict__

    def __repr__(self):
        return "namespace(%s)" % ", ".join(["%s=%r" % pair for pair in self.__dict__.items()])


class _Checked(type):
    def __instancecheck__(cls, value):
        return cls._check(value)


class FunctionType(metaclass=_Checked):
    _check = inspect.isfunction


LambdaType = FunctionType


class MethodType(metaclass=_Checked):
    _check = inspect.ismethod

    def __new__(cls, function, instance):
        return lambda *args, **kwargs: function(instance, *args, **kwargs)


class GeneratorType(metaclass=_Checked):
    _check = inspect.isgenerator


class ModuleType(metaclass=_Checked):
    _check = inspect.ismodule


def MappingProxyType(mapping):
    return mapping


def new_class(name, bases=(), kwds=None, exec_body=None):
    namespace = {}
    if exec_body is not None:
        exec_body(namespace)
    return type(name, tuple(bases), namespace)
