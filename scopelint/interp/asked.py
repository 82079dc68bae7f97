"""What the user says about a run that the program itself does not: values of flags, arguments and parameters, entry points, versions.

Flows in: plain values, as settings have them. Flows out: values of the program. Knows nothing of settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from scopelint.domain.values import MISSING, Value

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_VERSIONS: Final = frozenset({"tensorflow.__version__", "tensorflow.VERSION", "tensorflow.version.VERSION"})


class Asked(msgspec.Struct, frozen=True):
    """What is known beforehand.

    Attributes:
        assume: values by name, in nested tables: `FLAGS.name` for flags, `args.name` for arguments of the command line,
            `function.parameter` and `Class.method.parameter` for the parameters of functions that nothing calls.
        tensorflow: the version of TensorFlow, such as "1.15".
        entries: functions to be run as entries, as `path::function` or `path::Class.method`.
        given: options of the command line that are taken for given, by name, though nothing says with what value.
        python2: whether the files may have been written for Python 2, also those that Python 3 can read.
    """

    assume: Mapping[str, Any] = msgspec.field(default_factory=dict)
    tensorflow: str | None = None
    entries: tuple[str, ...] = ()
    python2: bool = False
    given: frozenset[str] = frozenset()

    @property
    def eager(self) -> bool:
        """Whether that version of TensorFlow executes eagerly from the start."""
        return self.tensorflow is not None and self.tensorflow.partition(".")[0].isdigit() and int(self.tensorflow.partition(".")[0]) > 1

    @property
    def tensorflow1(self) -> bool:
        """Whether that version is said and before 2.0: where names differ between releases, 1.15's are told."""
        return self.tensorflow is not None and self.tensorflow.startswith("1.")

    def value(self, interp: Interpreter, *names: str) -> Value:
        """The value that is assumed under these nested names; `MISSING` where nothing is."""
        found: Any = self.assume
        for name in names:
            if not isinstance(found, Mapping) or name not in found:
                return MISSING
            found = found[name]
        return _value(interp, found)

    def constant(self, canonical: str) -> Value:
        """What a name of a library is, where that follows from a version; else `MISSING`."""
        if self.tensorflow is None or canonical not in _VERSIONS:
            return MISSING
        return self.tensorflow if self.tensorflow.count(".") > 1 else f"{self.tensorflow}.0"


def _value(interp: Interpreter, plain: Any) -> Value:
    if isinstance(plain, Mapping):
        return interp.dict({key: _value(interp, one) for key, one in plain.items()})
    if isinstance(plain, (list, tuple)):
        return interp.list([_value(interp, one) for one in plain])
    result: Value = plain
    return result
