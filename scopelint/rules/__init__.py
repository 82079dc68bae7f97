"""The rules: what is a mistake in what an analysis recorded.

Flows in: a `Record` (the traces of all entries, the files that could not be read). Flows out: diagnostics, sorted, one per cause.
Rules know the trace alone: no libcst, no IR, no interpreter, no TF model.

One file a rule, `tfs123_its_name.py`, which the registry finds. It has a docstring, which is the rule's documentation; `META`; and `check`,
a function from the record to diagnostics.
"""

from __future__ import annotations

from scopelint.rules.base import Meta, Record, Rule
from scopelint.rules.checking import Checked, check

__all__ = ["Checked", "Meta", "Record", "Rule", "check"]
