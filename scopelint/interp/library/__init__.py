"""Python's built-in functions, types and the parts of its standard library that decide names.

Importing this package registers everything with `scopelint.interp.natives`.
"""

from scopelint.interp.library import (
    arrays,
    builtins,
    containers,
    contexts,
    copying,
    dataclasses,
    execution,
    files,
    functions,
    generators,
    iterators,
    modules,
    namedtuples,
    namespaces,
    numbers,
    numpy,
    paths,
    regular,
    signatures,
    stacking,
    text,
    types,
)

__all__ = [
    "arrays",
    "builtins",
    "containers",
    "contexts",
    "copying",
    "dataclasses",
    "execution",
    "files",
    "functions",
    "generators",
    "iterators",
    "modules",
    "namedtuples",
    "namespaces",
    "numbers",
    "numpy",
    "paths",
    "regular",
    "signatures",
    "stacking",
    "text",
    "types",
]
