"""Objects of the program that stand for tensors: `tf.register_tensor_conversion_function`, and the operators of `tf.Tensor` as functions.

Flows in: classes of the program and what makes tensors of their objects. Flows out: tensors, where an op takes such an object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scopelint import ir
from scopelint.domain.values import Value
from scopelint.interp import operators
from scopelint.interp.classes import FROZENSET
from scopelint.interp.contents import subscript
from scopelint.interp.host import CONVERSION
from scopelint.interp.natives import native
from scopelint.interp.objects import CONTENT, ClassObj, NativeFunction, SetObj
from scopelint.interp.tensorflow.classes import TENSOR

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter


@native("tensorflow.register_tensor_conversion_function", lazy=True)
def _register(interp: Interpreter, base_type: Value, conversion_func: Value, priority: Value = 100) -> Value:
    for cls in base_type if isinstance(base_type, tuple) else (base_type,):
        if isinstance(cls, ClassObj) and cls.python is None:
            interp.state.set(cls.fields, CONVERSION, conversion_func)
    return None


_BINARY: Final = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "div": ir.CLASSIC_DIVISION,
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
    "pow": "**",
    "matmul": "@",
    "and": "&",
    "or": "|",
    "xor": "^",
}
_COMPARED: Final = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_UNARY: Final = {"invert": "~", "neg": "-"}


def _methods() -> dict[str, NativeFunction]:
    """The operators of tensors (`Tensor.OVERLOADABLE_OPERATORS` of framework/ops.py)."""
    found = {"__getitem__": NativeFunction("__getitem__", subscript)}
    for word, op in _BINARY.items():
        found[f"__{word}__"] = NativeFunction(f"__{word}__", lambda i, a, b, _op=op: operators.binary(i, _op, a, b))
        found[f"__r{word}__"] = NativeFunction(f"__r{word}__", lambda i, a, b, _op=op: operators.binary(i, _op, b, a))
    for word, op in _COMPARED.items():
        found[f"__{word}__"] = NativeFunction(f"__{word}__", lambda i, a, b, _op=op: operators.compare(i, _op, a, b))
    for word, op in _UNARY.items():
        found[f"__{word}__"] = NativeFunction(f"__{word}__", lambda i, a, _op=op: operators.unary(i, _op, a))
    absolute = NativeFunction("__abs__", lambda i, a: i.call(i.getattr(i.modules.outside(i, "tensorflow"), "abs"), (a,)))
    return {**found, "__abs__": absolute}


def _set_operators() -> None:
    found = _methods()
    names = SetObj(FROZENSET)
    names.fields[CONTENT] = tuple(found)
    names.fields.born = 0
    TENSOR.fields.update(found)
    TENSOR.fields["OVERLOADABLE_OPERATORS"] = names


_set_operators()
