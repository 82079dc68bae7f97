"""`tf.summary`: what its functions put into collections (ops/summary_op_util.py, summary/summary.py).

Flows in: calls. Flows out: ops. That a collection is empty is known of graphs that nobody else has put anything into.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scopelint.domain.conditions import TRUE
from scopelint.domain.values import Sparse, Unknown, Value
from scopelint.interp import sparse
from scopelint.interp.host import plain
from scopelint.interp.library import regular
from scopelint.interp.natives import native
from scopelint.interp.tensorflow.ops import call, call_op
from scopelint.tf import dtypes, op_table, strangers
from scopelint.tf.objects import Tensor

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
        _collect(interp, summary, (signature.bind(args, kwargs) or {}).get("collections"))
        return summary


for _kind in ("scalar", "histogram", "image", "audio", "text", "tensor_summary"):
    _makes(_kind)


def _made_in_old_days(kind: str) -> None:
    """`tf.scalar_summary(tag, values)` and its kin, which TensorFlow 0.x had: the name is not the tag."""

    @native(f"tensorflow.{kind}_summary")
    def made(interp: Interpreter, *_: Value, collections: Value = None, name: Value = None, **__: Value) -> Value:
        summary = _op(interp, name, f"{kind.capitalize()}Summary")
        _collect(interp, summary, collections)
        return summary


for _kind in ("scalar", "histogram", "image", "audio"):
    _made_in_old_days(_kind)


@native("tensorflow.merge_summary")
def _merge_summary(interp: Interpreter, inputs: Value, collections: Value = None, name: Value = None) -> Value:
    return _op(interp, name, "MergeSummary")


def _op(interp: Interpreter, name: Value, default: str) -> Tensor:
    return Tensor((), dtypes.as_dtype("string"), interp.machine.take_op(name, default), graph=interp.machine.default_graph())


def _collect(interp: Interpreter, summary: Value, collections: Value) -> None:
    keys = plain(interp, collections)
    for key in (_SUMMARIES,) if keys is None else keys if isinstance(keys, tuple) else ():
        interp.machine.add_to_collection(key, summary)


@native("tensorflow.summary.merge_all", "tensorflow.merge_all_summaries")
def _merge_all(interp: Interpreter, key: Value = _SUMMARIES, scope: Value = None, name: Value = None) -> Value:
    """Nothing where nothing was collected; else a merge of the collection."""
    found = interp.machine.graphs.get_collection(key, regular.text_of(scope))
    some = interp.state.decide(sparse.any_is(interp, found, lambda _: TRUE)) if isinstance(found, Sparse) else bool(found)
    if (
        not some
        and not isinstance(key, Unknown)
        and scope is None
        and not strangers.were_here(interp.state, interp.machine.default_graph())
    ):
        return None
    arguments = {"inputs": interp.list(found)} | ({} if name is None else {"name": name})
    if some:
        return call_op(interp, "tensorflow.summary.merge", arguments)
    return call_op(interp, "tensorflow.summary.merge_all", {"key": key})
