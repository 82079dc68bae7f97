"""LSTMs over time and frequency (contrib/rnn/python/ops/rnn_cell.py of TensorFlow 1.15)."""

import collections

import _scopelint
import tensorflow as tf
from tensorflow.contrib.rnn._lstm_cells import _peepholes, _sharded
from tensorflow.nn.rnn_cell import RNNCell


def _gates(kernel, bias, shape, dtype, shards):
    """The parts of a kernel, and its bias."""
    weights = _sharded(kernel, shape, dtype, shards)
    return weights + [tf.get_variable(bias, shape=[shape[1]], initializer=tf.zeros_initializer(), dtype=dtype)]


def _steps(size, feature_size, skip):
    return int((size - feature_size) / skip) + 1


def _input_size(inputs):
    size = inputs.get_shape()[-1].value
    if size is None:
        raise ValueError("Cannot infer input_size from static shape inference.")
    return size


class TimeFreqLSTMCell(RNNCell):
    def __init__(
        self, num_units, use_peepholes=False, cell_clip=None, initializer=None, num_unit_shards=1, forget_bias=1.0, feature_size=None,
        frequency_skip=1, reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._shards = num_unit_shards
        self._feature_size = feature_size
        self._skip = frequency_skip

    @property
    def state_size(self):
        return 2 * self._num_units

    @property
    def output_size(self):
        return self._num_units

    def call(self, inputs, state):
        units, dtype = self._num_units, inputs.dtype
        steps = _steps(_input_size(inputs), self._feature_size, self._skip)
        weights = _gates("W", "B", [self._feature_size + 2 * units, 4 * units], dtype, self._shards)
        if self._use_peepholes:
            weights += _peepholes(["W_F_diag", "W_I_diag", "W_O_diag"], units, dtype)
        output = _scopelint.tensor([inputs.shape[0], steps * units], dtype, inputs, state, *weights)
        return output, _scopelint.tensor([inputs.shape[0], 2 * steps * units], dtype, inputs, state, *weights)


class GridLSTMCell(RNNCell):
    """One LSTM over time and one over frequency for each block of frequencies."""

    def __init__(
        self, num_units, use_peepholes=False, share_time_frequency_weights=False, cell_clip=None, initializer=None, num_unit_shards=1,
        forget_bias=1.0, feature_size=None, frequency_skip=None, num_frequency_blocks=None, start_freqindex_list=None,
        end_freqindex_list=None, couple_input_forget_gates=False, state_is_tuple=True, reuse=None,
    ):
        super().__init__(_reuse=reuse)
        if num_frequency_blocks is None:
            raise ValueError("Must specify num_frequency_blocks")
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._shared = share_time_frequency_weights
        self._shards = num_unit_shards
        self._feature_size = feature_size
        self._skip = frequency_skip
        self._blocks = num_frequency_blocks
        self._starts = start_freqindex_list
        self._ends = end_freqindex_list
        self._coupled = couple_input_forget_gates
        self._state_is_tuple = state_is_tuple
        self._total = sum(int(steps) for steps in num_frequency_blocks)
        self._state_tuple_type = self._state_type("GridLSTMStateTuple", ["state"]) if state_is_tuple else None

    def _state_type(self, name, prefixes):
        places = [(p, step, block) for p in prefixes for block, steps in enumerate(self._blocks) for step in range(steps)]
        return collections.namedtuple(name, [("%s_f%02d_b%02d" % place) + end for place in places for end in ("_c", "_m")])

    @property
    def state_tuple_type(self):
        return self._state_tuple_type

    @property
    def state_size(self):
        if self._state_is_tuple:
            return self._state_tuple_type(*([self._num_units] * len(self._state_tuple_type._fields)))
        return self._num_units * self._total * 2

    @property
    def output_size(self):
        return self._num_units * self._total * 2

    def _check(self, size):
        """The steps of each block must be what the sizes give."""
        if not self._starts:
            if len(self._blocks) != 1:
                raise ValueError("Length of num_frequency_blocks is not 1, but instead is %d" % len(self._blocks))
            sizes = [size]
        elif len(self._starts) != len(self._ends) or len(self._blocks) != len(self._starts):
            raise ValueError("Length of start and end freqindex_list does not match")
        else:
            sizes = [end - start for start, end in zip(self._starts, self._ends)]
        for wanted, size in zip(self._blocks, sizes):
            if _steps(size, self._feature_size, self._skip) != wanted:
                message = "Invalid num_frequency_blocks, requires %d but gets %d, please check the input size and filter config are correct."
                raise ValueError(message % (wanted, _steps(size, self._feature_size, self._skip)))

    def _weights(self, block, dtype):
        """What the LSTMs of a block ask for."""
        units, directions = self._num_units, "f" if self._shared else "ft"
        shape = [self._feature_size + 2 * units, (3 if self._coupled else 4) * units]
        weights = []
        for letter in directions:
            weights += _gates("W_%s_%d" % (letter, block), "B_%s_%d" % (letter, block), shape, dtype, self._shards)
        if self._use_peepholes:
            gates = "IO" if self._coupled else "FIO"
            for direction in ("freq",) if self._shared else ("freq", "time"):
                names = ["W_%s_diag_%s%s_%d" % (gate, direction, end, block) for gate in gates for end in "ft"]
                weights += _peepholes(names, units, dtype)
        return weights

    def _all_weights(self, dtype):
        weights = []
        for block in range(len(self._blocks)):
            weights += self._weights(block, dtype)
        return weights

    def call(self, inputs, state):
        self._check(_input_size(inputs))
        return self._results(inputs, state, self._all_weights(inputs.dtype))

    def _results(self, inputs, state, weights):
        states = list(state) if self._state_is_tuple else [state]

        def made(size):
            return _scopelint.tensor([inputs.shape[0], size], inputs.dtype, inputs, *states, *weights)

        sizes = self.state_size
        return made(self.output_size), type(sizes)(*(made(size) for size in sizes)) if self._state_is_tuple else made(sizes)


class BidirectionalGridLSTMCell(GridLSTMCell):
    """The LSTM over frequency goes both ways, with weights of their own."""

    def __init__(
        self, num_units, use_peepholes=False, share_time_frequency_weights=False, cell_clip=None, initializer=None, num_unit_shards=1,
        forget_bias=1.0, feature_size=None, frequency_skip=None, num_frequency_blocks=None, start_freqindex_list=None,
        end_freqindex_list=None, couple_input_forget_gates=False, backward_slice_offset=0, reuse=None,
    ):
        super().__init__(
            num_units, use_peepholes, share_time_frequency_weights, cell_clip, initializer, num_unit_shards, forget_bias, feature_size,
            frequency_skip, num_frequency_blocks, start_freqindex_list, end_freqindex_list, couple_input_forget_gates, True, reuse,
        )
        self._state_tuple_type = self._state_type("BidirectionalGridLSTMStateTuple", ["fwd_state", "bwd_state"])

    @property
    def output_size(self):
        return 2 * self._num_units * self._total * 2

    def _all_weights(self, dtype):
        weights = []
        for direction in ("fwd", "bwd"):
            with tf.variable_scope(direction):
                weights += super()._all_weights(dtype)
        return weights
