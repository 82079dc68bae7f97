"""Programs: every call of a family, with each of its options, in each of the contexts.

In: a family. Out: programs, each with a name that says what is in it; the same always. What a call gives back is asked for its static
shape, and the graph's collections for their sizes, by the names of variables that the program makes at its end: whatever TensorFlow knows of
them, scopelint must know.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .calls import Call, Family
from .contexts import CONTEXTS, Context
from .families import FAMILIES

_HEAD: Final = """\
import tensorflow as tf

x2 = tf.placeholder(tf.float32, [None, 4])
x3 = tf.placeholder(tf.float32, [2, 5, 3])
x4 = tf.placeholder(tf.float32, [None, 8, 8, 3])
x5 = tf.placeholder(tf.float32, [None, 4, 8, 8, 3])
ids = tf.placeholder(tf.int32, [2, 5])
{setup}

def shape_of(value):
    if isinstance(value, (list, tuple)):
        return "_".join(shape_of(v) for v in value)
    if not hasattr(value, "shape"):
        return "none"
    if value.shape.ndims is None:
        return "unknown"
    return "x".join(str(d) for d in value.shape.as_list()) or "scalar"


"""

_TAIL: Final = """
with tf.variable_scope("probes", reuse=tf.AUTO_REUSE):
    tf.get_variable("shape_%s" % shape_of(y), [], trainable=False, collections=[])
    tf.get_variable("all_%d" % len(tf.global_variables()), [], trainable=False, collections=[])
    tf.get_variable("trainable_%d" % len(tf.trainable_variables()), [], trainable=False, collections=[])
    tf.get_variable("model_%d" % len(tf.model_variables()), [], trainable=False, collections=[])
    tf.get_variable("local_%d" % len(tf.local_variables()), [], trainable=False, collections=[])
    for key in ("update_ops", "regularization_losses", "losses", "moving_average_variables"):
        tf.get_variable(key + "_%d" % len(tf.get_collection(key)), [], trainable=False, collections=[])
"""


_KEYWORD: Final = re.compile(r"(?:^|, )(\w+)=")
"""The keywords of options, but also those within their values: pairs that share one are left out."""

KEPT: Final = 12
"""Programs of a family that the tests look at."""


@dataclass(frozen=True, slots=True)
class Program:
    """One cell of the matrix: `name` is "family: call [options], context"."""

    name: str
    text: str
    family: Family


def programs(family: Family) -> Iterator[Program]:
    """All programs of a family: each call in each context that suits it, and each option, alone and named twice."""
    for call in family.calls:
        for context in CONTEXTS:
            if context.suits(call):
                yield _program(family, call, context, "")
        alone = next(context for context in CONTEXTS if context.name == "alone")
        again = next(context for context in CONTEXTS if context.name == "auto reuse")
        for option in call.options:
            yield _program(family, call, alone, option)
            yield _program(family, call, again, option)
        choose = random.Random(call.use + call.make)
        for _ in range(len(call.options) // 2):
            options = choose.sample(call.options, 2)
            if len(set(words := _KEYWORD.findall(", ".join(options)))) == len(words):
                yield _program(family, call, choose.choice([c for c in CONTEXTS if c.suits(call)]), ", ".join(options))


def sample(family: Family, most: int, seed: int = 0) -> list[Program]:
    """At most `most` programs of a family, spread over its calls and contexts by the seed."""
    found = list(programs(family))
    if len(found) <= most:
        return found
    chosen = set(random.Random(f"{family.name} {seed}").sample(range(len(found)), most))
    return [program for index, program in enumerate(found) if index in chosen]


def sizes() -> dict[str, int]:
    """How many programs each family has."""
    return {family.name: sum(1 for _ in programs(family)) for family in FAMILIES}


def all_families(*names: str) -> tuple[Family, ...]:
    """The families of these names, or all."""
    return tuple(family for family in FAMILIES if not names or family.name in names)


def _program(family: Family, call: Call, context: Context, option: str) -> Program:
    body = context.write(call, option)
    shown = call.make or call.use
    name = f"{family.name}: {shown.format(o=', ' + option if option else '')}, {context.name}"
    return Program(name, _HEAD.format(setup=family.setup) + body + _TAIL, family)
