"""A script for the Python that has TensorFlow 1.15 (3.7, say): writes the public names of `tf.contrib` as a table.

`python tests/tf_ops/contrib.py > scopelint/tf/contrib_table.json`. In: TensorFlow's modules and their sources. Out: the table that
`scopelint/tf/op_table.py` describes, without names of ops. What may make variables is told from the sources: a function that calls one
that makes some, or that takes a function from the program; a class that has such a method. Imports nothing of this package, which
speaks a newer Python.
"""

from __future__ import annotations

import ast
import functools
import inspect
import json
import math
import os
import re
import sys
import textwrap
import types
import warnings
from typing import Any

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
warnings.simplefilter("ignore")
sys.setrecursionlimit(10_000)

import tensorflow as tf  # noqa: E402
import tensorflow.contrib  # noqa: E402
from tensorflow.python.ops import resource_variable_ops, variable_scope, variables  # noqa: E402
from tensorflow.python.util import tf_decorator  # noqa: E402

assert tf.__version__.startswith("1."), tf.__version__

LEFT_OUT = {"slim", "keras", "quantization", "specs", "python", "grid_rnn_cell"}
"""Modules that repeat what is public elsewhere."""

LEAKY = 100
"""A module with more names than this shows what it imports as well: of those, contrib's own count."""

MAKES = {"add_weight", "add_variable", "get_variable", "get_local_variable", "model_variable", "_zeros_slot", "_get_or_make_slot"}
"""Methods that make variables, whatever they are called on."""

TAKES_CODE = re.compile(r"(?!window_)(.*_)?(fn|func|function|computation|cell|layer|optimizer|model|body|network)s?_?(fw|bw)?")
"""Parameters whose arguments may make variables."""

APART = (
    *("eager", "framework", "distribute", "autograph", "util", "saved_model", "client", "platform", "data", "profiler"),
    *("ops.control_flow", "ops.cond", "ops.while", "ops.map_fn", "ops.functional_ops", "ops.variable_scope", "ops.gradients"),
    *("training.saving", "training.saver", "training.tracking", "training.session"),
)
"""What lies in these packages and modules of `tensorflow.python` makes no variables itself, if functions that it is given may."""

GETTERS = {variable_scope.get_variable, variable_scope.get_local_variable, variable_scope.variable}
VARIABLES = (variables.Variable, resource_variable_ops.BaseResourceVariable)


def innermost(value: Any) -> Any:
    """A function without its decorators."""
    value = tf_decorator.unwrap(value)[1]
    while hasattr(value, "__wrapped__"):
        value = value.__wrapped__
    return value.func if isinstance(value, functools.partial) else value


def names_of(function: Any) -> dict[str, Any]:
    """What the names in a function's source stand for."""
    known = dict(function.__globals__)
    for index, cell in enumerate(function.__closure__ or ()):
        try:
            known[function.__code__.co_freevars[index]] = cell.cell_contents
        except ValueError:  # it is not set yet
            continue
    return known


def called(function: Any) -> Any:
    """What a function calls, as far as names tell: functions and classes, and the names of methods."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return [], set()
    known = names_of(function)

    def meaning(node: Any) -> Any:
        if isinstance(node, ast.Name):
            return known.get(node.id)
        owner = meaning(node.value) if isinstance(node, ast.Attribute) else None
        return getattr(owner, node.attr, None) if isinstance(owner, (types.ModuleType, type)) else None

    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    methods = {c.func.attr for c in calls if isinstance(c.func, ast.Attribute) and meaning(c.func) is None}
    meant = [meaning(c.func) for c in calls] + [m for c in calls for m in map(meaning, c.args) if isinstance(m, types.FunctionType)]
    return [m for m in meant if isinstance(m, (types.FunctionType, type)) or hasattr(m, "__wrapped__")], methods


KNOWN: dict[Any, bool] = {}


def makes_variables(value: Any, top: bool = True) -> bool:
    """Whether calling a function may create variables, or making an object and calling its methods."""
    value = innermost(value)
    module = getattr(value, "__module__", None) or ""
    if value in GETTERS or (isinstance(value, type) and issubclass(value, VARIABLES)):
        return True
    apart = module.startswith(tuple("tensorflow.python." + package for package in APART))
    if not module.startswith("tensorflow") or (apart and not top):
        return False
    if value not in KNOWN:
        KNOWN[value] = False
        KNOWN[value] = any(map(method_makes, methods_of(value))) if isinstance(value, type) else function_makes(value)
    return KNOWN[value]


def methods_of(cls: Any) -> Any:
    """The methods of a class and of those that it is made of."""
    for one in cls.__mro__:
        if one.__module__.startswith("tensorflow") and not one.__module__.startswith("tensorflow.python.training.tracking"):
            for member in vars(one).values():
                method = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
                if isinstance(innermost(method), types.FunctionType):
                    yield method


def method_makes(method: Any) -> bool:
    return makes_variables(method, top=False)


def function_makes(function: Any) -> bool:
    if not isinstance(function, types.FunctionType):
        return False
    found, methods = called(function)
    return bool(methods & MAKES) or any(makes_variables(one, top=False) for one in found)


# --- the table -------------------------------------------------------------------------------------


def literal(value: Any) -> str:
    """A default as `generate_op_table.literal` writes it."""
    if isinstance(value, tf.DType):
        return f'"@{value.name}"'
    plain = isinstance(value, (bool, int, str)) or value is None or (isinstance(value, float) and math.isfinite(value))
    if not plain and not (isinstance(value, (tuple, list)) and all(isinstance(v, (int, str)) for v in value)):
        return '"?"'
    return json.dumps(value, separators=(",", ":")).replace(" ", "\\u0020")


def parameters(value: Any) -> Any:
    """The parameters, as `generate_op_table.parameters` writes them, and their names."""
    try:
        signature = inspect.signature(innermost(value))
    except (TypeError, ValueError):
        return "*args **kwargs", []
    stars: dict[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    words = []
    for one in signature.parameters.values():
        default = "" if one.default is one.empty else "=" + literal(one.default)
        words.append(stars.get(one.kind, "") + one.name + default)
    return " ".join(words), list(signature.parameters)


def entry(value: Any) -> Any:
    """Kind, parameters, (no callbacks,) whether it makes variables."""
    if not callable(value) or isinstance(value, tf.DType):
        plain = value is None or isinstance(value, (bool, int, float, str))
        return ["constant", "", "", 0, "", "", value if plain else "?"]
    written, names = parameters(value)
    makes = makes_variables(value) or any(TAKES_CODE.fullmatch(name) for name in names)
    kind = "class" if isinstance(value, type) else "op" if names_an_op(written, names) else "python"
    return [kind, written, "", 1] if makes else [kind, written]


def names_an_op(written: str, names: Any) -> bool:
    """Whether a parameter names what a function adds to the graph: what asks for a name and makes no tensor speaks of something else."""
    has_default = any(word.startswith(("name=", "scope=")) for word in written.split())
    return has_default or bool({"name", "scope"} & set(names) and {"tensor", "dtype"} & set(names))


def public(module: Any) -> Any:
    """The names of a module of contrib and what they are."""
    names = [name for name in dir(module) if not name.startswith("_") and not isinstance(getattr(module, name), types.ModuleType)]
    found = {name: getattr(module, name) for name in names}
    if len(found) > LEAKY:
        found = {name: value for name, value in found.items() if ".contrib." in (getattr(value, "__module__", None) or "")}
    return found


def modules() -> Any:
    """The modules right below contrib, and those right below these, by their names below `tensorflow`."""
    for name in sorted(set(dir(tf.contrib)) - LEFT_OUT):
        module = getattr(tf.contrib, name)
        if not name.startswith("_") and isinstance(module, types.ModuleType) and ".contrib" in module.__name__:
            yield "contrib." + name, module
            for inner in sorted(set(dir(module)) - LEFT_OUT):
                below = getattr(module, inner, None)
                if isinstance(below, types.ModuleType) and below.__name__.endswith(f"contrib.{name}.{inner}"):
                    yield f"contrib.{name}.{inner}", below


def main() -> None:
    entries: list[Any] = []
    table: dict[str, dict[str, int]] = {"contrib": {}}
    for path, module in modules():
        table[path] = {}
        for name, value in sorted(public(module).items()):
            table[path][name] = len(entries)
            entries.append(entry(value))
    json.dump({"entries": entries, "modules": table, "aliases": {}}, sys.stdout, separators=(",", ":"))
    sys.stdout.write("\n")


main()
