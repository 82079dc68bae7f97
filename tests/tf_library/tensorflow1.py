"""A script for the Python that has TensorFlow 1.15 (3.7, say): what TensorFlow 1 itself makes of programs.

In: a JSON list of program texts on standard input. Out: one JSON object a program on standard output: its `events`, each
`[outcome, full name, shape, dtype, trainable, line]`, and the `error` that ended it, `[type, first line of the message, line]` or null.
TensorFlow is imported once; each program runs in a forked child. Watches what `tests/oracle/hooks.py` watches, in the older files.
Imports nothing of this package, which speaks a newer Python.
"""

from __future__ import annotations

import functools
import json
import os
import re
import sys
import threading
import traceback
import types
import warnings
from typing import Any

MAIN = "main.py"
SECONDS = 90
TOLD = "_scopelint_told"
CONVERTED = "in converted code:"
"""How an error's message begins that comes out of a method `call` of the program: a traceback, then what it said."""


def line_of(frame: Any) -> Any:
    """The line of the innermost frame of the program."""
    while frame is not None and frame.f_code.co_filename != MAIN:
        frame = frame.f_back
    return None if frame is None else frame.f_lineno


class Recorder:
    """The events of one program, in order."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        self.names: list[str] = []
        self.created: list[set[str]] = []

    def granted(self, variable: Any, outcome: str) -> None:
        dims = variable.shape.dims
        shape = None if dims is None else [dim.value for dim in dims]
        name = variable.name.split(":")[0]
        line = line_of(sys._getframe(2))
        self.events.append([outcome, name, shape, variable.dtype.base_dtype.name, bool(variable.trainable), line])

    def refused(self, name: str, error: Any) -> None:
        trace = error.__traceback__
        while trace.tb_next is not None:
            trace = trace.tb_next
        if trace.tb_frame.f_code.co_filename != MAIN and not getattr(error, TOLD, False):
            self.events.append(["error", name.rstrip("/"), None, None, None, line_of(sys._getframe(2))])
        setattr(error, TOLD, True)


def install(recorder: Recorder) -> None:
    """Put hooks into TensorFlow's classes."""
    from tensorflow.python.ops import resource_variable_ops, variable_scope, variables

    store = variable_scope._VariableStore
    get_single, get_partitioned = store._get_single_variable, store._get_partitioned_variable
    get_variable = variable_scope.VariableScope.get_variable

    @functools.wraps(get_single)
    def single(self: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        existed = name in self._vars
        recorder.names.append(name)
        recorder.created.append(set())
        try:
            variable = get_single(self, name, *args, **kwargs)
        except (ValueError, TypeError) as error:
            recorder.refused(name, error)
            raise
        finally:
            recorder.names.pop()
            created = recorder.created.pop()
        if existed:
            recorder.granted(variable, "reuse")
        elif variable.name.split(":")[0] not in created:
            recorder.granted(variable, "create")
        return variable

    @functools.wraps(get_partitioned)
    def partitioned(self: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        existed = name in self._partitioned_vars
        try:
            variable = get_partitioned(self, name, *args, **kwargs)
        except (ValueError, TypeError) as error:
            recorder.refused(name, error)
            raise
        for part in variable if existed else ():
            recorder.granted(part, "reuse")
        return variable

    @functools.wraps(get_variable)
    def scoped(self: Any, var_store: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return get_variable(self, var_store, name, *args, **kwargs)
        except (ValueError, TypeError) as error:
            recorder.refused(self.name + "/" + name if self.name else str(name), error)
            raise

    store._get_single_variable = single
    store._get_partitioned_variable = partitioned
    variable_scope.VariableScope.get_variable = scoped

    def watched(method: Any) -> Any:
        @functools.wraps(method)
        def creating(*args: Any, **kwargs: Any) -> Any:
            result = method(*args, **kwargs)
            for created in recorder.created:
                created.add(args[0].name.split(":")[0])
            recorder.granted(args[0], "create")
            return result

        return creating

    variables.RefVariable._init_from_args = watched(variables.RefVariable._init_from_args)
    resource = resource_variable_ops.ResourceVariable
    resource._init_from_args = watched(resource._init_from_args)
    unset = resource_variable_ops.UninitializedVariable
    unset.__init__ = watched(unset.__init__)


def run(program: str) -> Any:
    """One program, in this process."""
    recorder = Recorder()
    install(recorder)
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    error = None
    try:
        exec(compile(program, MAIN, "exec", dont_inherit=True), module.__dict__)
    except BaseException as raised:  # noqa: BLE001 - whatever the program lets out
        lines = [frame.lineno for frame in traceback.extract_tb(raised.__traceback__) if frame.filename == MAIN]
        message = [*str(raised).splitlines(), ""]
        if message[0] == CONVERTED:
            lines += map(int, re.findall(rf"(?m)^    {MAIN}:([0-9]+) ", str(raised)))
            message = re.findall(rf"(?m)^    {type(raised).__name__}: (.*)", str(raised)) or message
        error = [type(raised).__name__, message[0], lines[-1] if lines else None]
    return {"events": recorder.events, "error": error}


def run_apart(program: str) -> Any:
    """One program, in a child of its own; what it prints is lost."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        threading.Timer(SECONDS, os._exit, (1,)).start()
        with os.fdopen(writing, "w") as out:
            json.dump(run(program), out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else {"events": [], "error": ["Crash", "the program took too long, or its process died", None]}


def main() -> None:
    """Import TensorFlow, and answer."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    warnings.simplefilter("ignore")
    import tensorflow as tf
    import tensorflow.contrib

    tf.compat.v1.logging.set_verbosity("FATAL")
    assert tf.__version__.startswith("1."), tf.__version__
    assert tensorflow.contrib.layers
    for program in json.load(sys.stdin):
        print(json.dumps(run_apart(program)))  # noqa: T201 - the answer


main()
