"""Writes `tests/LIBRARY.md`: what was compared with TensorFlow, and what of TensorFlow has a stub.

In: `measured.json`, which `python -m tests.tf_library --keep` renews family by family, and `coverage.rows`. Out: the page.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from . import coverage

MEASURED: Final = Path(__file__).with_name("measured.json")
"""Family -> version of TensorFlow -> programs compared and programs that differ."""

PAGE: Final = Path(__file__).parents[1] / "LIBRARY.md"

_HEAD: Final = """\
# TensorFlow's library: what is compared, what is known

Written by `python -m tests.tf_library --document`. A program makes one call of the library, with up to two options, in one context
(scopes, scopes entered again, reuse, templates, name scopes, getters, partitioners, other graphs, objects called twice: `tests/tf_library/contexts.py`);
order, names, shapes, dtypes, outcomes and errors must be TensorFlow's, as must what calls return and what collections hold.
`python -m tests.tf_library --keep [--v1] [--most N] [FAMILY...]` compares and counts.

| family | programs | compared with 2.15 | differ | compared with 1.15 | differ |
|---|---:|---:|---:|---:|---:|
"""

_OPEN: Final = """
Programs as people write them, which 2.15 cannot run, stand in `tests/tf_library/programs`, with what 1.15 made of each; scopelint must agree.
It is asked about 1.15 with `target-version = "1.15"`, under which Keras names weights and layers as that release does (`lstm/kernel` where
2.15 says `lstm/lstm_cell/kernel`, `conv_lst_m2d` where it says `conv_lstm2d`). Where a run of a whole family showed differences, the programs that differed were compared again
after they were mended; the count says how many differ still. Not known are the names of the ops that gradients, unrolled recurrent layers of
Keras and rare distributions end with.
"""

_NAMES: Final = """
## Public names

Of each module that has names which may make variables: how many have a model, how many are ordinary (they take the names of
their ops and make nothing), and which are not known: a call of one is a cut that names it (`TFS902`), and so is a call of any name
that is in no table.

| module | models | ordinary | not known |
|---|---:|---:|---|
"""


def keep(family: str, version: str, programs: int, differ: int) -> None:
    """Note what a comparison found."""
    known = measured()
    known.setdefault(family, {})[version] = [programs, differ]
    MEASURED.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def measured() -> dict[str, dict[str, Any]]:
    """What comparisons found, as it was kept."""
    known: dict[str, dict[str, Any]] = json.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.exists() else {}
    return known


def page(families: dict[str, int]) -> str:
    """The page; `families` has the number of programs of each."""
    known, lines = measured(), [_HEAD]
    for family, programs in families.items():
        cells = [count for version in ("2.15", "1.15") for count in known.get(family, {}).get(version, ("", ""))]
        lines.append(f"| {family} | {programs} | " + " | ".join(map(str, cells)) + " |\n")
    lines += [_OPEN, _NAMES]
    lines += [f"| {row.module} | {row.stubs} | {row.ordinary} | {' '.join(row.cut)} |\n" for row in coverage.rows()]
    return "".join(lines)
