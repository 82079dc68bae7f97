"""`lower` against Python's own `ast`: the same structure and the same places, on real modules.

`SCOPELINT_CORPUS=DIR[:DIR...] pytest tests/test_lower_ast.py` adds every file below those folders that
both parsers accept.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import warnings
from pathlib import Path
from typing import Any

import msgspec
import pytest

from scopelint import ir
from scopelint.lower import lower
from scopelint.model import ParseFailure, Span
from scopelint.reading.parse import parse
from tests.ast_ir import Reference
from tests.ast_names import Mangled

MODULES = [
    "ast",
    "asyncio.tasks",
    "collections",
    "contextlib",
    "dataclasses",
    "decimal",
    "enum",
    "functools",
    "inspect",
    "json.decoder",
    "tarfile",
    "tokenize",
    "typing",
    "unittest.mock",
]


def corpus() -> list[Path]:
    found = []
    for name in MODULES:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin is not None:
            found.append(Path(spec.origin))
    for folder in os.environ.get("SCOPELINT_CORPUS", "").split(os.pathsep):
        if folder:
            found.extend(sorted(Path(folder).rglob("*.py")))
    return found


@pytest.mark.parametrize("path", corpus(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_lowered_as_python_reads_it(path: Path) -> None:
    source = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            expected_tree = ast.parse(source)
            parsed = parse(source, path.name)
        except (SyntaxError, ValueError) as error:
            pytest.skip(f"not for both parsers: {type(error).__name__}")
    if isinstance(parsed, ParseFailure):
        pytest.skip(f"not for both parsers: {parsed.reason}")
    module = lower(parsed.module, path.name, parsed.text)
    assert_same(module, Reference(parsed.text).module(Mangled().visit(expected_tree), path.name))
    assert ir.decode(ir.encode(module)) == module


# --- comparing -------------------------------------------------------------------------------


def assert_same(actual: ir.Module, expected: ir.Module) -> None:
    difference = first_difference(actual, expected, "module")
    assert difference is None, difference


def first_difference(actual: Any, expected: Any, where: str) -> str | None:
    """Where two IR trees differ; what is None in an expected span is not compared."""
    if isinstance(expected, Span):
        same = all(want in (None, got) for got, want in zip(actual, expected, strict=True))
        return None if same else f"{where}: {actual} is not {expected}"
    name = type(expected).__name__ if isinstance(expected, msgspec.Struct) else ""
    if name and type(actual) is type(expected):
        pairs = fields_of(actual, expected)
    elif isinstance(expected, tuple) and isinstance(actual, tuple) and len(actual) == len(expected):
        pairs = [(str(i), got, want) for i, (got, want) in enumerate(zip(actual, expected, strict=True))]
    elif type(actual) is type(expected) and repr(actual) == repr(expected):
        return None
    else:
        return f"{where}: {str(actual)[:300]} is not {str(expected)[:300]}"
    for key, got, want in pairs:
        found = first_difference(got, want, f"{where}.{key}" if not name else f"{where}/{name}.{key}")
        if found is not None:
            return found
    return None


def fields_of(actual: Any, expected: Any) -> list[tuple[str, Any, Any]]:
    if isinstance(expected, ir.Opaque):
        names: tuple[str, ...] = ("span",)
    elif isinstance(expected, ir.OpaqueStatement):
        names = ("binds", "body", "span")
    else:
        names = expected.__struct_fields__
    # `local` is in the order of first binding, which the reference does not follow.
    return [
        (name, *map(sorted if name == "local" else lambda value: value, pair))
        for name in names
        for pair in [(getattr(actual, name), getattr(expected, name))]
    ]
