"""Classes: scopes, names, flags and counters as attributes; inheritance, properties, `__call__`, class and static methods."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import expressions as e
from . import variables
from .functions import _TENSORS, body, call_of, parameters, value_of
from .maker import Function, Kind, Maker, Parameter, compound, statement


@dataclass
class Class:
    """A generated class: parameters of `__init__`, methods, attributes that every instance has."""

    name: str
    init: tuple[Parameter, ...]
    methods: list[Function] = field(default_factory=list)
    attributes: dict[str, Kind] = field(default_factory=dict)


def _attributes(m: Maker, cls: Class) -> None:
    for attribute, kind in cls.attributes.items():
        m.bind(kind, f"self.{attribute}")


@statement(7, compound)
def definition(m: Maker) -> None:
    choose = m.choose
    bases = [cls for cls in m.names.classes if isinstance(cls, Class)]
    base = choose.pick(bases) if bases and choose.chance(50) else None
    name = m.fresh("C")
    init = base.init if base is not None else tuple(p for p in parameters(m) if not p.star and p.kind is not Kind.MATRIX)
    cls = Class(name, init, list(base.methods) if base else [], dict(base.attributes) if base else {})
    with m.block(f"class {name}({base.name if base else choose.one_of('object', '')}):"):
        m.forget(*_TENSORS)
        loop_depth, m.loop_depth = m.loop_depth, 0
        in_class, m.in_class = m.in_class, True
        if choose.chance(30):
            m.line(f"counter = {choose.number(0, 1)}")
            cls.attributes["counter"] = Kind.INT
        if base is None or choose.chance(40):
            _init(m, cls, base)
        for _ in range(choose.number(1, 3)):
            _method(m, cls, base)
        m.loop_depth, m.in_class = loop_depth, in_class
    m.names.classes.append(cls)
    for _ in range(choose.number(1, 2)):
        _instance(m, cls)


def _init(m: Maker, cls: Class, base: Class | None) -> None:
    given = ", ".join(["self", *map(str, cls.init)])
    with m.block(f"def __init__({given}):"):
        if base is not None:
            m.line(
                f"super().__init__({', '.join(p.name for p in cls.init)})"
                if m.choose.chance(60)
                else f"{base.name}.__init__({', '.join(['self', *(p.name for p in cls.init)])})"
            )
        for parameter in cls.init:
            m.bind(parameter.kind, parameter.name)
            m.line(f"self.{parameter.name} = {parameter.name}")
            cls.attributes[parameter.name] = parameter.kind
        if m.choose.chance(30):
            m.line(f"self.count = [{m.choose.number(0, 1)}]")
            cls.attributes["count"] = Kind.COUNTER
        if "counter" in cls.attributes and m.choose.chance(70):
            m.line(m.choose.one_of(f"{cls.name}.counter += 1", "self.counter = self.counter + 1", "type(self).counter += 1"))
        if m.choose.chance(40):
            m.line(f"self.name = {m.choose.one_of(e.scope_name(m), 'type(self).__name__', 'self.__class__.__name__.lower()')}")
            cls.attributes["name"] = Kind.NAME
        if m.choose.chance(25):
            m.line(f"self.built = {m.choose.one_of('False', 'None')}")
            cls.attributes["built"] = Kind.FLAG
        if m.choose.chance(35):
            with m.block(f"with tf.variable_scope({value_of(m, Kind.SCOPE_OR_NAME)}{m.choose.one_of('', ', reuse=tf.AUTO_REUSE')}) as vs:"):
                m.line("self.scope = vs")
                m.line(variables.request(m)[0])
            cls.attributes["scope"] = Kind.SCOPE
        _attributes(m, cls)
        m.function_depth += 1
        if m.choose.chance(50):
            m.statements(2)
        m.function_depth -= 1


def _method(m: Maker, cls: Class, base: Class | None) -> None:
    form = m.choose.weighted([(50, "method"), (15, "call"), (12, "property"), (10, "lazy"), (8, "static"), (8, "class"), (10, "override")])
    if form == "override" and (base is None or not base.methods):
        form = "method"
    match form:
        case "property":
            name = m.fresh("prop")
            m.line("@property")
            with m.block(f"def {name}(self):"):
                m.forget(*_TENSORS)
                _attributes(m, cls)
                m.function_depth += 1
                m.statements(2)
                m.line(f"return {e.scope_name(m)}")
                m.function_depth -= 1
            cls.attributes[name] = Kind.NAME
        case "lazy":
            name = m.fresh("lazy")
            for decorator in _lazy(m):
                m.line(f"@{decorator}")
            with m.block(f"def {name}(self):"):
                m.forget(*_TENSORS)
                _attributes(m, cls)
                m.function_depth += 1
                m.statements(2)
                m.line("return tf.get_variable_scope().name")
                m.function_depth -= 1
            cls.attributes[name] = Kind.NAME
        case "static" | "class":
            name, made = m.fresh("m"), parameters(m)
            m.line("@staticmethod" if form == "static" else "@classmethod")
            first = [] if form == "static" else ["cls"]
            with m.block(f"def {name}({', '.join([*first, *map(str, made)])}):"):
                returned = body(m, made)
            cls.methods.append(Function(name, made, returned))
        case "override":
            assert base is not None
            method = m.choose.pick(base.methods)
            given = ", ".join(["self", *map(str, method.parameters)])
            with m.block(f"def {method.callee}({given}):"):
                m.forget(*_TENSORS)
                _attributes(m, cls)
                for parameter in method.parameters:
                    m.bind(parameter.kind, parameter.name)
                m.function_depth += 1
                m.statements(2)
                m.function_depth -= 1
                m.line(f"return super().{method.callee}({', '.join(p.star + p.name for p in method.parameters)})")
        case _:
            name, made = "__call__" if form == "call" else m.fresh("m"), parameters(m)
            with m.block(f"def {name}({', '.join(['self', *map(str, made)])}):"):
                _attributes(m, cls)
                if "built" in cls.attributes and m.choose.chance(50):
                    m.line("self.built, before = True, self.built")
                returned = body(m, made)
            cls.methods = [method for method in cls.methods if method.callee != name]
            cls.methods.append(Function(name, made, returned))


def _lazy(m: Maker) -> tuple[str, ...]:
    """A property that is worked out once, in a scope of its own."""
    m.imported("import functools")
    if m.choose.chance(40):
        return ("property", "functools.lru_cache()")
    m.need(
        "define_scope",
        """
def define_scope(function=None, scope=None, **options):
    if function is None:
        return lambda function: define_scope(function, scope, **options)
    attribute = "_cache_" + function.__name__

    @property
    @functools.wraps(function)
    def decorator(self):
        if not hasattr(self, attribute):
            with tf.variable_scope(scope or function.__name__, **options):
                setattr(self, attribute, function(self))
        return getattr(self, attribute)

    return decorator
""",
    )
    return (m.choose.one_of("define_scope", f"define_scope(scope={e.scope_name(m)})", "define_scope(reuse=tf.AUTO_REUSE)"),)


def _instance(m: Maker, cls: Class) -> None:
    name = m.fresh("o")
    call = call_of(m, Function(cls.name, cls.init, None))
    if call is None:
        return
    m.line(f"{name} = {call}")
    use(m, name, cls)
    for method in cls.methods:
        callee = name if method.callee == "__call__" else f"{name}.{method.callee}"
        m.names.functions.append(Function(callee, method.parameters, method.returns))
    for attribute, kind in cls.attributes.items():
        m.bind(kind, f"{name}.{attribute}")


def use(m: Maker, name: str, cls: Class) -> None:
    for method in cls.methods[-2:]:
        call = call_of(m, Function(name if method.callee == "__call__" else f"{name}.{method.callee}", method.parameters, None))
        if call is not None and m.choose.chance(70):
            m.line(call)


@statement(4, lambda m: bool(m.names.classes))
def another(m: Maker) -> None:
    cls = m.choose.pick(m.names.classes)
    assert isinstance(cls, Class)
    _instance(m, cls)
