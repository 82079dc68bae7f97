"""TensorFlow's primitives as native functions: where the interpreter meets the TensorFlow model.

Importing this package registers everything with `scopelint.interp.natives`. Behaviour lies in
`scopelint.tf`; here are signatures and attribute names only. APIs above the primitives are stubs.
"""

from scopelint.interp.tensorflow import (
    classes,
    concurrent,
    control,
    gradients,
    graphs,
    layer_shapes,
    layers,
    library_objects,
    masks,
    nest,
    networks,
    notes,
    ops,
    scopes,
    shapes,
    stand_ins,
    summaries,
    support,
    switches,
    tensors,
    variables,
)

__all__ = [
    "classes",
    "concurrent",
    "control",
    "gradients",
    "graphs",
    "layer_shapes",
    "layers",
    "library_objects",
    "masks",
    "nest",
    "networks",
    "notes",
    "ops",
    "scopes",
    "shapes",
    "stand_ins",
    "summaries",
    "support",
    "switches",
    "tensors",
    "variables",
]
