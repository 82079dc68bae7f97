"""What a family of the library consists of: calls with their options (`families.py`).

In: nothing. Out: the two classes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """One thing to call; `{o}` takes options, each with a comma before it.

    Attributes:
        use: the call: of a function, or of the object `{c}` that `make` makes.
        options: what may be added, one at a time and in pairs.
        make: what makes the object; "" for a function.
        name: the keyword that names it; "" where it has none.
        reuse: the keyword that shares; "" where it has none.
    """

    use: str
    options: tuple[str, ...] = ()
    make: str = ""
    name: str = "name"
    reuse: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """Calls that belong together.

    Attributes:
        setup: lines that each of its programs has at its head.
        served: whether the oracle (TensorFlow 2.15 with what stands in for contrib) has all of it.
    """

    name: str
    calls: tuple[Call, ...]
    setup: str = ""
    served: bool = True
