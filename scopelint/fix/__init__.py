"""Fixes: what rules propose becomes edits of the text, and edits become a file's new bytes.

Flows in: diagnostics with a `Repair`, and the texts that they are about. Flows out: diagnostics with a `Fix`; the bytes of files with fixes
applied. Edits replace only what has to change: comments, blanks, line ends, the encoding and a byte order mark stay as they are. Knows no
stage but the reading of files.
"""

from __future__ import annotations

from scopelint.fix.apply import Batch, batch
from scopelint.fix.buffer import Buffer
from scopelint.fix.files import Unfixable, can_be_made, rewritten
from scopelint.fix.marking import marked
from scopelint.fix.propose import proposed
from scopelint.fix.writing import write

__all__ = ["Batch", "Buffer", "Unfixable", "batch", "can_be_made", "marked", "proposed", "rewritten", "write"]
