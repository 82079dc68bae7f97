"""Objects of TensorFlow classes without a model of their own: calling initializers, reading what they were made with.

Flows in: calls and attribute reads. Flows out: tensors of the wanted shape, arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scopelint.domain.values import Value
from scopelint.interp.host import initial_tensor, plain
from scopelint.interp.natives import method
from scopelint.interp.objects import LibraryObject
from scopelint.tf import dtypes, shapes

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@method(LibraryObject, "__call__")
def _call(interp: Interpreter, called: LibraryObject, shape: Value = None, dtype: Value = None, **_: Value) -> Value:
    """An initializer called by hand gives a tensor; anything else is not known."""
    if not called.callable or "initializer" not in called.name.lower():
        return interp.unknown(interp.modules.current_text, f"a call of {called.name}")
    dims = shapes.shape_of_value(plain(interp, shape))
    return initial_tensor(interp, called, dims if isinstance(dims, tuple) else None, None if dtype is None else dtypes.as_dtype(dtype))
