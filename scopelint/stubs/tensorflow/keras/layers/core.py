"""Dense and other basic layers (keras/layers/core/*.py, keras/layers/regularization/*.py, keras/layers/reshaping/*.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.keras import activations, initializers, regularizers
from tensorflow.keras.engine.base_layer import InputSpec, Layer


class Dense(Layer):
    _carries_masks = True

    def __init__(
        self, units, activation=None, use_bias=True, kernel_initializer="glorot_uniform", bias_initializer="zeros",
        kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None,
        **kwargs
    ):
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        self.units = int(units) if not _scopelint.is_unknown(units) and isinstance(units, (str, type(None))) else _scopelint.size(units)
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = kernel_constraint
        self.bias_constraint = bias_constraint
        self.input_spec = InputSpec(min_ndim=2)

    def get_config(self):
        names = ("units", "activation", "use_bias", "kernel_initializer", "bias_initializer", "kernel_regularizer", "bias_regularizer")
        return dict(super().get_config(), **{name: getattr(self, name) for name in names})

    def build(self, input_shape):
        _scopelint.must_be_floating(self.dtype, "Unable to build `Dense` layer with non-floating point dtype")
        last_dim = _scopelint.defined_size(input_shape, -1, "The last dimension of the inputs to `Dense` should be defined. Found `None`.")
        self.input_spec = InputSpec(min_ndim=2, axes={-1: last_dim})
        self.kernel = self.add_weight(
            "kernel", [last_dim, self.units], initializer=self.kernel_initializer, regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint, dtype=self.dtype, trainable=True,
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(
                "bias", [self.units], initializer=self.bias_initializer, regularizer=self.bias_regularizer,
                constraint=self.bias_constraint, dtype=self.dtype, trainable=True,
            )
        self.built = True

    def call(self, inputs):
        rank = _scopelint.rank(inputs)
        if rank is None or rank == 2:
            outputs = tf.matmul(inputs, self.kernel)
        else:
            outputs = tf.tensordot(inputs, self.kernel, [[rank - 1], [0]])
            outputs.set_shape(inputs.get_shape().as_list()[:-1] + [self.units])
        if self.use_bias:
            outputs = tf.nn.bias_add(outputs, self.bias)
        return self.activation(outputs)

    def compute_output_shape(self, input_shape):
        return tf.TensorShape(input_shape)[:-1].concatenate(self.units)


class Flatten(Layer):
    def __init__(self, data_format=None, **kwargs):
        super().__init__(**kwargs)
        self.data_format = data_format
        self.input_spec = InputSpec(min_ndim=1)

    def call(self, inputs):
        shape = _scopelint.flat_shape(inputs)
        outputs = tf.reshape(inputs, [-1, shape[1]])
        outputs.set_shape(shape)
        return outputs


class Dropout(Layer):
    _carries_masks = True

    def __init__(self, rate, noise_shape=None, seed=None, **kwargs):
        super().__init__(**kwargs)
        if not _scopelint.is_unknown(rate) and isinstance(rate, (int, float)) and not 0 <= rate <= 1:
            raise ValueError("Invalid value %s received for `rate`, expected a value between 0 and 1." % rate)
        self.rate = rate
        self.noise_shape = noise_shape
        self.seed = seed

    def call(self, inputs, training=None):
        if isinstance(self.rate, (int, float)) and self.rate == 0:
            return tf.identity(inputs)
        if training is None:
            training = tf.keras.backend.learning_phase()
        shape = self._get_noise_shape(inputs)
        return tf.keras.backend._smart_cond(
            training, lambda: tf.nn.dropout(inputs, rate=self.rate, noise_shape=shape), lambda: tf.identity(inputs)
        )

    def _get_noise_shape(self, inputs):
        return self.noise_shape


class SpatialDropout1D(Dropout):
    def __init__(self, rate, **kwargs):
        super().__init__(rate, **kwargs)


class SpatialDropout2D(Dropout):
    def __init__(self, rate, data_format=None, **kwargs):
        super().__init__(rate, **kwargs)


class SpatialDropout3D(Dropout):
    def __init__(self, rate, data_format=None, **kwargs):
        super().__init__(rate, **kwargs)


class _SameShape(Layer):
    def call(self, inputs, training=None):
        return tf.identity(inputs)


class GaussianNoise(Layer):
    _carries_masks = True

    def __init__(self, stddev, **kwargs):
        super().__init__(**kwargs)
        self.stddev = stddev

    def call(self, inputs, training=None):
        def noised():
            return inputs + tf.random_normal(tf.shape(inputs), stddev=self.stddev, dtype=inputs.dtype)

        return tf.keras.backend.in_train_phase(noised, inputs, training=training)


class GaussianDropout(Layer):
    _carries_masks = True

    def __init__(self, rate, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate

    def call(self, inputs, training=None):
        if not 0 < self.rate < 1:
            return inputs

        def noised():
            return inputs * tf.random_normal(tf.shape(inputs), mean=1.0, dtype=inputs.dtype)

        return tf.keras.backend.in_train_phase(noised, inputs, training=training)


class AlphaDropout(Layer):
    _carries_masks = True

    def __init__(self, rate, noise_shape=None, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate

    def call(self, inputs, training=None):
        if not 0.0 < self.rate < 1.0:
            return inputs

        def dropped():
            kept = tf.cast(tf.greater_equal(tf.random_uniform(tf.shape(inputs)), self.rate), inputs.dtype)
            return 1.0 * (inputs * kept + 1.0 * (1 - kept)) + 1.0

        return tf.keras.backend.in_train_phase(dropped, inputs, training=training)


class ActivityRegularization(Layer):
    _carries_masks = True

    def __init__(self, l1=0.0, l2=0.0, **kwargs):
        super().__init__(**kwargs)
        self.l1 = l1
        self.l2 = l2


class Masking(Layer):
    _carries_masks = True
    _compute_output_and_mask_jointly = True

    def __init__(self, mask_value=0.0, **kwargs):
        super().__init__(**kwargs)
        self.mask_value = mask_value

    def compute_mask(self, inputs, mask=None):
        return tf.reduce_any(tf.not_equal(inputs, self.mask_value), axis=-1)

    def call(self, inputs):
        boolean_mask = tf.reduce_any(tf.not_equal(inputs, self.mask_value), axis=-1, keepdims=True)
        outputs = inputs * tf.cast(boolean_mask, inputs.dtype)
        _scopelint.set_masks(outputs, tf.squeeze(boolean_mask, axis=-1))
        return outputs


class Identity(_SameShape):
    pass


class Rescaling(Layer):
    def __init__(self, scale, offset=0.0, **kwargs):
        super().__init__(**kwargs)
        self.scale = scale
        self.offset = offset

    def call(self, inputs):
        return tf.cast(inputs, tf.float32) * self.scale + self.offset


class Activation(Layer):
    _carries_masks = True

    def __init__(self, activation, **kwargs):
        super().__init__(**kwargs)
        self.activation = activations.get(activation)

    def call(self, inputs):
        return self.activation(inputs)


class Reshape(Layer):
    def __init__(self, target_shape, **kwargs):
        super().__init__(**kwargs)
        self.target_shape = tuple(target_shape)

    def call(self, inputs):
        return _scopelint.reshaped(inputs, self.target_shape)


class Permute(Layer):
    def __init__(self, dims, **kwargs):
        super().__init__(**kwargs)
        self.dims = tuple(dims)

    def call(self, inputs):
        return tf.transpose(inputs, perm=(0,) + self.dims)


class RepeatVector(Layer):
    def __init__(self, n, **kwargs):
        super().__init__(**kwargs)
        self.n = n
        self.input_spec = InputSpec(ndim=2)

    def call(self, inputs):
        return tf.tile(tf.expand_dims(inputs, 1), [1, self.n, 1])


class Lambda(Layer):
    def __init__(self, function, output_shape=None, mask=None, arguments=None, **kwargs):
        super().__init__(**kwargs)
        self.arguments = arguments or {}
        self.function = function
        self.supports_masking = mask is not None
        self.mask = mask

    def call(self, inputs, mask=None, training=None):
        kwargs = dict(self.arguments)
        names = _scopelint.parameters(self.function)
        if "mask" in names:
            kwargs["mask"] = mask
        if "training" in names:
            kwargs["training"] = training
        return self.function(inputs, **kwargs)

    def compute_mask(self, inputs, mask=None):
        return self.mask(inputs, mask) if callable(self.mask) else self.mask


class Embedding(Layer):
    def __init__(
        self, input_dim, output_dim, embeddings_initializer="uniform", embeddings_regularizer=None, activity_regularizer=None,
        embeddings_constraint=None, mask_zero=False, input_length=None, **kwargs
    ):
        if "input_shape" not in kwargs:
            kwargs["input_shape"] = (input_length or None,)
        kwargs.setdefault("dtype", "float32")
        super().__init__(**kwargs)
        self.input_dim = input_dim
        self.output_dim = output_dim
        self.embeddings_initializer = initializers.get(embeddings_initializer)
        self.embeddings_regularizer = regularizers.get(embeddings_regularizer)
        self.embeddings_constraint = embeddings_constraint
        self.mask_zero = mask_zero
        self.input_length = input_length

    def build(self, input_shape=None):
        self.embeddings = self.add_weight(
            "embeddings", (self.input_dim, self.output_dim), initializer=self.embeddings_initializer,
            regularizer=self.embeddings_regularizer, constraint=self.embeddings_constraint,
        )
        self.built = True

    def compute_mask(self, inputs, mask=None):
        return tf.not_equal(inputs, 0) if self.mask_zero else None

    def call(self, inputs):
        return tf.nn.embedding_lookup(self.embeddings, inputs)
