"""`tf.summary`: what its functions put into collections (ops/summary_op_util.py, summary/summary.py).

Flows in: calls. Flows out: ops. That a collection is empty is known of graphs that nobody else has put anything into.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scopelint.domain.values import MISSING, Unknown, Value
from scopelint.interp.host import plain
from scopelint.interp.natives import native
from scopelint.interp.tensorflow.ops import call, call_op
from scopelint.tf import op_table

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

_SUMMARIES: Final = "summaries"


def _makes(kind: str) -> None:
    canonical = f"tensorflow.summary.{kind}"

    @native(canonical, lazy=True)
    def made(interp: Interpreter, *args: Value, **kwargs: Value) -> Value:
        signature = op_table.lookup(canonical)
        assert signature is not None
        summary = call(interp, signature, args, kwargs)
        keys = plain(interp, (signature.bind(args, kwargs) or {}).get("collections"))
        for key in (_SUMMARIES,) if keys is None else keys if isinstance(keys, tuple) else ():
            interp.machine.add_to_collection(key, summary)
        return summary


for _kind in ("scalar", "histogram", "image", "audio", "text", "tensor_summary"):
    _makes(_kind)


@native("tensorflow.summary.merge_all", "tensorflow.merge_all_summaries")
def _merge_all(interp: Interpreter, key: Value = _SUMMARIES, scope: Value = None, name: Value = None) -> Value:
    """Nothing where nothing was collected; else a merge of the collection."""
    found = interp.machine.graphs.get_collection(key, scope)
    if not found and not isinstance(key, Unknown) and scope is None and not interp.machine.default_graph().open:
        return None
    arguments = {"inputs": interp.list(found)} | ({} if name is None else {"name": name})
    if found and all(value is not MISSING for value in found):
        return call_op(interp, "tensorflow.summary.merge", arguments)
    return call_op(interp, "tensorflow.summary.merge_all", {"key": key})
