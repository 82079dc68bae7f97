"""Holds what scopelint says against what TensorFlow did.

In: a `Truth`, and the parsed JSON of `scopelint names --format json`. Out: a `Comparison`: for each event
of either side, in order, how the two agree.

How events are paired: both sides are sequences in TensorFlow's order, so they are aligned like two texts.
Among all alignments the one with the most agreement is taken; only events that could mean the same request
are paired (the same name, or a pattern that covers it). A symbolic event (a pattern, an uncertain one,
`create-or-reuse`) may stand for several of TensorFlow's, as a loop body does: what is left over is covered
by one at the same place.

Who takes part: the events of one entry; those after an error that scopelint expects nobody to catch
(`after_error`) only if TensorFlow went on; and after a time limit or a crash nothing that lies behind the
last event TensorFlow made.

Must not import TensorFlow: used by the everyday tests.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from .truth import Ended, Event, Outcome, Place, Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

CREATE_OR_REUSE: Final = "create-or-reuse"
"""The outcome that scopelint gives when it cannot say which: agrees with both."""


class Verdict(Enum):
    """How a prediction and an event agree; the worst that holds."""

    EXACT = "exact"
    COVERED = "covered by pattern"
    WRONG_OUTCOME = "wrong outcome"
    WRONG_PLACE = "wrong line"
    WRONG_VALUE = "wrong shape, dtype or trainable"
    MISSED = "missed"
    INVENTED = "invented"

    @property
    def good(self) -> bool:
        """Whether scopelint was right."""
        return self in (Verdict.EXACT, Verdict.COVERED)


@dataclass(frozen=True, slots=True)
class Prediction:
    """One element of `variables` in the output of `scopelint names --format json`.

    Attributes:
        pattern: a regular expression for the whole name, when the name has holes.
        outcome: "create", "reuse", "error" or "create-or-reuse".
        certain: False for an event that need not happen; such a one is never invented.
    """

    name: str
    pattern: str | None
    outcome: str
    certain: bool
    after_error: bool
    shape: tuple[int | None, ...] | None
    dtype: str | None
    trainable: bool | None
    place: Place
    entry: str

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Prediction:
        """Reads one element; keys that comparing does not need may be absent or unknown."""
        shape = data.get("shape")
        return cls(
            name=data["name"],
            pattern=data.get("pattern"),
            outcome=data["outcome"],
            certain=data.get("certain", True),
            after_error=data.get("after_error", False),
            shape=None if shape is None else tuple(shape),
            dtype=data.get("dtype"),
            trainable=data.get("trainable"),
            place=Place(data["path"], data["line"], data["column"], data["end_line"], data["end_column"]),
            entry=data["entry"],
        )

    @property
    def symbolic(self) -> bool:
        """Whether it may stand for any number of events."""
        return self.pattern is not None or not self.certain or self.outcome == CREATE_OR_REUSE

    def names(self, event: Event) -> bool:
        """Whether the event's name is the predicted one, or fits the pattern."""
        if self.pattern is None:
            return self.name == event.name
        return re.fullmatch(self.pattern, event.name) is not None

    def expects(self, outcome: Outcome) -> bool:
        """Whether this is the predicted outcome, or one of the two that were left open."""
        return self.outcome == outcome.value or (self.outcome == CREATE_OR_REUSE and outcome is not Outcome.ERROR)


@dataclass(frozen=True, slots=True)
class Pair:
    """One event, one prediction, or both, and how they agree.

    Attributes:
        differences: what differs, in words: one entry for each thing.
    """

    verdict: Verdict
    event: Event | None
    prediction: Prediction | None
    differences: tuple[str, ...] = ()

    def __str__(self) -> str:
        event, prediction = self.event, self.prediction
        if event is not None:
            text = f"{event.outcome.value} {event.name} at {event.place}"
        else:
            assert prediction is not None
            text = f"{prediction.outcome} {prediction.name} at {prediction.place}"
        because = f" ({'; '.join(self.differences)})" if self.differences else ""
        return f"{self.verdict.value}: {text}{because}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How scopelint and TensorFlow agree about one program, event by event in TensorFlow's order."""

    program: str
    pairs: tuple[Pair, ...]
    _counts: Counter[Verdict] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_counts", Counter(pair.verdict for pair in self.pairs))

    @property
    def ok(self) -> bool:
        """Whether scopelint was right about everything."""
        return all(pair.verdict.good for pair in self.pairs)

    def count(self, verdict: Verdict) -> int:
        """How many events ended with this verdict."""
        return self._counts[verdict]

    def wrong(self) -> Iterator[Pair]:
        """The pairs that do not agree, in order."""
        return (pair for pair in self.pairs if not pair.verdict.good)

    def __str__(self) -> str:
        counts = ", ".join(f"{self._counts[verdict]} {verdict.value}" for verdict in Verdict if self._counts[verdict])
        return "\n".join([f"{self.program}: {counts or 'nothing to compare'}", *(f"  {pair}" for pair in self.wrong())])


def compare(truth: Truth, names: Mapping[str, Any], *, prefix: str = "", entry: str | None = None) -> Comparison:
    """Compares a truth with what scopelint said about the same program.

    Args:
        truth: what TensorFlow did.
        names: the parsed output of `scopelint names --format json`.
        prefix: what scopelint's paths have in front of the truth's ("fixtures/scopes/"), when it ran
            elsewhere.
        entry: the entry whose events take part; by default the program itself.
    """
    predictions = list(_taking_part(truth, names["variables"], prefix, entry or truth.program))
    partners = dict(_align(truth.events, predictions))
    left_over = [event for number, event in enumerate(truth.events) if number not in partners]
    stand_ins = {id(event): _stand_in(event, predictions) for event in left_over}
    standing_in = {id(prediction) for prediction in stand_ins.values()}

    def unmatched(start: int, end: int | None) -> Iterator[Pair]:
        """What scopelint said with certainty between two agreements, and TensorFlow did not do."""
        for prediction in predictions[start:end]:
            if prediction.certain and id(prediction) not in standing_in and not _is_the_end(truth, prediction):
                yield Pair(Verdict.INVENTED, None, prediction)

    pairs: list[Pair] = []
    position = 0
    for number, event in enumerate(truth.events):
        if number in partners:
            pairs.extend(unmatched(position, partners[number]))
            position = partners[number] + 1
            pairs.append(_judge(event, predictions[partners[number]]))
        else:
            stand_in = stand_ins[id(event)]
            pairs.append(Pair(Verdict.MISSED if stand_in is None else Verdict.COVERED, event, stand_in))
    if truth.ended not in (Ended.TIMEOUT, Ended.CRASH):
        pairs.extend(unmatched(position, None))
    return Comparison(truth.program, tuple(pairs))


def _is_the_end(truth: Truth, prediction: Prediction) -> bool:
    """Whether a predicted refusal is the error that ended the program: a `tf.Variable` that is refused never asks the store."""
    error = truth.error
    return (
        prediction.outcome == "error" and error is not None and (prediction.place.path, prediction.place.line) == (error.path, error.line)
    )


def _taking_part(truth: Truth, variables: Iterable[Mapping[str, Any]], prefix: str, entry: str) -> Iterator[Prediction]:
    for data in variables:
        prediction = Prediction.from_json(_without_prefix(data, prefix))
        if prediction.entry == entry and not (prediction.after_error and truth.ended is Ended.ERROR):
            yield prediction


def _without_prefix(data: Mapping[str, Any], prefix: str) -> Mapping[str, Any]:
    return {**data, **{key: str(data[key]).removeprefix(prefix) for key in ("path", "entry")}}


def _stand_in(event: Event, predictions: Iterable[Prediction]) -> Prediction | None:
    """A symbolic prediction that may mean this event too, as a loop body means every iteration."""
    for prediction in predictions:
        if (
            prediction.symbolic
            and prediction.names(event)
            and prediction.expects(event.outcome)
            and not _place_differences(prediction, event)
        ):
            return prediction
    return None


def _judge(event: Event, prediction: Prediction) -> Pair:
    outcome = [] if prediction.expects(event.outcome) else [f"said {prediction.outcome}"]
    place = _place_differences(prediction, event)
    value = _value_differences(prediction, event)
    if outcome:
        verdict = Verdict.WRONG_OUTCOME
    elif place:
        verdict = Verdict.WRONG_PLACE
    elif value:
        verdict = Verdict.WRONG_VALUE
    elif prediction.pattern is not None or prediction.outcome == CREATE_OR_REUSE:
        verdict = Verdict.COVERED
    else:
        verdict = Verdict.EXACT
    return Pair(verdict, event, prediction, (*outcome, *place, *value))


def _place_differences(prediction: Prediction, event: Event) -> list[str]:
    said, place = prediction.place, event.place
    if place is None or said == place:
        return []
    if (said.path, said.line, said.column) != (place.path, place.line, place.column):
        return [f"said {said}"]
    return [f"said it ends at {said.end_line}:{said.end_column}, not {place.end_line}:{place.end_column}"]


def _value_differences(prediction: Prediction, event: Event) -> list[str]:
    """Where the values differ. What scopelint left open (null) agrees with all; refusals have no values."""
    if event.outcome is Outcome.ERROR or prediction.outcome == Outcome.ERROR.value:
        return []
    differences: list[str] = []
    if not _shape_agrees(prediction.shape, event.shape):
        differences.append(f"said shape {_shape(prediction.shape)}, not {_shape(event.shape)}")
    if prediction.dtype not in (None, event.dtype):
        differences.append(f"said dtype {prediction.dtype}, not {event.dtype}")
    if prediction.trainable not in (None, event.trainable):
        differences.append(f"said trainable {prediction.trainable}, not {event.trainable}")
    return differences


def _shape_agrees(said: Sequence[int | None] | None, true: Sequence[int | None] | None) -> bool:
    if said is None:
        return True
    if true is None or len(said) != len(true):
        return False
    return all(size is None or size == real for size, real in zip(said, true, strict=True))


def _shape(shape: Sequence[int | None] | None) -> str:
    return "unknown" if shape is None else str(list(shape))


# Scores for the alignment: far enough apart that agreement in what matters more is not traded for less.

_SAME_NAME: Final = 1000
_SAME_OUTCOME: Final = 100
_SAME_PLACE: Final = 10
_LITERAL: Final = 2
_CERTAIN: Final = 1


def _score(event: Event, prediction: Prediction) -> int:
    """How well a prediction fits an event; 0 when they cannot be the same request."""
    if not prediction.names(event):
        return 0
    return (
        _SAME_NAME
        + _SAME_OUTCOME * prediction.expects(event.outcome)
        + _SAME_PLACE * (not _place_differences(prediction, event))
        + _LITERAL * (prediction.pattern is None)
        + _CERTAIN * prediction.certain
    )


def _align(events: Sequence[Event], predictions: Sequence[Prediction]) -> Iterator[tuple[int, int]]:
    """The indexes of the events and predictions that belong together, both ascending."""
    start = 0
    while start < min(len(events), len(predictions)) and _perfect(events[start], predictions[start]):
        yield start, start
        start += 1
    end = 0
    while end < min(len(events), len(predictions)) - start and _perfect(events[-1 - end], predictions[-1 - end]):
        end += 1
    middle = _align_middle(events[start : len(events) - end], predictions[start : len(predictions) - end])
    yield from ((start + number, start + index) for number, index in middle)
    yield from ((len(events) - back, len(predictions) - back) for back in range(end, 0, -1))


def _perfect(event: Event, prediction: Prediction) -> bool:
    best = _SAME_NAME + _SAME_OUTCOME + _SAME_PLACE + _LITERAL + _CERTAIN
    return _score(event, prediction) == best


def _align_middle(events: Sequence[Event], predictions: Sequence[Prediction]) -> list[tuple[int, int]]:
    """The alignment with the highest total score (dynamic programming over suffixes)."""
    rows, columns = len(events), len(predictions)
    scores = [[_score(event, prediction) for prediction in predictions] for event in events]
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            score = scores[row][column]
            together = best[row + 1][column + 1] + score if score else 0
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    found: list[tuple[int, int]] = []
    row = column = 0
    while row < rows and column < columns:
        score = scores[row][column]
        if score and best[row][column] == best[row + 1][column + 1] + score:
            found.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return found
