"""The oracle: asks the real TensorFlow what a TensorFlow 1 program does with its variables.

| module | in -> out | TensorFlow? |
|---|---|---|
| `truth` | what TensorFlow did, as frozen values and as the text of a truth file | no |
| `compare` | a truth and `scopelint names --format json` -> where they differ | no |
| `oracle` | programs -> results, by way of a server process | no |
| `record` | a folder of fixtures -> truth files written, or found stale | no |
| `server` | imports TensorFlow once, forks per program | yes |
| `program` | one program, in its forked child -> records | yes |
| `hooks` | TensorFlow's methods, watched | yes |
| `places` | frames -> places in the user's code | no |
| `shims/` | TensorFlow 1 and `tf.contrib` out of TensorFlow 2.15 and tf_slim | yes |
"""

from __future__ import annotations

from .compare import Comparison, Pair, Prediction, Verdict, compare
from .oracle import Oracle, OracleUnavailableError, Program, Result
from .truth import Call, Ended, Event, Outcome, Place, ProgramError, Truth, Via, dumps, loads

__all__ = [
    "Call",
    "Comparison",
    "Ended",
    "Event",
    "Oracle",
    "OracleUnavailableError",
    "Outcome",
    "Pair",
    "Place",
    "Prediction",
    "Program",
    "ProgramError",
    "Result",
    "Truth",
    "Verdict",
    "Via",
    "compare",
    "dumps",
    "loads",
]
