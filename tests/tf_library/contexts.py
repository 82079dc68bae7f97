"""The circumstances in which a library call is tried: in which scopes, how often, with which name.

In: a call. Out: the lines of a program that make it. The last result is called `y`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import dedent
from typing import Final

from .calls import Call

_PLACES: Final = re.compile(r"\b(CALL|MAKE|USE)\b(?:\[([a-z ]+)\])?")


@dataclass(frozen=True, slots=True)
class Context:
    """A template of lines: `MAKE` stands for what makes the object, `USE` for the call, with options in brackets behind it.

    Attributes:
        needs: what a call must have for this context: "name", "reuse" or "object", separated by blanks.
    """

    name: str
    template: str
    needs: str = ""

    def suits(self, call: Call) -> bool:
        """Whether a call can be written in this context."""
        has = {"name": bool(call.name), "reuse": bool(call.reuse), "object": bool(call.make), "function": not call.make}
        return all(has[need] for need in self.needs.split())

    def write(self, call: Call, option: str) -> str:
        """The lines for a call; `option` is added to each."""
        return "".join(_filled(line, call, option) + "\n" for line in dedent(self.template).strip("\n").splitlines())


def _filled(line: str, call: Call, option: str) -> str:
    """One line of a template with the call in it: `CALL`, `CALL[name]`, `CALL[name reuse]`, `MAKE[...]`, `USE`."""

    def code(found: re.Match[str]) -> str:
        said = {"name": f'{call.name}="n"', "reuse": f"{call.reuse}=True", "auto": f"{call.reuse}=tf.AUTO_REUSE"}
        options = [option] if option else []
        options += [said[word] for word in (found[2] or "").split()]
        return _code(found[1], call, "".join(f", {one}" for one in options))

    return _PLACES.sub(code, line)


def _code(word: str, call: Call, options: str) -> str:
    if not call.make:
        return call.use.format(o=options).replace("(, ", "(")
    made = call.make.format(o=options).replace("(, ", "(")
    return made if word == "MAKE" else call.use.format(c="layer" if word == "USE" else made)


CONTEXTS: Final = (
    Context("alone", "y = CALL"),
    Context("twice", "y = CALL\ny = CALL"),
    Context("named twice", "y = CALL[name]\ny = CALL[name]", "name"),
    Context("named, then reuse=True", "y = CALL[name]\ny = CALL[name reuse]", "name reuse"),
    Context("reuse=True first", "y = CALL[name reuse]", "name reuse"),
    Context("named, AUTO_REUSE argument", "y = CALL[name auto]\ny = CALL[name auto]", "name reuse"),
    Context(
        "auto reuse",
        """
        for _ in range(2):
            with tf.variable_scope("s", reuse=tf.AUTO_REUSE):
                y = CALL
        """,
    ),
    Context(
        "auto reuse, named",
        """
        with tf.variable_scope("s", reuse=tf.AUTO_REUSE):
            y = CALL[name]
            y = CALL[name]
        """,
        "name",
    ),
    Context(
        "scope re-entered",
        """
        with tf.variable_scope("s") as s:
            y = CALL
            y = CALL
        with tf.variable_scope(s, reuse=True):
            y = CALL
            y = CALL
        """,
    ),
    Context(
        "scope re-entered without reuse",
        """
        with tf.variable_scope("s") as s:
            y = CALL
        with tf.variable_scope(s):
            y = CALL
        """,
    ),
    Context(
        "reuse_variables",
        """
        with tf.variable_scope("s"):
            for i in range(2):
                if i:
                    tf.get_variable_scope().reuse_variables()
                y = CALL[name]
        """,
        "name",
    ),
    Context(
        "missing under reuse",
        """
        with tf.variable_scope("s", reuse=True):
            y = CALL
        """,
    ),
    Context(
        "name scopes",
        """
        with tf.name_scope("ns"):
            y = CALL
        with tf.variable_scope("s"):
            with tf.name_scope("ns"):
                y = CALL
            tf.Variable(0.0, name="v")
        """,
    ),
    Context(
        "loop of scopes",
        """
        for i in range(3):
            with tf.variable_scope("t%d" % i):
                y = CALL
        """,
    ),
    Context(
        "partitioner",
        """
        with tf.variable_scope("s", partitioner=tf.fixed_size_partitioner(2)):
            y = CALL
        """,
    ),
    Context(
        "defaults of the scope",
        """
        with tf.variable_scope("s", initializer=tf.ones_initializer(), regularizer=tf.nn.l2_loss):
            y = CALL
        """,
    ),
    Context(
        "custom getter",
        """
        def getter(getter, name, *args, **kwargs):
            return getter(name + "_g", *args, **kwargs)

        with tf.variable_scope("s", custom_getter=getter):
            y = CALL
        """,
    ),
    Context(
        "resource variables",
        """
        with tf.variable_scope("s", use_resource=True):
            y = CALL
        """,
    ),
    Context(
        "template",
        """
        template = tf.make_template("t", lambda: CALL)
        y = template()
        y = template()
        """,
    ),
    Context(
        "default name",
        """
        for _ in range(2):
            with tf.variable_scope(None, "block"):
                y = CALL
        """,
    ),
    Context(
        "another graph",
        """
        y = CALL
        with tf.Graph().as_default():
            with tf.variable_scope("other"):
                tf.get_variable("w", [1])
        """,
    ),
    Context(
        "op names",
        """
        y = CALL
        y = CALL
        leaf = (tf.contrib.framework.nest.flatten(y) or [None])[0]
        tf.Variable(0.0, name=leaf.op.name.replace("/", ".") if hasattr(leaf, "op") and leaf.op else "none")
        """,
    ),
    Context("object used twice", "layer = MAKE\ny = USE\ny = USE", "object"),
    Context(
        "object used in two scopes",
        """
        layer = MAKE
        with tf.variable_scope("a"):
            y = USE
        with tf.variable_scope("b"):
            y = USE
        """,
        "object",
    ),
    Context(
        "object made in a scope",
        """
        with tf.variable_scope("a"):
            layer = MAKE
        y = USE
        with tf.variable_scope("b", reuse=True):
            y = USE
        """,
        "object",
    ),
    Context(
        "two objects of a name",
        """
        layer = MAKE[name]
        y = USE
        layer = MAKE[name]
        y = USE
        """,
        "object name",
    ),
    Context(
        "two objects",
        """
        layers = [MAKE for _ in range(2)]
        for layer in layers:
            y = USE
        """,
        "object",
    ),
)
