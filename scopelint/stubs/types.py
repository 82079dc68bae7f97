"""`types`: bags of attributes (Lib/types.py). The built-in classes of functions, methods and modules are native."""


class SimpleNamespace:
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __eq__(self, other):
        return isinstance(other, SimpleNamespace) and self.__dict__ == other.__dict__

    def __repr__(self):
        return "namespace(%s)" % ", ".join(["%s=%r" % pair for pair in self.__dict__.items()])


def MappingProxyType(mapping):
    return mapping


def new_class(name, bases=(), kwds=None, exec_body=None):
    namespace = {}
    if exec_body is not None:
        exec_body(namespace)
    return type(name, tuple(bases), namespace)
