"""Which names a call takes from the graph, found out by calling: for `generate_op_table.py`.

In: a public function. Out: the notation that `scopelint/tf/op_names.py` reads. The first call of an op in
`catalogue.txt` that works is taken; ops that are not there are tried with arguments of all sorts.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import re
from collections.abc import Iterator
from typing import Any, Final

import tensorflow.compat.v1 as tf
from tensorflow.python.framework import ops
from tensorflow.python.ops.ref_variable import RefVariable

from tests.tf_ops import environment, kinds, reality
from tests.tf_ops.reality import Seen, see

NAME: Final = "zz"
"""The explicit name of the second call, which shows what a name replaces."""

_POOL: Final = [
    "x2",
    "p2",
    "u",
    "x4",
    "i1",
    "s1",
    "b2",
    "x3",
    "q2",
    "c2",
    "x1",
    "x0",
    "[x2,x2]",
    "[2,3]",
    "2",
    "1.0",
    "'a'",
    "tf.float32",
    "l1",
    "s0",
    "i0",
    "sp2",
    "v2",
    "byte3",
    "img",
    "x5",
    "[1,2,2,1]",
    "[i1,i1]",
    "True",
]
_TRIES: Final = 700
_ENOUGH: Final = 4
_MODULES: Final = {
    "", "math", "nn", "linalg", "image", "signal", "spectral", "sparse", "strings", "random", "random.experimental",
    "bitwise", "sets", "quantization", "io", "manip", "debugging", "audio", "ragged", "summary", "losses", "xla", "train",
    "keras.backend", "keras.activations", "keras.losses", "queue", "data.experimental", "distributions", "graph_util",
    "lookup",
}  # fmt: skip
_DANGEROUS: Final = ("write_graph", "write_file", "import_graph_def", "save", "load", "print_function", "Session", "restore")


def innermost(value: Any) -> Any:
    """The function below TensorFlow's decorators: `tf.abs` and `tf.math.abs` are two wrappers of one."""
    while hasattr(value, "__wrapped__"):
        value = value.__wrapped__
    return value


def in_catalogue() -> dict[int, list[str]]:
    """The catalogue's calls by the identity of the function that they call."""
    found: dict[int, list[str]] = {}
    for line in environment.calls():
        node = ast.parse(line, mode="eval").body
        if isinstance(node, ast.Call):
            function = ast.unparse(node.func)
            owner, _, method = function.rpartition(".")
            if not owner:
                continue
            value = eval(function, {"tf": tf}) if function.startswith("tf.") else getattr(RefVariable, method)
            found.setdefault(id(innermost(value)), []).append(line)
            _ALIVE.append(value)
    return found


_ALIVE: Final[list[Any]] = []


def observed(path: str, value: Any) -> tuple[str, str]:
    """The notation of the names that one function takes, and a code for what it returns; "" where no call works.

    A `~` before the names says that they vary with the arguments.
    """
    if not inspect.isclass(value) and (kinds.of_function(path) != "op" or kinds.makes_variables(path)):
        return "", ""
    lines = list(CATALOGUE.get(id(innermost(value)), []))
    if not lines:
        lines = working_calls(path, value)
    keyword = name_keyword(value)
    calls = [(line, seen) for line in lines if not (seen := see(line)).error]
    found = [text for line, seen in calls if (text := notation(line, seen, keyword)) is not None]
    codes = {code(seen.value) for _, seen in calls}
    returns = codes.pop() if len(codes) == 1 else ""
    return _joined(found), returns


def _joined(found: list[str]) -> str:
    """One notation for all: where only the paths of the results differ, they are not known."""
    if not found:
        return ""
    if len(set(found)) == 1:
        return found[0]
    bare = {" ".join(word.partition(">")[0] for word in text.split()) for text in found}
    if len(bare) > 1:
        return "~" + found[0]
    marked = next((i for text in found for i, word in enumerate(text.split()) if ">" in word), 0)
    words = bare.pop().split()
    words[marked] += ">?"
    return " ".join(words)


def code(value: Any) -> str:
    """`T` a tensor, `S` a sparse tensor, `O` an operation, `-` None, `U3` a tuple of three tensors, `Na,b` a named one,
    `L` a list, `P` something else."""
    if isinstance(value, tf.SparseTensor):
        return "S"
    if isinstance(value, (tf.Tensor, tf.Variable)):
        return "T"
    if value is None or isinstance(value, tf.Operation):
        return "-" if value is None else "O"
    if isinstance(value, tuple) and all(isinstance(v, tf.Tensor) for v in value):
        return "N" + ",".join(value._fields) if hasattr(value, "_fields") else f"U{len(value)}"
    return "L" if isinstance(value, list) else "P"


def name_keyword(function: Any) -> str | None:
    """The parameter that names the op, as `OpSignature.name_parameter` has it."""
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return None
    return next((word for word in ("name", "scope") if word in parameters), None)


def notation(line: str, plain: Seen, keyword: str | None) -> str | None:
    """What one call takes: the names in order, `*` before the one that `name=` replaces, `>` and paths at the result."""
    named = see(line, {keyword: NAME}) if keyword is not None and f"{keyword}=" not in line else plain
    replaced = [i for i, name in enumerate(named.names) if name == NAME]
    words = []
    for i, name in enumerate(plain.names):
        mark = "*" if not named.error and len(named.names) == len(plain.names) and i in replaced else ""
        words.append(mark + name)
    if any(" " in word for word in words):
        return None
    return _with_result(words, plain)


def _with_result(words: list[str], seen: Seen) -> str:
    """Marks the word that the result's op is called by, unless it is the one before which `*` stands."""
    paths = list(result_paths(seen.value))
    if not words or not paths:
        return " ".join(words) or "-"
    bare = [word.removeprefix("*") for word in words]
    head = paths[0].split("/")[0]
    unnumbered = re.sub(r"_\d+$", "", head)
    at = next((i for i, word in reversed(list(enumerate(bare))) if word in (head, unnumbered)), None)
    if at is None:
        return " ".join(words)
    relative = [path.partition("/")[2] for path in paths]
    suffix = relative[0] if len(set(relative)) == 1 else ",".join(relative)
    if suffix or at != max((i for i, word in enumerate(words) if word.startswith("*")), default=-1):
        words[at] += ">" + suffix
    return " ".join(words)


def result_paths(value: Any) -> Iterator[str]:
    """The names of the ops that make the first results."""
    values = list(value)[:4] if isinstance(value, (list, tuple)) else [value]
    for one in values:
        name = getattr(one, "name", None)
        if isinstance(name, str):
            yield name.partition(":")[0]


CATALOGUE: Final = in_catalogue()


def working_calls(path: str, function: Any, tries: int = _TRIES) -> list[str]:
    """Source of calls that TensorFlow accepts, found by trying."""
    if path.rpartition(".")[0] not in _MODULES or any(word in path for word in _DANGEROUS):
        return []
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    required = [p for p in parameters if p.default is p.empty and p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    required = [p for p in required if p.name != "name"]
    if len(required) > 5:
        return []
    found: list[str] = []
    with ops.Graph().as_default():
        scope = reality.environment()
        pool = [(text, eval(text, scope)) for text in _POOL]
        for choice in itertools.islice(_choices(len(required), pool), tries):
            arguments = {p.name: value for p, (_, value) in zip(required, choice, strict=True)}
            try:
                function(**arguments)
            except Exception:  # noqa: BLE001 - whatever TensorFlow raises, the call does not fit
                continue
            texts = (f"{p.name}={text}" for p, (text, _) in zip(required, choice, strict=True))
            found.append(f"tf.{path}({', '.join(texts)})")
            if len(found) == _ENOUGH:
                break
    return found


def _choices(count: int, pool: list[tuple[str, Any]]) -> Iterator[tuple[tuple[str, Any], ...]]:
    """Argument lists: first all the same, then all combinations."""
    if not count:
        yield ()
        return
    for one in pool:
        yield (one,) * count
    if count > 1:
        yield from itertools.product(pool, repeat=count)
