"""Expressions, as source text: names, flags, integers, tests, shapes."""

from __future__ import annotations

from typing import Final

from .maker import Kind, Maker

SCOPE_NAMES: Final = ("a", "b", "a", "c", "A", "a_1", "a/b", "enc", "dec", "h")
VARIABLE_NAMES: Final = ("w", "b", "k", "w", "w_1", "W", "x/w", "c", "u", "v", "z", "y", "t", "q", "g")
SHAPES: Final = {"w": "[2, 3]", "b": "[3]", "k": "[4, 2]", "w_1": "[2, 3]", "W": "[2, 3]", "x/w": "[1]", "c": "[]"}
"""By name; all others have [3, 2]."""


def scope_name(m: Maker) -> str:
    """An expression for a string that can be the name of a scope."""
    return m_name(m, repr_of(m.choose.pick(SCOPE_NAMES)))


def variable_name(m: Maker) -> tuple[str, str]:
    """An expression for the name of a variable, and one for the shape that goes with it."""
    name = m.choose.pick(VARIABLE_NAMES)
    shape = SHAPES.get(name, "[3, 2]")
    if m.choose.chance(6):
        shape = shape_of(m)
    if m.choose.chance(60):
        return repr_of(m.fresh(name)), shape
    return m_name(m, repr_of(name)), shape


def shape_of(m: Maker) -> str:
    options = ["[2, 3]", "[3]", "(4,)", "5", "[2, 2]", "tf.TensorShape([2, 3])", "[1] * 2", "()"]
    if m.known(Kind.MATRIX):
        options += [f"[{size_of(m)}, 3]", f"{m.some(Kind.MATRIX)}.get_shape()[1:]"]
    if m.known(Kind.INT):
        options.append(f"[{m.some(Kind.INT)} + 1, 2]")
    if m.known(Kind.VARIABLE):
        options += [f"{m.some(Kind.VARIABLE)}.get_shape()", f"{m.some(Kind.VARIABLE)}.shape.as_list()"]
    return m.choose.pick(options)


def size_of(m: Maker, x: str | None = None) -> str:
    """The last size of a matrix, of this one or any."""
    x = x or m.some(Kind.MATRIX)
    return m.choose.one_of(f"{x}.get_shape()[-1].value", f"int({x}.shape[1])", f"{x}.get_shape().as_list()[-1]", f"{x}.shape.as_list()[1]")


def repr_of(text: str) -> str:
    return f'"{text}"'


def formatted(*parts: str) -> str:
    """An f-string of expressions; before Python 3.12 its own quotes may not stand in it."""
    quote = next((quote for quote in ("'", '"') if not any(quote in part for part in parts)), None)
    if quote is None:
        return f"'%s' % '_'.join(map(str, [{', '.join(parts)}]))"
    return f"f{quote}{'_'.join(f'{{{part}}}' for part in parts)}{quote}"


def m_name(m: Maker, literal: str) -> str:
    """The literal itself, or something made of it and of what is known."""
    if not m.choose.chance(30):
        return literal
    options = [f"{literal}.lower()", f'"".join([{literal}])', f'{literal} + ""', f'"%s" % {literal}', f"str({literal})", f"({literal},)[0]"]
    number = m.some(Kind.INT)
    if number is not None:
        options += [
            f'{literal} + "_%d" % {number}',
            f'"%s%d" % ({literal}, {number})',
            f'"{{}}_{{}}".format({literal}, {number})',
            formatted(literal, number),
            f"{literal} + str({number})",
            f'"_".join([{literal}, str({number})])',
            f'{literal} + "_%02d" % ({number} + 1)',
            f'"{{0}}{{n}}".format({literal}, n={number} * 2)',
            f'{literal} if {number} else {literal} + "z"',
        ]
    name = m.some(Kind.NAME)
    if name is not None:
        options += [
            name,
            name,
            f"{name} + {literal}",
            f"{name} or {literal}",
            f"{name}[:1]",
            f'"%s.%s" % ({literal}, {name})',
            formatted(name),
        ]
    names = m.some(Kind.NAMES)
    if names is not None:
        options += [f"{names}[0]", f"{names}[-1]", f'"_".join({names})', f"sorted({names})[0]", f"max({names})"]
    counter = m.some(Kind.COUNTER)
    if counter is not None:
        options += [f'{literal} + "_%d" % {counter}[0]', f'"{{}}{{}}".format({literal}, {counter}[0])']
    return m.choose.pick(options)


def integer(m: Maker) -> str:
    """An expression for a small integer."""
    options = ["0", "1", "2", "3", "int('2')", "len('abc')", "7 % 3", "2 ** 2", "5 // 2"]
    number = m.some(Kind.INT)
    if number is not None:
        options += [number, number, f"{number} + 1", f"{number} % 2", f"min({number}, 2)", f"abs({number} - 2)"]
    counter = m.some(Kind.COUNTER)
    if counter is not None:
        options += [f"{counter}[0]", f"len({counter})"]
    if m.known(Kind.NAMES):
        options.append(f"len({m.some(Kind.NAMES)})")
    if m.known(Kind.NAME):
        options.append(f"len({m.some(Kind.NAME)})")
    if m.known(Kind.MATRIX):
        options.append(f"{size_of(m)} - 1")
    if m.choose.chance(3):
        options.append("len(tf.global_variables())")
    return m.choose.pick(options)


def test(m: Maker) -> str:
    """An expression for a truth value, known when the program runs."""
    options = ["True", "1 > 2", "not False"]
    for kind in (Kind.INT, Kind.NAME, Kind.FLAG, Kind.NAMES, Kind.COUNTER, Kind.SCOPE, Kind.MATRIX):
        name = m.some(kind)
        if name is None:
            continue
        match kind:
            case Kind.INT:
                options += [f"{name} > 0", f"{name} == 1", f"not {name}", f"0 < {name} <= 2", f"{name} in (0, 2)", f"{name} % 2 == 0"]
            case Kind.NAME:
                options += [
                    f'{name} == "a"',
                    f'{name}.startswith("a")',
                    f'"w" in {name}',
                    f"{name} is not None",
                    f"isinstance({name}, str)",
                ]
            case Kind.FLAG:
                options += [f"{name}", f"{name} is None", f"{name} is True", f"{name} == tf.AUTO_REUSE", f"not {name}"]
            case Kind.NAMES:
                options += [f"len({name}) > 2", f'"a" in {name}', f'any(s == "b" for s in {name})', f"all({name})"]
            case Kind.COUNTER:
                options += [f"{name}[0] < 2", f"{name}[0]"]
            case Kind.SCOPE:
                options += [f"{name}.reuse", f'{name}.name == "a"', f'hasattr({name}, "name")', f'"/" in {name}.name']
            case Kind.MATRIX:
                options += [f"{name}.shape[-1] == 4", f"{name}.get_shape().ndims == 2", f"{size_of(m)} > 3"]
    if m.choose.chance(10):
        options += ["tf.get_variable_scope().reuse", "tf.trainable_variables()", "len(tf.global_variables()) > 2"]
    text = m.choose.pick(options)
    if m.choose.chance(10):
        text = f"{text} {m.choose.one_of('and', 'or')} {m.choose.pick(options)}"
    return text


def flag(m: Maker) -> str:
    """An expression for `reuse=`."""
    options = ["None", "False", *["tf.AUTO_REUSE"] * 6]
    if m.choose.chance(25):
        options += ["True"]
    number = m.some(Kind.INT)
    if number is not None:
        options += [f"{number} > 0", f"bool({number})", f"True if {number} else None", f"{number} > 0 or None", f"{number} != 0"]
    known = m.some(Kind.FLAG)
    if known is not None:
        options += [known, known, known, f"{known} or None", f"{known} or tf.AUTO_REUSE"]
    scope = m.some(Kind.SCOPE)
    if scope is not None:
        options.append(f"{scope}.reuse")
    return m.choose.pick(options)


def key(m: Maker) -> str:
    """Something that becomes part of a name, to make a value visible: an expression for a string without odd characters."""
    options = [
        "tf.get_variable_scope().name",
        "str(tf.get_variable_scope().reuse)",
        "tf.get_default_graph().unique_name('a', mark_as_used=False)",
    ]
    options += ["str(len(tf.global_variables()))", "str(len(tf.trainable_variables()))", "tf.get_variable_scope().original_name_scope"]
    options += ["tf.no_op().name", "'.'.join(v.op.name for v in tf.trainable_variables()[-2:])"]
    options += ["tf.get_default_graph().get_name_scope()", "str(len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)))"]
    for kind in Kind:
        name = m.some(kind)
        if name is None:
            continue
        match kind:
            case Kind.SCOPE:
                options += [f"{name}.name", f"str({name}.reuse)", f"{name}.original_name_scope", f"{name}.dtype.name"]
                options += [f"str(len(tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, {name}.name)))"]
            case Kind.NAME_SCOPE | Kind.NAME:
                options += [name]
            case Kind.INT:
                options += [f"str({name})", f"repr({name})"]
            case Kind.TENSOR:
                options += [f"{name}.name", f"{name}.op.name"]
            case Kind.MATRIX:
                options += [f"{name}.op.name", f"str({name}.get_shape().as_list()[1])"]
            case Kind.VARIABLE:
                options += [f"{name}.op.name", f"{name}.name", f"{name}.name.split(':')[0]", f"str({name}.trainable)"]
            case Kind.NAMES:
                options += [f"'.'.join({name})"]
            case Kind.COUNTER:
                options += [f"str({name}[0])"]
            case _:
                pass
    return m.choose.pick(options)
