"""The rules: what is a mistake in what an analysis recorded.

Flows in: a `Record` (the traces of all entries, the files that could not be read, the suppressions that suppress nothing). Flows out:
diagnostics, sorted, one per cause.
Rules know the trace alone: no libcst, no IR, no interpreter, no TF model.

One file a rule, `tfs123_its_name.py`, which the registry finds. It has a docstring, which is the rule's documentation; `META`; and `check`,
a function from the record to diagnostics. A new rule touches its own file, its fixtures (`fixtures/rules/TFS123/bad_*.py` and `ok_*.py`)
and a line of the changelog; `python -m tests.rule_docs` writes the rest.

The documentation is Markdown under fixed headings, in this order: What it does, Why it matters, Example (a program that has the finding,
and what TensorFlow says to it after the words "TensorFlow says:"), Mended (the program without it), When not to use it; Fix, if `META.fix`
is set; Options, if `META.options` names any. Tests run its programs through scopelint and through TensorFlow.

Refusals belong to exactly one rule each: `refusals.py` decides whose a story is, and the error rules word it.
"""

from __future__ import annotations

from scopelint.rules.base import Meta, Record, Rule
from scopelint.rules.checking import Checked, check

__all__ = ["Checked", "Meta", "Record", "Rule", "check"]
