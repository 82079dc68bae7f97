"""Functions: parameters of every kind, calls from several places, closures, lambdas, partials, decorators, generators."""

from __future__ import annotations

from . import expressions as e
from . import variables
from .maker import Function, Kind, Maker, Parameter, compound, statement

_TENSORS = (Kind.TENSOR, Kind.MATRIX, Kind.VARIABLE, Kind.LAYER, Kind.TEMPLATE)
"""Things that belong to a graph: a function takes them as parameters, for it may be called in another one."""


def value_of(m: Maker, kind: Kind) -> str | None:
    """An expression of this kind; None where there is none."""
    match kind:
        case Kind.NAME:
            return e.scope_name(m)
        case Kind.FLAG:
            return e.flag(m)
        case Kind.INT:
            return e.integer(m)
        case Kind.SCOPE_OR_NAME:
            return m.some(Kind.SCOPE) or (e.scope_name(m) if m.choose.chance(70) else "tf.get_variable_scope()")
        case Kind.ARGS:
            return ", ".join(e.scope_name(m) for _ in range(m.choose.number(0, 2)))
        case Kind.KWARGS:
            return m.choose.one_of("", "trainable=False", "dtype=tf.float32", "use_resource=True")
        case Kind.MAKER:
            known = m.some(Kind.MAKER)
            return known if known is not None and m.choose.chance(50) else "lambda name: tf.get_variable(name, [2, 3])"
        case _:
            return m.some(kind)


def parameters(m: Maker) -> tuple[Parameter, ...]:
    choose = m.choose
    made: list[Parameter] = []
    for kind, stem, percent, defaults in (
        (Kind.MATRIX, "x", 15, ()),
        (Kind.NAME, "name", 45, ("'a'", "'b'", "'enc'")),
        (Kind.SCOPE_OR_NAME, "scope", 20, ("'b'", "'s'")),
        (Kind.INT, "n", 20, ("2", "0")),
        (Kind.FLAG, "reuse", 45, ("None", "tf.AUTO_REUSE", "tf.AUTO_REUSE", "tf.AUTO_REUSE", "False")),
        (Kind.MAKER, "make", 8, ()),
    ):
        if not choose.chance(percent) or (kind is Kind.MATRIX and not m.known(Kind.MATRIX)):
            continue
        default = choose.pick(defaults) if defaults and choose.chance(45) else None
        made.append(Parameter(m.fresh(stem), kind, default))
    made.sort(key=lambda parameter: parameter.default is not None)
    if choose.chance(8) and all(parameter.default is None for parameter in made):
        made.append(Parameter(m.fresh("args"), Kind.ARGS, star="*"))
    if choose.chance(12):
        made.append(Parameter(m.fresh("kwargs"), Kind.KWARGS, star="**"))
    return tuple(made)


def body(m: Maker, made: tuple[Parameter, ...], *, generator: bool = False) -> Kind | None:
    """Writes a function's body; gives what it returns."""
    m.forget(*_TENSORS)
    loop_depth, m.loop_depth = m.loop_depth, 0
    m.function_depth += 1
    for parameter in made:
        m.bind(parameter.kind, parameter.name)
        if parameter.kind is Kind.ARGS:
            with m.block(f"for part in {parameter.name}:"):
                m.line("tf.get_variable('part_' + part, [2])")
    scope = next((parameter for parameter in made if parameter.kind in (Kind.NAME, Kind.SCOPE_OR_NAME)), None)
    flag = next((parameter for parameter in made if parameter.kind is Kind.FLAG), None)
    returned: Kind | None = None
    if scope is not None and m.choose.chance(60):
        reuse = "" if flag is None else f", reuse={flag.name}"
        with m.block(f"with tf.variable_scope({scope.name}{reuse}):", keep=True):
            m.statements(3)
            returned = _result(m, generator)
    else:
        m.statements(4)
        returned = _result(m, generator)
    m.function_depth -= 1
    m.loop_depth = loop_depth
    return returned


def _result(m: Maker, generator: bool) -> Kind | None:
    if generator:
        m.line(f"yield {e.integer(m)}")
        return None
    kind = m.choose.one_of(Kind.VARIABLE, Kind.MATRIX, Kind.SCOPE, None, None, Kind.NAME, Kind.INT)
    if kind is None:
        return None
    value = value_of(m, kind)
    if kind is Kind.SCOPE and (value is None or m.choose.chance(50)):
        value = "tf.get_variable_scope()"
    if value is None:
        return None
    m.line(f"return {value}")
    return kind


@statement(12, compound)
def definition(m: Maker) -> None:
    made = parameters(m)
    name = m.fresh("f")
    decorators = _decorators(m, made)
    for decorator in decorators:
        m.line(f"@{decorator}")
    with m.block(f"def {name}({', '.join(map(str, made))}):"):
        returned = body(m, made)
    function = Function(name, made, None if "twice" in decorators else returned)
    m.names.functions.append(function)
    for _ in range(m.choose.number(1, 3)):
        if m.choose.chance(75):
            _call(m, function)
        else:
            m.one()


def _decorators(m: Maker, made: tuple[Parameter, ...]) -> list[str]:
    if not m.choose.chance(12):
        return []
    form = m.choose.number(0, 2)
    m.imported("import functools")
    if form == 0:
        return [
            m.need(
                "twice",
                """
def twice(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        function(*args, **kwargs)
        return function(*args, **kwargs)
    return wrapper
""",
            )
        ]
    if form == 1:
        m.need(
            "scoped",
            """
def scoped(name, **options):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            with tf.variable_scope(name or function.__name__, **options):
                return function(*args, **kwargs)
        return wrapper
    return decorate
""",
        )
        return [f"scoped({m.choose.one_of('None', e.scope_name(m))}{m.choose.one_of('', ', reuse=tf.AUTO_REUSE', ', default_name=None')})"]
    return (
        [
            m.need(
                "once",
                """
def once(function):
    done = {}
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        if "it" not in done:
            done["it"] = function(*args, **kwargs)
        return done["it"]
    return wrapper
""",
            )
        ]
        if not made or m.choose.chance(20)
        else []
    )


def call_of(m: Maker, function: Function) -> str | None:
    """A call with arguments that fit; None where there are none."""
    made: list[str] = []
    keywords = False
    for parameter in function.parameters:
        if parameter.default is not None and m.choose.chance(40):
            keywords = True
            continue
        value = value_of(m, parameter.kind)
        if value is None:
            return None
        if parameter.star:
            if value and not (parameter.star == "*" and keywords):
                made.append(value)
            continue
        keywords = keywords or m.choose.chance(25)
        made.append(f"{parameter.name}={value}" if keywords and not _before_star(function, parameter) else value)
    return f"{function.callee}({', '.join(made)})"


def _before_star(function: Function, parameter: Parameter) -> bool:
    return any(other.star == "*" for other in function.parameters)


def _call(m: Maker, function: Function) -> None:
    call = call_of(m, function)
    if call is None:
        return
    if function.is_generator:
        item = m.fresh("g")
        form = m.choose.number(0, 3)
        if form == 0:
            m.line(f"{item} = list({call})")
        elif form == 1 and not (m.function_depth or m.loop_depth or m.in_class):
            m.line(f"{item} = {call}")
            for _ in range(m.choose.number(1, 2)):
                m.line(f"next({item}, None)")
        else:
            with m.block(f"for {item} in {call}:"):
                m.bind(Kind.INT, item)
                m.statements(2)
                if m.choose.chance(30):
                    m.line("break")
        return
    if function.returns is None or m.choose.chance(25):
        m.line(call)
        return
    name = m.fresh("r")
    m.line(f"{name} = {call}")
    m.bind(function.returns, name)
    if function.returns in (Kind.VARIABLE, Kind.MATRIX):
        m.bind(Kind.TENSOR, name)


@statement(14, lambda m: bool(m.names.functions))
def call(m: Maker) -> None:
    _call(m, m.choose.pick(m.names.functions))


@statement(2, compound)
def recursion(m: Maker) -> None:
    name, n = m.fresh("rec"), m.fresh("n")
    with m.block(f"def {name}({n}):"):
        m.forget(*_TENSORS)
        m.bind(Kind.INT, n)
        loop_depth, m.loop_depth = m.loop_depth, 0
        with m.block(f"if {n} <= 0:"):
            m.line("return None")
        m.function_depth += 1
        if m.choose.chance(60):
            with m.block(f"with tf.variable_scope({e.scope_name(m)}):"):
                m.statements(2)
                m.line(f"return {name}({n} - 1)")
        else:
            m.statements(2)
            m.line(f"{name}({n} - 1)")
            m.statements(1)
        m.function_depth -= 1
        m.loop_depth = loop_depth
    m.line(f"{name}({m.choose.number(1, 3)})")


@statement(3, compound)
def generator(m: Maker) -> None:
    made = tuple(parameter for parameter in parameters(m) if not parameter.star)
    name = m.fresh("gen")
    with m.block(f"def {name}({', '.join(map(str, made))}):"):
        body(m, made, generator=True)
        if m.choose.chance(50):
            m.line(variables.request(m)[0])
            m.line("yield 1")
    function = Function(name, made, None, is_generator=True)
    m.names.functions.append(function)
    for _ in range(m.choose.number(1, 2)):
        _call(m, function)


@statement(4)
def maker(m: Maker) -> None:
    """A callable of one name: lambda, partial, closure, entry of a dict."""
    name = m.fresh("make")
    shape = m.choose.one_of("[2, 3]", "[3]")
    choose = m.choose
    match choose.number(0, 4):
        case 0:
            m.line(f"{name} = lambda name, shape={shape}: tf.get_variable(name, shape)")
        case 1:
            m.imported("import functools")
            m.line(f"{name} = functools.partial(tf.get_variable, shape={shape}{choose.one_of('', ', trainable=False')})")
        case 2:
            prefix = e.scope_name(m)
            with m.block(f"def {name}(name, prefix={prefix}):"), m.block(f"with tf.variable_scope(prefix, reuse={e.flag(m)}):"):
                m.line(f"return tf.get_variable(name, {shape})")
        case 3:
            table = f"{{'v': lambda name: tf.Variable(1.0, name=name), 'g': lambda name: tf.get_variable(name, {shape})}}"
            m.line(f"{name} = {table}[{choose.one_of('chr(118)', 'chr(103)')}]")
        case _:
            outer = m.fresh("outer")
            with m.block(f"def {outer}(scope):"):
                with m.block("def inner(name):"), m.block("with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):"):
                    m.line(f"return tf.get_variable(name, {shape})")
                m.line("return inner")
            m.line(f"{name} = {outer}({value_of(m, Kind.SCOPE_OR_NAME)})")
    m.bind(Kind.MAKER, name)


@statement(8, lambda m: bool(m.known(Kind.MAKER)))
def use_maker(m: Maker) -> None:
    name, _ = e.variable_name(m)
    m.line(f"{m.some(Kind.MAKER)}({name})")
