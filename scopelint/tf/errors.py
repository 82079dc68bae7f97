"""What TensorFlow's scope machinery raises, as a Python exception of scopelint's own.

Flows in: the machine's checks. Flows out: `TFError`, which the interpreter turns into the analysed
program's exception. Knows no syntax and no interpreter.
"""

from __future__ import annotations

from collections.abc import Callable

from scopelint.domain.values import Value
from scopelint.trace import RaiseEvent, Refusal, VariableEvent


class TFError(Exception):
    """TensorFlow raises here.

    `event` is the record of it, already in the trace; whoever finds that the program catches the
    exception sets its `caught`. `recovery`, where there is one, does what the call would have done
    had it not been refused, and returns its result: for a program that does not catch, so that the
    analysis can go on.
    """

    def __init__(
        self,
        refusal: Refusal,
        event: VariableEvent | RaiseEvent,
        recovery: Callable[[], Value] | None = None,
    ) -> None:
        super().__init__(f"{refusal.exception}: {refusal.message}")
        self.refusal = refusal
        self.event = event
        self.recovery = recovery
        self.outside = False
        """It was raised in a function of the analysed program that the machine called."""
        self.first: VariableEvent | None = None
        """The creation of the variable that stands in the way."""
