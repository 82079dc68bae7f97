"""Drivers of `tf.contrib.rnn` that TensorFlow 2.15 has no more: several layers, each in both directions.

They open the scopes that tensorflow/contrib/rnn/python/ops/rnn.py of TensorFlow 1.15 opened.
"""

from __future__ import annotations

from typing import Any, Final

import tensorflow.compat.v1 as tf

__all__: Final = ("stack_bidirectional_dynamic_rnn", "stack_bidirectional_rnn")


def stack_bidirectional_rnn(
    cells_fw: Any,
    cells_bw: Any,
    inputs: Any,
    initial_states_fw: Any = None,
    initial_states_bw: Any = None,
    dtype: Any = None,
    sequence_length: Any = None,
    scope: Any = None,
) -> Any:
    """Static bidirectional layers on top of each other, each in the scope `cell_N` of
    `stack_bidirectional_rnn`."""
    forward, backward = _initial_states(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    states = []
    layer = inputs
    with tf.variable_scope(scope or "stack_bidirectional_rnn"):
        for number, (cell_fw, cell_bw) in enumerate(zip(cells_fw, cells_bw, strict=True)):
            with tf.variable_scope(f"cell_{number}") as cell_scope:
                layer, *last = tf.nn.static_bidirectional_rnn(
                    cell_fw,
                    cell_bw,
                    layer,
                    initial_state_fw=forward[number],
                    initial_state_bw=backward[number],
                    sequence_length=sequence_length,
                    dtype=dtype,
                    scope=cell_scope,
                )
            states.append(last)
    return (layer, *(tuple(direction) for direction in zip(*states, strict=True)))


def stack_bidirectional_dynamic_rnn(
    cells_fw: Any,
    cells_bw: Any,
    inputs: Any,
    initial_states_fw: Any = None,
    initial_states_bw: Any = None,
    dtype: Any = None,
    sequence_length: Any = None,
    parallel_iterations: int | None = None,
    time_major: bool = False,
    scope: Any = None,
    swap_memory: bool = False,
) -> Any:
    """Dynamic bidirectional layers on top of each other, each in the scope `cell_N` of
    `stack_bidirectional_rnn`."""
    forward, backward = _initial_states(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    states = []
    layer = inputs
    with tf.variable_scope(scope or "stack_bidirectional_rnn"):
        for number, (cell_fw, cell_bw) in enumerate(zip(cells_fw, cells_bw, strict=True)):
            with tf.variable_scope(f"cell_{number}"):
                outputs, last = tf.nn.bidirectional_dynamic_rnn(
                    cell_fw,
                    cell_bw,
                    layer,
                    initial_state_fw=forward[number],
                    initial_state_bw=backward[number],
                    sequence_length=sequence_length,
                    parallel_iterations=parallel_iterations,
                    dtype=dtype,
                    time_major=time_major,
                    swap_memory=swap_memory,
                )
                layer = tf.concat(outputs, 2)
            states.append(last)
    return (layer, *(tuple(direction) for direction in zip(*states, strict=True)))


def _initial_states(cells_fw: Any, cells_bw: Any, forward: Any, backward: Any) -> tuple[list[Any], list[Any]]:
    """The initial states by layer, None where there is none.

    Raises:
        ValueError: the cells are no lists of one length.
    """
    if not isinstance(cells_fw, list) or not isinstance(cells_bw, list) or not cells_fw:
        raise ValueError("cells_fw and cells_bw must be lists of RNNCells (one per layer).")
    if len(cells_fw) != len(cells_bw):
        raise ValueError("Forward and Backward cells must have the same depth.")
    return forward or [None] * len(cells_fw), backward or [None] * len(cells_bw)
