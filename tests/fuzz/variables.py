"""Statements that ask for variables, and those that make a value visible in a variable's name."""

from __future__ import annotations

from . import expressions as e
from .maker import Kind, Maker, statement

_GETTERS = {
    "renaming": """
def renaming(getter, name, *args, **kwargs):
    return getter(name + "_g", *args, **kwargs)
""",
    "doubling": """
def doubling(getter, name, *args, **kwargs):
    getter(name + "_extra", *args, **kwargs)
    return getter(name, *args, **kwargs)
""",
    "frozen": """
def frozen(getter, name, trainable=None, **kwargs):
    return getter(name, trainable=False, **kwargs)
""",
    "masked": """
def masked(getter, name, *args, **kwargs):
    return getter(name, *args, **kwargs) * 2.0
""",
}

_REGULARIZER = """
def penalty(value):
    return tf.reduce_sum(value) if value.dtype.is_floating else None
"""


def getter(m: Maker) -> str:
    name = m.choose.one_of("renaming", "doubling", "frozen")
    return m.need(name, _GETTERS[name])


def regularizer(m: Maker) -> str:
    return m.need("penalty", _REGULARIZER)


def partitioner(m: Maker) -> str:
    return m.choose.one_of(
        "tf.fixed_size_partitioner(2)",
        "tf.fixed_size_partitioner(3, axis=0)",
        "tf.variable_axis_size_partitioner(16)",
        "tf.min_max_variable_partitioner(2)",
    )


def _initializer(m: Maker, shape: str) -> str:
    return m.choose.one_of(
        "tf.zeros_initializer()",
        "tf.constant_initializer(0.5)",
        "tf.truncated_normal_initializer(stddev=0.1)",
        "tf.random_uniform_initializer(-1.0, 1.0)",
        "tf.glorot_uniform_initializer()" if shape.count(",") else "tf.ones_initializer()",
        "tf.ones_initializer",
        "tf.zeros_initializer",
        "lambda shape, dtype=None, partition_info=None: tf.zeros(shape, dtype)",
    )


def arguments(m: Maker, shape: str) -> tuple[list[str], bool]:
    """The arguments of get_variable after the name, and whether what it returns is an ordinary float variable."""
    choose = m.choose
    if choose.chance(10):
        value = choose.one_of("tf.zeros([2, 3])", "[1.0, 2.0]", "0.5", "tf.constant([1.0, 2.0])", "tf.ones([3])")
        return [f"initializer={value}"], True
    made = [f"shape={shape}" if choose.chance(50) else shape]
    plain = True
    if choose.chance(8):
        dtype = choose.one_of("tf.float32", "tf.float32", "tf.int32", "tf.float64", "tf.bool")
        made.append(f"dtype={dtype}")
        plain = dtype == "tf.float32"
    if plain and choose.chance(25):
        made.append(f"initializer={_initializer(m, shape)}")
    if choose.chance(8):
        made.append(f"trainable={choose.one_of('False', 'True', e.test(m))}" if choose.chance(70) else "trainable=None")
    if choose.chance(4):
        made.append(f"collections={choose.one_of('[tf.GraphKeys.LOCAL_VARIABLES]', '[tf.GraphKeys.GLOBAL_VARIABLES, chr(107)]', '[]')}")
    if plain and choose.chance(4):
        made.append(f"regularizer={regularizer(m)}")
    if choose.chance(4):
        made.append(f"partitioner={partitioner(m)}")
        plain = False
    if choose.chance(5):
        made.append(f"custom_getter={getter(m)}")
    if choose.chance(5):
        made.append(f"use_resource={choose.one_of('True', 'False')}")
    return made, plain


def request(m: Maker) -> tuple[str, bool]:
    """A call that asks for a variable by name, and whether it gives an ordinary float variable."""
    name, shape = e.variable_name(m)
    made, plain = arguments(m, shape)
    name = f"name={name}" if m.choose.chance(10) and made[0].startswith(("shape=", "initializer=")) else name
    kwargs = m.some(Kind.KWARGS)
    if kwargs is not None and m.choose.chance(60):
        made, plain = [made[0].removeprefix("shape="), f"**{kwargs}"], True
        name = name.removeprefix("name=")
    if made[0].startswith("initializer="):
        return f"tf.get_variable({', '.join([name, *made])})", False
    function = "tf.get_variable"
    scope = m.some(Kind.SCOPE)
    if m.choose.chance(5):
        function = "tf.get_local_variable"
        made = [argument for argument in made if not argument.startswith(("trainable", "collections"))]
    elif m.choose.chance(3):
        return f"{scope or 'tf.get_variable_scope()'}.get_variable({_store(m)}, {', '.join([name, *made])})", False
    return f"{function}({', '.join([name, *made])})", plain and not m.partitions


def _store(m: Maker) -> str:
    m.imported("from tensorflow.python.ops import variable_scope as variable_scope_ops")
    return "variable_scope_ops._get_default_variable_store()"


def _assign(m: Maker, call: str, *kinds: Kind) -> None:
    if kinds and m.choose.chance(60):
        name = m.fresh("v")
        m.line(f"{name} = {call}")
        for kind in kinds:
            m.bind(kind, name)
    else:
        m.line(call)


@statement(30)
def get_variable(m: Maker) -> None:
    call, plain = request(m)
    _assign(m, call, *((Kind.VARIABLE, Kind.TENSOR) if plain else ()))


@statement(10)
def variable(m: Maker) -> None:
    name, _ = e.variable_name(m)
    value = m.choose.one_of("0.0", "1.0", "tf.zeros([2])", "[1.0, 2.0]", "tf.random_normal([2, 3])", "tf.constant(1.0, name='w')")
    if m.choose.chance(8):
        value = f"lambda: {value}"
    made = [value]
    if m.choose.chance(75):
        made.append(f"name={name}")
    if m.choose.chance(15):
        made.append(f"trainable={m.choose.one_of('False', 'True', e.test(m))}")
    if m.choose.chance(5):
        made.append("use_resource=True")
    if m.choose.chance(4):
        made.append("collections=[tf.GraphKeys.LOCAL_VARIABLES]")
    _assign(m, f"tf.Variable({', '.join(made)})", Kind.VARIABLE, Kind.TENSOR)


@statement(7)
def probe(m: Maker) -> None:
    """A value becomes part of a name."""
    value = e.key(m)
    m.line(f'tf.Variable(0.0, name="p_" + ({value}).replace("/", ".").replace(":", "."))')


@statement(4)
def list_of_variables(m: Maker) -> None:
    name, shape = e.variable_name(m)
    i = m.fresh("i")
    form = m.choose.number(0, 2)
    target = m.fresh("vs")
    if form == 0:
        m.line(f"{target} = [tf.get_variable({name} + str({i}), {shape}) for {i} in range({e.integer(m)})]")
    elif form == 1:
        m.line(f"{target} = {{{i}: tf.get_variable('%s%d' % ({name}, {i}), {shape}) for {i} in range(3) if {i} != 1}}")
    else:
        m.line(f"{target} = list(map(lambda {i}: tf.get_variable({name} + '_' + {i}, {shape}), ['p', 'q']))")
