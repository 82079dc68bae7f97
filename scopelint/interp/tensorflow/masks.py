"""Masks of Keras: which steps of a tensor count is said by another tensor, its attribute `_keras_mask` (keras/engine/base_layer_v1.py).

Flows in: what layers take and give. Flows out: their masks, None where there is none. Most programs have no masks: what each call of a
layer asks is answered by a look at its tensors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scopelint.domain.values import MISSING, Choice, Value
from scopelint.interp.class_attributes import lookup
from scopelint.interp.natives import native
from scopelint.interp.objects import ClassObj, DictObj, Instance, ListObj
from scopelint.interp.tensorflow import nest
from scopelint.interp.tensorflow.networks import CHECKED
from scopelint.tf.objects import Tensor

if TYPE_CHECKING:
    from scopelint.interp.interpreter import Interpreter

MASK: Final = "_keras_mask"


def _mask(interp: Interpreter, value: Value) -> Value:
    """The mask of one tensor."""
    return interp.state.get(value.fields, MASK, None) if isinstance(value, Tensor) and MASK in value.fields else None


def _is_masked(value: Value) -> bool:
    """Whether a tensor, or one in a structure, has been given a mask or None for one."""
    if isinstance(value, Tensor):
        return MASK in value.fields
    inner = nest.held(value) if isinstance(value, (tuple, ListObj, DictObj, Choice)) else None
    return inner is not None and any(_is_masked(each) for each in inner)


@native("_scopelint.masks_of", lazy=True)
def masks_of(interp: Interpreter, values: Value) -> Value:
    """The masks of tensors, in a structure like theirs; None where none of them has one."""
    if not _is_masked(values):
        return None
    masks = nest.map_structure(interp, lambda each: interp.each(each, lambda one: _mask(interp, one)), values)
    return masks if any(mask is not None for mask in nest.flatten(interp, masks)) else None


@native("_scopelint.set_masks", lazy=True)
def set_masks(interp: Interpreter, tensors: Value, masks: Value) -> Value:
    """Give tensors their masks; None takes them all away."""
    if masks is None and not _is_masked(tensors):
        return None
    flat = nest.flatten(interp, tensors)
    of_each = [None] * len(flat) if masks is None else nest.flatten(interp, masks)
    for tensor, mask in zip(flat, of_each, strict=False):
        if isinstance(tensor, Tensor):
            interp.state.set(tensor.fields, MASK, mask)
        if isinstance(mask, Tensor):
            mask.fields[CHECKED] = False  # a model does not ask where a mask comes from
    return None


@native("_scopelint.may_mask", lazy=True)
def may_mask(interp: Interpreter, layer: Value, outputs: Value, base: Value) -> Value:
    """Whether a layer has a `compute_mask` that is not the `base`'s, or gives tensors that have masks already."""
    own = lookup(layer.cls, "compute_mask") if isinstance(layer, Instance) else MISSING
    default = lookup(base, "compute_mask") if isinstance(base, ClassObj) else MISSING
    return own is not default or _is_masked(outputs)
