"""TensorFlow's classes as values: what `isinstance` and `type` see.

Flows in: nothing. Flows out: one `ClassObj` per class, known to `interp.classes.class_of`.
"""

from __future__ import annotations

from typing import Final

from scopelint.interp import classes
from scopelint.interp.natives import FUNCTIONS
from scopelint.interp.objects import ClassObj
from scopelint.tf.objects import (
    Dimension,
    DType,
    Graph,
    Operation,
    PartitionedVariable,
    Tensor,
    TensorShape,
    Variable,
    VariableScope,
)


def _class(name: str, python: type, *canonical: str) -> ClassObj:
    made = ClassObj(name, (classes.OBJECT,), python=python)
    classes.register(python, made)
    for each in canonical:
        FUNCTIONS[each] = made
    return made


TENSOR: Final = _class("Tensor", Tensor, "tensorflow.Tensor")
VARIABLE: Final = _class("Variable", Variable, "tensorflow.Variable", "tensorflow.VariableV1")
GRAPH: Final = _class("Graph", Graph, "tensorflow.Graph")
OPERATION: Final = _class("Operation", Operation, "tensorflow.Operation")
VARIABLE_SCOPE: Final = _class("VariableScope", VariableScope, "tensorflow.VariableScope")
TENSOR_SHAPE: Final = _class("TensorShape", TensorShape, "tensorflow.TensorShape")
DIMENSION: Final = _class("Dimension", Dimension, "tensorflow.Dimension")
DTYPE: Final = _class("DType", DType, "tensorflow.DType")
PARTITIONED: Final = _class("PartitionedVariable", PartitionedVariable, "tensorflow.PartitionedVariable")
