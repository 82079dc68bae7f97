"""Runs one program as `__main__`, in a process of its own, and tells what TensorFlow did.

In: a `Request`. Out: JSON records, one a line, written to a file descriptor as things happen, so that a
crash or a time limit leaves what was seen until then:

    {"event": {...}}            as `truth.event_to_json` has it
    {"ended": "finished", "error": null}   the last one

Called in a forked child of the server (`server.py`), which has imported TensorFlow already. It never
returns to the server's code.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import re
import site
import sys
import sysconfig
import threading
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, ModuleType
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

from .hooks import install, variable_name
from .places import UserCode
from .shims import absent
from .truth import Ended, Event, JsonObject, Outcome, ProgramError, Via, error_to_json, event_to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

_HERE: Final = Path(__file__).resolve().parent
_MESSAGE_LIMIT: Final = 2000
"""Characters of an error message that are kept."""


@dataclass(frozen=True, slots=True)
class Request:
    """A program to run.

    Attributes:
        program: the file to run as a script.
        roots: folders of user code, the project's first. They come after the program's own folder on `sys.path`.
        argv: the program's arguments, without its own name.
        absent: modules that may be imported though they are not installed (`shims/absent.py`).
        installed: folders of modules that count as installed; they come last on `sys.path`.
    """

    program: Path
    roots: tuple[Path, ...]
    argv: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    installed: tuple[Path, ...] = ()


class _Recorder:
    """Turns what the hooks see into records on a file descriptor."""

    def __init__(self, user: UserCode, descriptor: int) -> None:
        self._user = user
        self._descriptor = descriptor
        self._process = os.getpid()
        self._thread = threading.get_ident()
        self.boundary: FrameType | None = None

    def granted(self, variable: Any, outcome: Outcome, via: Via) -> None:
        dims = variable.shape.dims
        shape = None if dims is None else tuple(cast("int | None", dim.value) for dim in dims)
        self._event(
            variable_name(variable),
            outcome,
            shape,
            variable.dtype.base_dtype.name,
            bool(variable.trainable),
            via,
        )

    def refused(self, name: str, error: Exception) -> None:
        if not self._raised_by_user(error):
            # An optimizer asks for the empty name in the slot's scope ("w/Momentum/", slot_creator.py); what it
            # gets is called "w/Momentum".
            self._event(name.removesuffix("/"), Outcome.ERROR, None, None, None, Via.GET_VARIABLE)

    def write(self, record: JsonObject) -> None:
        """Writes one record; a process that the program itself forked stays silent."""
        if os.getpid() != self._process:
            return
        data = memoryview((json.dumps(record) + "\n").encode())
        while data:
            data = data[os.write(self._descriptor, data) :]

    def _event(
        self,
        name: str,
        outcome: Outcome,
        shape: tuple[int | None, ...] | None,
        dtype: str | None,
        trainable: bool | None,
        via: Via,
    ) -> None:
        boundary = self.boundary if threading.get_ident() == self._thread else None
        place, calls = self._user.stack(sys._getframe(2), boundary)
        event = Event(name, outcome, shape, dtype, trainable, place, calls, via)
        self.write({"event": event_to_json(event)})

    def _raised_by_user(self, error: Exception) -> bool:
        trace = error.__traceback__
        if trace is None:
            return False
        while trace.tb_next is not None:
            trace = trace.tb_next
        return self._user.relative(trace.tb_frame.f_code.co_filename) is not None


def run(request: Request, descriptor: int) -> NoReturn:
    """Runs the program in this process, writes its records to `descriptor`, and leaves the process."""
    roots = request.roots or (request.program.parent,)
    user = UserCode.under(roots, _foreign_folders())
    recorder = _Recorder(user, descriptor)
    install(recorder)
    absent.install(request.absent)
    _become_script(request, roots)
    ended, error = _execute(request.program, recorder, user)
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    recorder.write({"ended": ended.value, "error": None if error is None else error_to_json(error)})
    os._exit(0)


def _foreign_folders() -> tuple[Path, ...]:
    paths = sysconfig.get_paths()
    installed = [paths[key] for key in ("stdlib", "platstdlib", "purelib", "platlib")]
    return tuple(Path(path) for path in [*installed, *site.getsitepackages(), site.getusersitepackages(), str(_HERE)])


def _become_script(request: Request, roots: Sequence[Path]) -> None:
    """Makes this process look like `python PROGRAM`: argv, path and modules."""
    package = __package__
    for name in [name for name in sys.modules if f"{package}.".startswith(f"{name}.") or name.startswith(f"{package}.")]:
        del sys.modules[name]
    own = str(_HERE.parents[package.count(".")])
    folders = dict.fromkeys(str(folder) for folder in (request.program.parent, *roots))
    sys.path[:] = [*folders, *(path for path in sys.path if path != own), *map(str, request.installed)]
    sys.argv = [str(request.program), *request.argv]
    sys.dont_write_bytecode = True
    gc.enable()


def _execute(program: Path, recorder: _Recorder, user: UserCode) -> tuple[Ended, ProgramError | None]:
    main = ModuleType("__main__")
    main.__file__ = str(program)
    main.__dict__["__builtins__"] = __builtins__
    sys.modules["__main__"] = main
    recorder.boundary = sys._getframe()
    try:
        code = compile(program.read_bytes(), str(program), "exec", dont_inherit=True)
        exec(code, main.__dict__)
    except SystemExit:
        return Ended.EXITED, None
    except BaseException as error:  # noqa: BLE001 - whatever the program lets out, KeyboardInterrupt too
        traceback.print_exception(error, file=sys.stderr)
        return Ended.ERROR, _uncaught(error, user)
    return Ended.FINISHED, None


def _uncaught(error: BaseException, user: UserCode) -> ProgramError:
    path, line = user.last_line(error.__traceback__)
    if isinstance(error, SyntaxError) and error.filename is not None:
        own = user.relative(error.filename)
        if own is not None:
            path, line = own, error.lineno
    return ProgramError(type(error).__name__, _stable(str(error), user), path, line)


def _stable(message: str, user: UserCode) -> str:
    """The message without what differs between machines and runs: folders, addresses, tracebacks."""
    message = re.split(r"\s*[Oo]riginally defined at:", message)[0]
    for root in sorted(user.roots, key=len, reverse=True):
        message = message.replace(root, "")
    for folder in sorted(user.foreign, key=len, reverse=True):
        message = message.replace(folder, "…/")
    return re.sub(r"\b0x[0-9a-fA-F]+\b", "0x…", message).strip()[:_MESSAGE_LIMIT]


def standard_streams_to(stdout: int, stderr: int) -> None:
    """Sends this process's standard streams, those of C++ too, to these descriptors."""
    null = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((null, 0), (stdout, 1), (stderr, 2)):
        os.dup2(source, target)
    sys.stdin = io.TextIOWrapper(io.FileIO(0, "r", closefd=False), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8", errors="replace", write_through=True)
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), encoding="utf-8", errors="replace", write_through=True)
