"""`tf.layers.Layer`: a Keras layer whose weights come from `get_variable` (keras/legacy_tf_layers/base.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.keras import backend, initializers
from tensorflow.keras.engine import base_layer
from tensorflow.keras.engine.base_layer import InputSpec


class Layer(base_layer.Layer):
    _is_legacy_layer = True

    def __init__(self, trainable=True, name=None, dtype=None, **kwargs):
        scope = kwargs.pop("_scope", None)
        self._reuse = kwargs.pop("_reuse", None)
        super().__init__(trainable=trainable, name=name, dtype=dtype, **kwargs)
        self._scope = None
        self._current_scope = None
        self._always_reuse_variable_scope = None
        if scope:
            with tf.variable_scope(scope) as captured_scope:
                self._scope = captured_scope

    def _init_set_name(self, name):
        if _scopelint.is_scope(name):
            self._base_name = name.name
            self._name = self._unique_name()
        elif name:
            self._base_name = self._name = name
        else:
            self._base_name = base_layer.to_snake_case(_scopelint.class_name(self))
            self._name = backend.unique_object_name(self._base_name)

    def _unique_name(self):
        return backend.unique_object_name(base_layer.to_snake_case(_scopelint.class_name(self)))

    def _set_dtype(self, dtype):
        """None: the type of the first input."""
        self._dtype = None if dtype is None else tf.as_dtype(dtype).name

    @property
    def graph(self):
        return None

    @property
    def scope_name(self):
        return self._scope.name

    def apply(self, *args, **kwargs):
        return self(*args, **kwargs)

    def _name_scope(self):
        return self._current_scope.original_name_scope

    def _set_scope(self, scope=None):
        if self._scope is None:
            if self._reuse:
                with tf.variable_scope(scope if scope is not None else self._base_name) as captured_scope:
                    self._scope = captured_scope
            else:
                with tf.variable_scope(scope, default_name=self._base_name) as captured_scope:
                    self._scope = captured_scope

    def add_loss(self, losses, inputs=None):
        before = len(self._losses)
        callable_before = len(self._callable_losses)
        super().add_loss(losses, inputs=inputs)
        made = self._losses[before:] + [loss() for loss in self._callable_losses[callable_before:]]
        _scopelint.add_new_to_collection(tf.GraphKeys.REGULARIZATION_LOSSES, made)

    def add_weight(
        self, name, shape, dtype=None, initializer=None, regularizer=None, trainable=None, constraint=None, use_resource=None,
        synchronization=None, aggregation=None, partitioner=None, collections=None, caching_device=None, experimental_autocast=True
    ):
        """What `base_layer.Layer.add_weight` does, which this one calls in TensorFlow, is part of it: most of a network is made here."""
        wanted = base_layer.is_to_be_trained(trainable, synchronization)
        if self._scope is None:
            self._set_scope(None)
        existing = tf.global_variables() if regularizer else ()
        with tf.variable_scope(self._scope, reuse=self.built or self._reuse, auxiliary_name_scope=False) as scope:
            self._current_scope = scope
            with tf.name_scope(self._name_scope()):
                dtype = tf.as_dtype(_scopelint.first_given(dtype, self.dtype, tf.float32))
                if _scopelint.is_none(self._dtype):
                    self._dtype = dtype.name
                given = initializers.get(scope.initializer if initializer is None else initializer)
                variable = tf.get_variable(
                    name,
                    shape=() if shape is None else shape,
                    dtype=dtype,
                    initializer=tf.glorot_uniform_initializer() if given is None else given,
                    constraint=constraint,
                    trainable=wanted and self.trainable,
                    partitioner=partitioner,
                    use_resource=use_resource or scope.use_resource,
                    collections=collections,
                    synchronization=synchronization,
                    aggregation=aggregation,
                    caching_device=caching_device,
                )
                # A custom getter may have said otherwise; and a variable in parts is in no collection, only its parts are.
                trained = wanted and self.trainable and _scopelint.is_trained(variable)
                (self._trainable_weights if trained else self._non_trainable_weights).extend(_scopelint.parts(variable))
                if regularizer and variable not in existing:
                    self._handle_weight_regularization(name, variable, regularizer)
        return variable

    def __call__(self, inputs, *args, **kwargs):
        scope = kwargs.pop("scope", None)
        if self._scope is None:
            if scope is None:
                _scopelint.note_renumbered(self._base_name, inputs)
            self._set_scope(scope)
        if self.built:
            if self._always_reuse_variable_scope is None:
                self._always_reuse_variable_scope = tf.variable_scope(self._scope, reuse=True, auxiliary_name_scope=False)
            manager = self._always_reuse_variable_scope
        else:
            manager = tf.variable_scope(self._scope, reuse=self._reuse, auxiliary_name_scope=False)
        with manager as scope:
            self._current_scope = scope
            if "scope" in _scopelint.parameters(self.call):
                kwargs["scope"] = scope
            outputs = super().__call__(inputs, *args, **kwargs)
        if self._updates or _scopelint.sublayers(self) or type(self).updates is not base_layer.Layer.updates:
            _scopelint.add_new_to_collection(tf.GraphKeys.UPDATE_OPS, self.updates)
        return outputs
