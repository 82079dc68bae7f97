"""Attention, Einstein sums, feature columns as layers (keras/layers/attention/*.py, keras/layers/core/einsum_dense.py, feature_column/dense_features.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.keras import activations, initializers, regularizers
from tensorflow.keras.engine.base_layer import Layer


def _replaced(shape, axis, size):
    return None if shape is None else _scopelint.replaced_size(shape, axis, size)


class _DotAttention(Layer):
    """Queries, values and perhaps keys: what comes out has the steps of the queries and the size of the values."""

    _carries_masks = True

    def __init__(self, dropout=0.0, **kwargs):
        super().__init__(**kwargs)
        self.scale = None

    def call(self, inputs, mask=None, training=None, return_attention_scores=False, use_causal_mask=False):
        query, value = inputs[0], inputs[1]
        sources = list(inputs) + ([] if self.scale is None else [self.scale])
        size = value.shape[-1] if value.shape.ndims is not None else None
        result = _scopelint.tensor(_replaced(query.get_shape(), -1, size), query.dtype, *sources)
        if not return_attention_scores:
            return result
        steps = value.shape[1] if value.shape.ndims is not None else None
        return result, _scopelint.tensor(_replaced(query.get_shape(), -1, steps), query.dtype, *sources)

    def compute_mask(self, inputs, mask=None):
        return mask[0] if mask else None


class Attention(_DotAttention):
    def __init__(self, use_scale=False, score_mode="dot", **kwargs):
        super().__init__(**kwargs)
        self.use_scale = use_scale
        self.score_mode = score_mode

    def build(self, input_shape):
        if self.use_scale:
            self.scale = self.add_weight(name="scale", shape=(), initializer="ones", dtype=self.dtype, trainable=True)
        if self.score_mode == "concat":
            self.concat_score_weight = self.add_weight(name="concat_score_weight", shape=(), initializer="ones", dtype=self.dtype, trainable=True)
        self.built = True


class AdditiveAttention(_DotAttention):
    def __init__(self, use_scale=True, **kwargs):
        super().__init__(**kwargs)
        self.use_scale = use_scale

    def build(self, input_shape):
        if self.use_scale:
            size = _scopelint.defined_size(input_shape[1], -1, "The last dimension of the values must be defined.")
            self.scale = self.add_weight(name="scale", shape=[size], initializer="glorot_uniform", dtype=self.dtype, trainable=True)
        self.built = True


class EinsumDense(Layer):
    """The kernel has those axes that the equation's second operand names."""

    def __init__(
        self, equation, output_shape, activation=None, bias_axes=None, kernel_initializer="glorot_uniform", bias_initializer="zeros",
        kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs
    ):
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        self.equation = equation
        self.partial_output_shape = [output_shape] if isinstance(output_shape, int) else list(output_shape)
        self.bias_axes = bias_axes
        self.activation = activations.get(activation)
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = kernel_constraint
        self.bias_constraint = bias_constraint

    def build(self, input_shape):
        operands, outputs = self.equation.replace(" ", "").replace("...", "").split("->")
        inputs, kernel = operands.split(",")
        sizes = list(input_shape)
        extra = len(sizes) - len(inputs)
        first = extra if self.equation.startswith("...") else 0
        known = {letter: sizes[first + i] for i, letter in enumerate(inputs)}
        wanted = self.partial_output_shape[-len(outputs) :] if len(self.partial_output_shape) >= len(outputs) else self.partial_output_shape
        for letter, size in zip(reversed(outputs), reversed(wanted)):
            if size is not None:
                known[letter] = size
        self._made = [None if letter not in known else known[letter] for letter in outputs]
        self._before = sizes[:extra] if first else []
        self.kernel = self.add_weight(
            "kernel", shape=[known[letter] for letter in kernel], initializer=self.kernel_initializer, regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint, dtype=self.dtype, trainable=True,
        )
        self.bias = None
        if self.bias_axes is not None:
            at = min(outputs.index(letter) for letter in self.bias_axes)
            shape = [known[letter] if letter in self.bias_axes else 1 for letter in outputs[at:]]
            self.bias = self.add_weight(
                "bias", shape=shape, initializer=self.bias_initializer, regularizer=self.bias_regularizer, constraint=self.bias_constraint,
                dtype=self.dtype, trainable=True,
            )
        self.built = True

    def call(self, inputs):
        made_of = [inputs, self.kernel] + ([] if self.bias is None else [self.bias])
        return self.activation(_scopelint.tensor(self._before + self._made, inputs.dtype, *made_of))


class MultiHeadAttention(Layer):
    """Queries, keys and values are projected by layers that are made at the first call."""

    _carries_masks = True

    def __init__(
        self, num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True, output_shape=None, attention_axes=None,
        kernel_initializer="glorot_uniform", bias_initializer="zeros", kernel_regularizer=None, bias_regularizer=None,
        activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs
    ):
        super().__init__(**kwargs)
        self._num_heads = num_heads
        self._key_dim = key_dim
        self._value_dim = value_dim or key_dim
        self._use_bias = use_bias
        self._output_shape = output_shape
        self._of_layers = {
            "kernel_initializer": kernel_initializer, "bias_initializer": bias_initializer, "kernel_regularizer": kernel_regularizer,
            "bias_regularizer": bias_regularizer, "activity_regularizer": activity_regularizer, "kernel_constraint": kernel_constraint,
            "bias_constraint": bias_constraint,
        }
        self._query_dense = None

    def _projection(self, tensor, name, sizes, heads_first=False):
        """A layer from the last axis (the heads and their size) to these sizes; what comes before them stays."""
        rank = tensor.shape.ndims or 3
        outer = "abcdefgh"[: rank - 1]
        inner, made = ("xy", "z" if len(sizes) == 1 else "zwv"[: len(sizes)]) if heads_first else ("x", "yz")
        return EinsumDense(
            outer + inner + "," + inner + made + "->" + outer + made, output_shape=[None] * (rank - 1) + list(sizes),
            bias_axes=made if self._use_bias else None, name=name, **self._of_layers
        )

    def call(self, query, value, key=None, attention_mask=None, return_attention_scores=False, training=None, use_causal_mask=False):
        key = value if key is None else key
        if self._query_dense is None:
            size = self._output_shape
            size = query.shape[-1] if size is None else size
            self._query_dense = self._projection(query, "query", (self._num_heads, self._key_dim))
            self._key_dense = self._projection(key, "key", (self._num_heads, self._key_dim))
            self._value_dense = self._projection(value, "value", (self._num_heads, self._value_dim))
            self._output_dense = self._projection(query, "attention_output", size if isinstance(size, (list, tuple)) else [size], True)
        queries, keys, values = self._query_dense(query), self._key_dense(key), self._value_dense(value)
        attended = _replaced(queries.get_shape(), -1, self._value_dim)
        output = self._output_dense(_scopelint.tensor(attended, query.dtype, queries, keys, values))
        if not return_attention_scores:
            return output
        return output, _scopelint.tensor([query.shape[0], self._num_heads, query.shape[1], key.shape[1]], query.dtype, queries, keys)


class DenseFeatures(Layer):
    """`input_layer` whose embeddings stand in the layer (feature_column/dense_features.py)."""

    def __init__(self, feature_columns, trainable=True, name=None, **kwargs):
        super().__init__(name=name, trainable=trainable, **kwargs)
        self._feature_columns = feature_columns
        self._features = None

    def _check_input(self, inputs):
        pass

    def build(self, input_shape):
        self.built = True

    def call(self, features, cols_to_output_tensors=None, training=None):
        if self._features is None:
            self._features = {}
            columns = self._feature_columns if isinstance(self._feature_columns, (list, tuple)) else [self._feature_columns]
            for column in sorted(columns, key=lambda each: each.name):
                if hasattr(column, "categorical_column"):
                    with tf.name_scope(column.name):
                        self._features[column.name] = self.add_weight(
                            "embedding_weights", shape=[column.categorical_column.num_buckets, column.dimension],
                            initializer=column._initializer, trainable=self.trainable and column._trainable,
                        )
        sizes = [column.size for column in (self._feature_columns if isinstance(self._feature_columns, (list, tuple)) else [self._feature_columns])]
        batch = next(iter(features.values())).shape[0] if isinstance(features, dict) and features else None
        return _scopelint.tensor([batch, sum(sizes)], tf.float32, *self._features.values())
