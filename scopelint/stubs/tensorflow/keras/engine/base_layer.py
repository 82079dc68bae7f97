"""The base of all layers, as graph mode has it (keras/engine/base_layer_v1.py, keras/engine/base_layer_utils.py)."""

import _scopelint
import functools
import re

import tensorflow as tf
from tensorflow.keras import initializers, regularizers
from tensorflow.keras.backend import unique_object_name


def to_snake_case(name):
    """`generic_utils.to_snake_case`: the name that an unnamed layer gets from its class. In 1.15 digits belong to words: `conv_lst_m2d`."""
    word = "(.)([A-Z][a-z0-9]+)" if _scopelint.is_tensorflow1() else "(.)([A-Z][a-z]+)"
    intermediate = re.sub(word, r"\1_\2", name)
    insecure = re.sub("([a-z])([A-Z])", r"\1_\2", intermediate).lower()
    return "private" + insecure if insecure.startswith("_") else insecure


class InputSpec(object):
    """What a layer demands of its input (keras/engine/input_spec.py)."""

    def __init__(self, dtype=None, shape=None, ndim=None, max_ndim=None, min_ndim=None, axes=None, allow_last_axis_squeeze=False, name=None):
        self.dtype = dtype
        self.shape = shape
        self.ndim = ndim if shape is None else len(shape)
        self.max_ndim = max_ndim
        self.min_ndim = min_ndim
        self.axes = axes or {}


def make_variable(
    name, shape=None, dtype=tf.float32, initializer=None, trainable=None, caching_device=None, validate_shape=True,
    constraint=None, use_resource=None, collections=None, synchronization=None, aggregation=None, partitioner=None,
):
    """`base_layer_utils.make_variable`: the getter of Keras layers knows name scopes and no variable scopes."""
    return tf.Variable(
        initial_value=functools.partial(initializer, shape, dtype=dtype),
        name=name,
        trainable=trainable,
        caching_device=caching_device,
        dtype=dtype,
        validate_shape=validate_shape,
        constraint=constraint,
        use_resource=True if use_resource is None else use_resource,
        collections=collections,
        synchronization=synchronization,
        aggregation=aggregation,
        shape=tuple(shape) or None,
    )


def is_to_be_trained(trainable, synchronization):
    """What a weight is that says nothing of it, and one that is put together when it is read."""
    return False if synchronization == tf.VariableSynchronization.ON_READ else True if _scopelint.is_none(trainable) else trainable


class Node(object):
    """One call of a layer on tensors that come from `Input` (keras/engine/node.py)."""

    def __init__(self, layer, inputs, outputs, args=(), kwargs=None):
        self.layer = layer
        self.inputs = inputs
        self.outputs = outputs
        self.args = args
        self.kwargs = kwargs or {}


class _CallContext(object):
    """`training` of the layers that are being called, innermost last (`base_layer_utils.CallContext`)."""

    def __init__(self):
        self.training = None


_CONTEXT = _CallContext()


class Layer(object):
    """`tf.keras.layers.Layer`."""

    _carries_masks = False
    """What `supports_masking` is at first."""

    _compute_output_and_mask_jointly = False

    def __init__(self, trainable=True, name=None, dtype=None, dynamic=False, **kwargs):
        self._trainable = trainable
        self.stateful = False
        self.built = False
        self.input_spec = None
        self.supports_masking = self._carries_masks
        self._init_set_name(name)
        self._activity_regularizer = regularizers.get(kwargs.get("activity_regularizer"))
        if not hasattr(self, "_trainable_weights"):
            self._trainable_weights = []
            self._non_trainable_weights = []
        self._updates = []
        self._losses = []
        self._callable_losses = []
        self._metrics = []
        self._inbound_nodes = []
        self._outbound_nodes = []
        self._set_dtype(dtype)
        self._dynamic = dynamic
        self._call_parameters = None
        if "input_dim" in kwargs and "input_shape" not in kwargs:
            kwargs["input_shape"] = (kwargs["input_dim"],)
        if "batch_input_shape" in kwargs:
            self._batch_input_shape = tuple(kwargs["batch_input_shape"])
        elif "input_shape" in kwargs:
            self._batch_input_shape = (kwargs.get("batch_size"),) + tuple(kwargs["input_shape"])
        self._initial_weights = kwargs.get("weights")

    def _init_set_name(self, name, zero_based=True):
        self._name = name or unique_object_name(to_snake_case(_scopelint.class_name(self)), zero_based=zero_based)

    def _set_dtype(self, dtype):
        self._dtype = tf.keras.backend.floatx() if dtype is None else tf.as_dtype(dtype).name

    # --- to be overridden ------------------------------------------------------------------------

    def build(self, input_shape):
        self.built = True

    def call(self, inputs, *args, **kwargs):
        return inputs

    def compute_output_shape(self, input_shape):
        return tf.TensorShape(None)

    def compute_mask(self, inputs, mask=None):
        if not self.supports_masking and any(m is not None for m in tf.nest.flatten(mask)):
            raise TypeError("Layer " + self.name + " does not support masking, but was passed an input_mask: " + str(mask))
        return mask

    def get_config(self):
        return {"name": self.name, "trainable": self.trainable, "dtype": self.dtype}

    @classmethod
    def from_config(cls, config):
        return cls(**config)

    # --- weights ----------------------------------------------------------------------------------

    def add_weight(
        self, name=None, shape=None, dtype=None, initializer=None, regularizer=None, trainable=None, constraint=None,
        partitioner=None, use_resource=None, synchronization=None, aggregation=None, getter=make_variable, collections=None,
        caching_device=None, experimental_autocast=True,
    ):
        dtype = tf.as_dtype(_scopelint.first_given(dtype, self.dtype, tf.keras.backend.floatx()))
        if _scopelint.is_none(self._dtype):
            self._dtype = dtype.name
        initializer = initializers.get(initializer)
        regularizer = regularizers.get(regularizer)
        trainable = is_to_be_trained(trainable, synchronization)
        variable = getter(
            name=name,
            shape=() if shape is None else shape,
            dtype=dtype,
            initializer=tf.glorot_uniform_initializer() if initializer is None else initializer,
            constraint=constraint,
            trainable=trainable,
            partitioner=partitioner,
            use_resource=use_resource,
            collections=collections,
            synchronization=synchronization,
            aggregation=aggregation,
            caching_device=caching_device,
        )
        if regularizer is not None:
            self._handle_weight_regularization(name, variable, regularizer)
        weights = self._trainable_weights if trainable else self._non_trainable_weights
        weights.extend(_scopelint.parts(variable))
        return variable

    def add_variable(self, *args, **kwargs):
        return self.add_weight(*args, **kwargs)

    def _handle_weight_regularization(self, name, variable, regularizer):
        def loss(part):
            with tf.name_scope(name + "/Regularizer"):
                return regularizer(part)

        for part in _scopelint.parts(variable):
            self.add_loss(functools.partial(loss, part))

    @property
    def trainable(self):
        return self._trainable

    @trainable.setter
    def trainable(self, value):
        self._trainable = value
        for layer in _scopelint.sublayers(self):
            layer.trainable = value

    @property
    def trainable_weights(self):
        if not self.trainable:
            return []
        found = self._trainable_weights + _scopelint.attribute_variables(self, True)
        for layer in _scopelint.sublayers(self):
            found = found + layer.trainable_weights
        return _scopelint.distinct(found)

    @property
    def non_trainable_weights(self):
        if not self.trainable:
            found = self._trainable_weights + _scopelint.attribute_variables(self, True)
            found = found + self._non_trainable_weights + _scopelint.attribute_variables(self, False)
            for layer in _scopelint.sublayers(self):
                found = found + layer.weights
        else:
            found = self._non_trainable_weights + _scopelint.attribute_variables(self, False)
            for layer in _scopelint.sublayers(self):
                found = found + layer.non_trainable_weights
        return _scopelint.distinct(found)

    @property
    def weights(self):
        return _scopelint.distinct(self.trainable_weights + self.non_trainable_weights)

    @property
    def variables(self):
        return self.weights

    @property
    def trainable_variables(self):
        return self.trainable_weights

    @property
    def non_trainable_variables(self):
        return self.non_trainable_weights

    def get_weights(self):
        return tf.keras.backend.batch_get_value(self.weights)

    def set_weights(self, weights):
        pass

    def count_params(self):
        return sum(_scopelint.num_elements(w) for w in self.weights)

    # --- losses and updates -----------------------------------------------------------------------

    @property
    def losses(self):
        found = list(self._losses)
        for loss in self._callable_losses:
            found.append(loss())
        for layer in _scopelint.sublayers(self):
            if hasattr(layer, "losses"):
                found = found + layer.losses
        return found

    def add_loss(self, losses, inputs=None):
        for loss in tf.nest.flatten(losses):
            if callable(loss):
                self._callable_losses.append(loss)
            elif loss is not None:
                self._losses.append(loss)

    @property
    def updates(self):
        if not self.trainable and not self.stateful:
            return []
        found = []
        for update in self._updates:
            found.append(update() if callable(update) else update)
        for layer in _scopelint.sublayers(self):
            if hasattr(layer, "updates"):
                found = found + layer.updates
        return found

    def add_update(self, updates, inputs=None):
        self._updates.extend([update.op if isinstance(update, tf.Tensor) else update for update in tf.nest.flatten(updates)])

    def add_metric(self, value, aggregation=None, name=None):
        from tensorflow.keras import metrics

        if aggregation is not None:
            metric = metrics.Mean(name=name)
            self._metrics.append(metric)
            metric(value)

    def get_updates_for(self, inputs):
        return self.updates

    def get_losses_for(self, inputs):
        return self.losses

    # --- calling -----------------------------------------------------------------------------------

    def _name_scope(self):
        return self.name

    def __call__(self, *args, **kwargs):
        if self._call_parameters is None:
            self._call_parameters = _scopelint.parameters(self.call)
        names = self._call_parameters
        if args:  # no default to tell from what is given: it would be taken for what unknown inputs may be
            inputs = args[0]
            args = args[1:]
        else:  # by the name that `call` has for it
            inputs = kwargs.pop(names[0] if names else "inputs")
        masks = kwargs["mask"] if "mask" in kwargs else _scopelint.masks_of(inputs)
        if masks is not None or "mask" in names[: len(args) + 1]:
            masks = self._pass_masks(masks, args, kwargs)
        training = None
        if "training" in kwargs:
            training = kwargs["training"]
            if "training" not in names and "**" not in names:
                kwargs.pop("training")
        elif "training" in names:
            if "training" in names[: len(args) + 1]:
                training = args[names.index("training") - 1]
            elif _CONTEXT.training is not None:
                kwargs["training"] = _CONTEXT.training
        if training is not None:
            outer = _CONTEXT.training
            _CONTEXT.training = training
        with tf.name_scope(self._name_scope()):
            if self.input_spec is not None:
                self._check_input(inputs)
            if not self.built:
                self._maybe_build(inputs)
            outputs = self.call(inputs, *args, **kwargs)
            if _scopelint.from_keras_input(inputs):
                outputs = self._remember(inputs, outputs, args, kwargs)
            if self._activity_regularizer is not None or masks is not None or _scopelint.may_mask(self, outputs, Layer):
                self._complete(inputs, outputs, masks)
        if training is not None:
            _CONTEXT.training = outer
        return outputs

    def _pass_masks(self, masks, args, kwargs):
        """`_collect_input_masks`: the masks of what a layer is called with, which its `call` is given where it takes them."""
        names = self._call_parameters
        if "mask" in names[1 : len(args) + 1]:
            return args[names.index("mask") - 1]
        if masks is not None and "mask" not in kwargs and ("mask" in names or "**" in names):
            kwargs["mask"] = masks
        return masks

    def _complete(self, inputs, outputs, masks):
        """`_handle_activity_regularization`, `_set_mask_metadata`."""
        if self._activity_regularizer is not None:
            with tf.name_scope("ActivityRegularizer"):
                self.add_loss(self._activity_regularizer(outputs), inputs=inputs)
        flat = tf.nest.flatten(outputs)
        if not self._compute_output_and_mask_jointly and any(getattr(each, "_keras_mask", None) is None for each in flat):
            own = self.supports_masking or type(self).compute_mask is not Layer.compute_mask
            _scopelint.set_masks(outputs, self.compute_mask(inputs, masks) if own else None)

    def _check_input(self, inputs):
        spec = self.input_spec
        if type(spec) is InputSpec:
            problem = _scopelint.input_problem(inputs, spec.ndim, spec.min_ndim, spec.max_ndim, spec.axes)
            if problem is not None:
                message = "Input 0 of layer " + self.name + " is incompatible with the layer: " + problem
                _scopelint.refuse("ValueError", message, "tf.layers", self.built)

    def _maybe_build(self, inputs):
        if self._dtype is None:
            self._dtype = _scopelint.input_dtype(inputs)
        self.build(_scopelint.input_shape(inputs))
        self.built = True

    def _remember(self, inputs, outputs, args, kwargs):
        """Where a model is built of tensors: which layer made one from which (`_set_connectivity_metadata`, keras/engine/node.py).

        What a layer passes on as it is, is copied; masks are left out: a model that calls the layer again finds those that hold then.
        """
        if "mask" in kwargs and all(a is b for a, b in zip(tf.nest.flatten(kwargs["mask"]), tf.nest.flatten(_scopelint.masks_of(inputs)))):
            kwargs = {key: value for key, value in kwargs.items() if key != "mask"}
        if _scopelint.is_among(outputs, inputs, args, kwargs):
            with tf.name_scope(self.name):
                outputs = tf.nest.map_structure(lambda each: tf.identity(each) if _scopelint.is_among(each, inputs, args, kwargs) else each, outputs)
        self._inbound_nodes.append(Node(self, inputs, outputs, args, kwargs))
        _scopelint.set_history(outputs, self, len(self._inbound_nodes) - 1)
        return outputs

    @property
    def name(self):
        return self._name

    @property
    def dtype(self):
        return self._dtype

    @property
    def dynamic(self):
        return self._dynamic

    @property
    def activity_regularizer(self):
        return self._activity_regularizer

    @property
    def input(self):
        return self.get_input_at(0)

    @property
    def output(self):
        return self.get_output_at(0)

    @property
    def input_shape(self):
        return _scopelint.tuple_shape(self.input)

    @property
    def output_shape(self):
        return _scopelint.tuple_shape(self.output)

    def _node(self, index, what):
        if not self._inbound_nodes:
            raise AttributeError("Layer " + self.name + " is not connected, no " + what + " to return.")
        return self._inbound_nodes[index]

    @property
    def input_mask(self):
        return self.get_input_mask_at(0)

    @property
    def output_mask(self):
        return self.get_output_mask_at(0)

    def get_input_mask_at(self, node_index):
        return _scopelint.masks_of(self.get_input_at(node_index))

    def get_output_mask_at(self, node_index):
        return _scopelint.masks_of(self.get_output_at(node_index))

    def get_output_at(self, node_index):
        return self._node(node_index, "output").outputs

    def get_input_at(self, node_index):
        return self._node(node_index, "input").inputs
