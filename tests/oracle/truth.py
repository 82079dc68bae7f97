"""What TensorFlow did with one program, as plain data.

In: the JSON records that a forked child writes (`program.py`), or a truth file recorded earlier. Out:
frozen values, and the stable text of a truth file: one event a line, so that a change in TensorFlow's
behaviour, or in a fixture, reads as a change of lines.

Must not import TensorFlow: the everyday tests read truths without it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = "Mapping[str, Json]"

VERSION: Final = 1


class Outcome(Enum):
    """What TensorFlow answered to one request for a variable."""

    CREATE = "create"
    REUSE = "reuse"
    ERROR = "error"


class Via(Enum):
    """Which of TensorFlow's own functions the oracle watched when it saw the event (see `hooks.py`)."""

    GET_VARIABLE = "get_variable"
    VARIABLE = "variable"
    IMPORT = "import"


class Ended(Enum):
    """How the program came to its end.

    FINISHED and EXITED (`sys.exit`, whatever the status) are ends the program chose; ERROR is an exception
    that it did not catch; TIMEOUT and CRASH are the oracle's own verdicts, with the events seen until then.
    """

    FINISHED = "finished"
    EXITED = "exited"
    ERROR = "error"
    TIMEOUT = "timeout"
    CRASH = "crash"

    @property
    def complete(self) -> bool:
        """Whether the program ran as far as it wanted to, so that nothing more was to come."""
        return self in (Ended.FINISHED, Ended.EXITED)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of user code: 1-based lines and columns, columns counted in characters, the end exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Call:
    """One user frame that led to an event: where it stood when it made the call."""

    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Event:
    """One answer of TensorFlow to a request for a variable.

    Attributes:
        name: the variable's full name, without ":0". For a refusal, the full name that was asked for.
        shape: None when the rank is unknown, and for refusals; None for an unknown dimension.
        dtype: the base dtype's name ("float32"); None for refusals.
        trainable: None for refusals.
        place: the innermost call in the user's own code; None if there is none on the stack.
        calls: the user frames outside of it, outermost first.
    """

    name: str
    outcome: Outcome
    shape: tuple[int | None, ...] | None
    dtype: str | None
    trainable: bool | None
    place: Place | None
    calls: tuple[Call, ...]
    via: Via


@dataclass(frozen=True, slots=True)
class ProgramError:
    """The exception that ended the program, with the innermost user line of its traceback."""

    type: str
    message: str
    path: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Truth:
    """All that TensorFlow did with one program, in its order."""

    program: str
    ended: Ended
    events: tuple[Event, ...]
    error: ProgramError | None


class TruthFormatError(ValueError):
    """A truth file that this version cannot read; says which file field is wrong."""


def event_to_json(event: Event) -> JsonObject:
    """The event as a truth file has it; the keys stand in the order of `scopelint names --format json`."""
    place = event.place
    return {
        "name": event.name,
        "outcome": event.outcome.value,
        "shape": None if event.shape is None else list(event.shape),
        "dtype": event.dtype,
        "trainable": event.trainable,
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "end_line": place.end_line if place else None,
        "end_column": place.end_column if place else None,
        "calls": [{"path": call.path, "line": call.line, "column": call.column} for call in event.calls],
        "via": event.via.value,
    }


def event_from_json(data: JsonObject) -> Event:
    """The inverse of `event_to_json`.

    Raises:
        TruthFormatError: a field is missing or is not what it should be.
    """
    try:
        shape = cast("Sequence[int | None] | None", data["shape"])
        calls = cast("Sequence[Mapping[str, str | int]]", data["calls"])
        return Event(
            name=cast("str", data["name"]),
            outcome=Outcome(data["outcome"]),
            shape=None if shape is None else tuple(shape),
            dtype=cast("str | None", data["dtype"]),
            trainable=cast("bool | None", data["trainable"]),
            place=_place_from_json(data),
            calls=tuple(Call(str(call["path"]), int(call["line"]), int(call["column"])) for call in calls),
            via=Via(data["via"]),
        )
    except (KeyError, ValueError, TypeError) as problem:
        raise TruthFormatError(f"not an event: {problem!r} in {data!r}") from problem


def _place_from_json(data: JsonObject) -> Place | None:
    if data["path"] is None:
        return None
    line, column, end_line, end_column = (cast("int", data[key]) for key in ("line", "column", "end_line", "end_column"))
    return Place(cast("str", data["path"]), line, column, end_line, end_column)


def error_to_json(error: ProgramError) -> JsonObject:
    """The uncaught exception as a JSON object."""
    return {"type": error.type, "message": error.message, "path": error.path, "line": error.line}


def error_from_json(data: JsonObject) -> ProgramError:
    """The inverse of `error_to_json`.

    Raises:
        TruthFormatError: a field is missing.
    """
    try:
        return ProgramError(
            type=cast("str", data["type"]),
            message=cast("str", data["message"]),
            path=cast("str | None", data["path"]),
            line=cast("int | None", data["line"]),
        )
    except (KeyError, TypeError) as problem:
        raise TruthFormatError(f"not an error: {problem!r} in {data!r}") from problem


def dumps(truth: Truth) -> str:
    """The text of a truth file: the same truth gives the same text, and each event has a line of its own."""
    error = None if truth.error is None else error_to_json(truth.error)
    head = [
        f' "version": {VERSION},',
        f' "program": {_line(truth.program)},',
        f' "ended": {_line(truth.ended.value)},',
        f' "error": {_line(error)},',
    ]
    rows = ",\n".join(f"  {_line(event_to_json(event))}" for event in truth.events)
    events = f' "events": [\n{rows}\n ]' if rows else ' "events": []'
    return "\n".join(["{", *head, events, "}", ""])


def loads(text: str) -> Truth:
    """The inverse of `dumps`.

    Raises:
        TruthFormatError: the text is no truth of this version.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as problem:
        raise TruthFormatError(f"not JSON: {problem}") from problem
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise TruthFormatError(f"not a truth of version {VERSION}")
    try:
        return Truth(
            program=data["program"],
            ended=Ended(data["ended"]),
            events=tuple(event_from_json(event) for event in data["events"]),
            error=None if data["error"] is None else error_from_json(data["error"]),
        )
    except (KeyError, ValueError) as problem:
        raise TruthFormatError(str(problem)) from problem


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
