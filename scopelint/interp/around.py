"""What stands around an event, as its context tells it: events that follow one another share what they have in common.

Flows in: the call stack. Flows out: plain data for contexts. A large graph has hundreds of thousands of events, each deep in a program.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from scopelint.interp.frames import Step
from scopelint.interp.objects import GETTER, FunctionObj
from scopelint.model import Site
from scopelint.trace import Function, LoopTurn

T = TypeVar("T")


class Around(NamedTuple):
    """The sites of the user's calls and the functions that they stand in, the innermost last; the library's calls within; the loops."""

    sites: tuple[Site, ...] = ()
    calls: tuple[Site, ...] = ()
    functions: tuple[Function, ...] = ()
    through: tuple[str, ...] = ()
    loops: tuple[LoopTurn, ...] = ()

    def then(self, steps: list[Step], through: tuple[str, ...], loops: tuple[LoopTurn, ...]) -> Around:
        """What stands around the event that comes next, in which the user's program has made the calls `steps`."""
        sites = _shared(self.sites, tuple([step.site for step in steps]))
        return Around(
            sites,
            self.calls if sites is self.sites else _shared(self.calls, sites[:-1]),
            _shared(self.functions, tuple(map(_function, steps))),
            _shared(self.through, through),
            _shared(self.loops, loops),
        )


def _shared(known: tuple[T, ...], told: tuple[T, ...]) -> tuple[T, ...]:
    return known if known == told else told


def _function(step: Step) -> Function:
    """The function of the user's program that a call stands in; of one that a decorator put in the place of another, that other."""
    caller = step.caller
    if caller is None:
        return Function(step.file, "")
    wrapped = caller.fields.get("__wrapped__")
    function = wrapped if isinstance(wrapped, FunctionObj) else caller
    return Function(function.module.path or "", function.qualname, function.code.span.line, GETTER in function.fields)
