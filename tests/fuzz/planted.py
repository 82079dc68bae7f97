"""Mistakes planted in a copy of the engine, to see that generated programs find each of them.

`python -m tests.fuzz.planted [--programs N] [--seed N] [WORD ...]`

In: the working tree, which stays as it is. Out: for each mistake the number of programs that it took until one differed; exit code 1 where
one was not found. TensorFlow runs the programs once; each planted engine only has to be held against what it said. `WORD`s choose mistakes.
"""

from __future__ import annotations

import argparse
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from tests.oracle import Oracle

from .difference import difference, heard
from .programs import program
from .run import SECONDS, numbers

ROOT: Final = Path(__file__).resolve().parents[2]
CHECK: Final = "--check"


class Planted(NamedTuple):
    """A mistake: in which file below `scopelint/`, what stands there, and what is put in its place."""

    what: str
    file: str
    before: str
    after: str


MISTAKES: Final = (
    Planted("default names count from 2", "tf/scope_counts.py", "number = 1\n        while", "number = 2\n        while"),
    Planted("counters below a scope are not reset", "tf/scope_counts.py", "if counts.get(key, 0) != 0:", "if False:"),
    Planted(
        "reuse is not inherited",
        "tf/scopes.py",
        "reuse_or(state.resolve(reuse), state.resolve(inherited))), name_scope)",
        "state.resolve(reuse) or False), name_scope)",
    ),
    Planted("a scope object opens its whole name", "tf/scopes.py", "texts.last_segment(self.name(jump))", "self.name(jump)"),
    Planted("AUTO_REUSE refuses what exists", "tf/single.py", "        if reuse is False:\n", "        if reuse is not True:\n"),
    Planted("parts are numbered from 1", "tf/partitioned.py", "/part_{index}", "/part_{index + 1}"),
    Planted("names differ by case", "tf/name_scopes.py", "key = texts.lower(name)\n        number", "key = name\n        number"),
    Planted(
        "untrainable variables are collected as trainable",
        "tf/variable.py",
        "if trainable is not False and TRAINABLE_VARIABLES not in names",
        "if TRAINABLE_VARIABLES not in names",
    ),
    Planted(
        "the dtype of a scope is not inherited",
        "tf/store.py",
        'dtype=default("dtype"),',
        'dtype=given.get("dtype") or __import__("scopelint.tf.dtypes").tf.dtypes.DTYPES["float32"],',
    ),
    Planted(
        "reset_default_graph keeps the graph", "tf/graph_stack.py", "        self.set_global_graph(self.new_graph())\n", "        pass\n"
    ),
    Planted(
        "the older custom getter runs first",
        "interp/host.py",
        "return self.through(custom_getter.custom_getter, wrapped, kwargs)",
        "return self.through(old, NativeFunction('getter', lambda _, *args, **named: self._call_wrapped("
        "custom_getter.custom_getter, getter, args, named), lazy=True), kwargs)",
    ),
    Planted(
        "errors run no finally clauses", "interp/unwinding.py", "if not any(type(one) is Leaving for one in interp.handlers):", "if True:"
    ),
    Planted(
        "slots lie below the last name only",
        "stubs/tensorflow/train/_slots.py",
        'primary.op.name + "/" + name',
        'primary.op.name.split("/")[-1] + "/" + name',
    ),
    Planted(
        "Keras's layers are numbered from 1",
        "stubs/tensorflow/keras/backend.py",
        'return name + "_" + str(number) if number else name',
        'return name + "_" + str(number + 1)',
    ),
    Planted("a template shares nothing", "stubs/tensorflow/_template.py", "reuse=not self._first_call", "reuse=False"),
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.planted", description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="plant only what has one of these words in its name")
    parser.add_argument("--programs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(CHECK, type=Path, help="hold this engine against what TensorFlow said of programs, as kept in a file")
    options = parser.parse_args()
    if options.check is not None:
        return _check(options.check)
    missed = 0
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        copy, kept = Path(folder) / "copy", Path(folder) / "said"
        for name in ("scopelint", "tests"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.ir"))
        wanted = list(numbers(options.seed, options.programs))
        with Oracle(jobs=1, seconds=SECONDS) as oracle:
            kept.write_bytes(pickle.dumps(list(zip(wanted, oracle.run_sources(map(program, wanted)), strict=True))))
        for mistake in MISTAKES:
            if not options.words or any(word in mistake.what for word in options.words):
                missed += not _found(mistake, copy, kept)
    return 1 if missed else 0


def _found(mistake: Planted, copy: Path, kept: Path) -> bool:
    """Plant a mistake in the copy, tell whether programs find it, and take it out again."""
    target = copy / "scopelint" / mistake.file
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace(mistake.before, mistake.after), encoding="utf-8")
    sys.stdout.write(f"{mistake.what}: ")
    sys.stdout.flush()
    command = [sys.executable, "-m", "tests.fuzz.planted", CHECK, str(kept)]
    ran = subprocess.run(command, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy)}, check=False)
    target.write_text(text, encoding="utf-8")
    return ran.returncode == 1


def _check(kept: Path) -> int:
    """Exit code 1 at the first program about which this engine and TensorFlow differ."""
    said = pickle.loads(kept.read_bytes())
    for count, (number, result) in enumerate(said, 1):
        text = program(number)
        found = difference(text, result, heard(text))
        if found is not None:
            sys.stdout.write(f"found by {count} programs: {number}: {found.what[0]}\n")
            return 1
    sys.stdout.write(f"not found by {len(said)} programs\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
