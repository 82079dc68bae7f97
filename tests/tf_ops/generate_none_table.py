"""Writes `scopelint/tf/none_table.json`: what TensorFlow's ops do with None where they need a tensor, found out by calling.

For maintainers: `python -m tests.tf_ops.generate_none_table`. In: the calls of `catalogue.txt`, and for ops that are not there calls
that `observe.py` finds by trying. Each is made again with None for one argument, or for one item of an argument that is a list. Out: a JSON
file, described in `scopelint/tf/op_none.py`.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import tensorflow.compat.v1 as tf

from tests.tf_ops import kinds, observe
from tests.tf_ops.generate_op_table import modules
from tests.tf_ops.reality import see

TABLE: Final = Path(__file__).parents[2] / "scopelint" / "tf" / "none_table.json"

ITEM: Final = "[]"
"""What follows the name of a parameter where an item of the list is None."""

_TRIES: Final = 60
"""How many calls are tried for an op that the catalogue does not have."""

_ERRORS: Final = ("ValueError", "TypeError", "AttributeError")


def refusals(path: str, function: Any) -> dict[str, str]:
    """Parameter -> the error and the names that the call has taken by then, where all calls agree."""
    lines = observe.CATALOGUE.get(id(observe.innermost(function)), []) or observe.working_calls(path, function, _TRIES)
    keyword = observe.name_keyword(function)
    seen: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        if not see(line).error:
            for parameter, changed in with_none(line, function):
                seen[parameter].add(answer(changed, keyword))
    return {parameter: found for parameter, answers in seen.items() if (found := agreed(answers)) is not None}


def with_none(line: str, function: Any) -> Iterator[tuple[str, str]]:
    """The call with None in each place where an argument, or the last item of an argument, is a tensor."""
    call = ast.parse(line, mode="eval").body
    if not isinstance(call, ast.Call) or any(isinstance(argument, ast.Starred) for argument in call.args):
        return
    try:
        taken = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return
    names = [one.name for one in taken if one.kind is one.POSITIONAL_OR_KEYWORD and one.name != "self"]
    rest = next((one.name + ITEM for one in taken if one.kind is one.VAR_POSITIONAL), "")
    positional = [names[index] if index < len(names) else rest for index in range(len(call.args))]
    parameters = [*positional, *(str(keyword.arg) for keyword in call.keywords)]
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    for index, (parameter, old) in enumerate(zip(parameters, arguments, strict=True)):
        if any(isinstance(node, ast.Name) for node in ast.walk(old)):
            yield parameter, _with_argument(call, index, ast.Constant(None))
        if isinstance(old, ast.List) and len(old.elts) > 1 and isinstance(old.elts[-1], ast.Name):
            yield parameter + ITEM, _with_argument(call, index, ast.List([*old.elts[:-1], ast.Constant(None)], old.ctx))


def _with_argument(call: ast.Call, index: int, value: ast.expr) -> str:
    arguments, keywords = list(call.args), list(call.keywords)
    if index < len(arguments):
        arguments[index] = value
    else:
        keywords[index - len(arguments)] = ast.keyword(keywords[index - len(arguments)].arg, value)
    return ast.unparse(ast.Call(call.func, arguments, keywords))


def answer(line: str, keyword: str | None) -> str:
    """ "" where TensorFlow takes the None, or the error and the names that it has taken, `*` before the one that `name=` replaces."""
    plain = see(line)
    if not plain.error:
        return ""
    error = plain.error.partition(":")[0]
    named = see(line, {keyword: observe.NAME}) if keyword is not None and f"{keyword}=" not in line else plain
    replaced = [len(named.names) == len(plain.names) and name == observe.NAME for name in named.names] or [False] * len(plain.names)
    return " ".join((error, *("*" * mark + name for name, mark in zip(plain.names, replaced, strict=False))))


def agreed(answers: set[str]) -> str | None:
    """What all calls say; "?" for the names where they take different ones."""
    errors = {text.partition(" ")[0] for text in answers}
    if len(errors) != 1 or (error := errors.pop()) not in _ERRORS:
        return None
    return answers.pop() if len(answers) == 1 else f"{error} ?"


def build() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    done: set[int] = set()
    for module_path, module in modules(tf).items():
        for name in sorted(dir(module)):
            value = getattr(module, name, None)
            path = f"{module_path}.{name}" if module_path else name
            if name.startswith("_") or inspect.isclass(value) or not callable(value) or isinstance(value, tf.DType):
                continue
            if id(observe.innermost(value)) in done or kinds.of_function(path) != "op" or kinds.makes_variables(path):
                continue
            done.add(id(observe.innermost(value)))
            if refused := refusals(path, value):
                found[path] = dict(sorted(refused.items()))
    return dict(sorted(found.items()))


def main() -> None:
    table = build()
    TABLE.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(table)} functions, {sum(map(len, table.values()))} parameters, {TABLE.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
