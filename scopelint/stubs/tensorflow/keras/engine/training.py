"""`tf.keras.Model` (keras/engine/training.py, training_v1.py, functional.py)."""

import _scopelint

import tensorflow as tf
from tensorflow.keras import metrics as metrics_module
from tensorflow.keras import optimizers
from tensorflow.keras.engine.base_layer import Layer


class Model(Layer):
    def __init__(self, *args, **kwargs):
        name = kwargs.pop("name", None)
        trainable = kwargs.pop("trainable", True)
        inputs = kwargs.pop("inputs", kwargs.pop("input", None))
        outputs = kwargs.pop("outputs", kwargs.pop("output", None))
        if args:
            inputs, outputs = args[0], args[1] if len(args) > 1 else outputs
            name = args[2] if len(args) > 2 else name
        super().__init__(name=name, trainable=trainable, **kwargs)
        self.inputs = None
        self.outputs = None
        self.optimizer = None
        self._is_graph_network = False
        self._is_followed = True
        self._is_compiled = False
        self._compile_arguments = None
        self.train_function = None
        if inputs is not None and outputs is not None:
            self._init_graph_network(inputs, outputs)

    # --- functional models ---------------------------------------------------------------------------

    def _init_graph_network(self, inputs, outputs):
        self._is_graph_network = True
        self._nested_inputs = inputs[0] if isinstance(inputs, list) and len(inputs) == 1 else inputs
        self._nested_outputs = outputs[0] if isinstance(outputs, list) and len(outputs) == 1 else outputs
        self.inputs = tf.nest.flatten(inputs)
        self.outputs = tf.nest.flatten(outputs)
        self._network_nodes, self._layers, self._is_followed = _scopelint.network(self.inputs, self.outputs)
        names = [layer.name for layer in self._layers] if self._is_followed else []
        for name in names:
            if names.count(name) > 1:
                raise ValueError('The name "%s" is used %d times in the model. All layer names should be unique.' % (name, names.count(name)))
        self.built = True

    def call(self, inputs, training=None, mask=None):
        """`Functional._run_internal_graph`: call the layers again, on other tensors."""
        known = dict(zip(self.inputs, tf.nest.flatten(inputs)))
        for node in self._network_nodes:
            arguments = tf.nest.map_structure(lambda t: known.get(t, t), node.inputs)
            made = node.layer(arguments, *node.args, **node.kwargs)
            for old, new in zip(tf.nest.flatten(node.outputs), tf.nest.flatten(made)):
                known[old] = new
        return tf.nest.map_structure(lambda t: known.get(t, t), self._nested_outputs)

    @property
    def layers(self):
        return _scopelint.sublayers(self)

    @property
    def weights(self):
        found = []
        for layer in _scopelint.sublayers(self):
            found = found + layer.variables
        own = [_scopelint.attribute_variables(self, True), _scopelint.attribute_variables(self, False)]
        return _scopelint.distinct(found + self._trainable_weights + own[0] + self._non_trainable_weights + own[1])

    @property
    def input(self):
        return self._nested_inputs if self._is_graph_network else self.get_input_at(0)

    @property
    def output(self):
        return self._nested_outputs if self._is_graph_network else self.get_output_at(0)

    @property
    def output_names(self):
        return ["output_" + str(i + 1) for i in range(len(self.outputs or ()))]

    def get_layer(self, name=None, index=None):
        if index is not None:
            return self.layers[index]
        if not self._is_followed:
            return _scopelint.unknown("a layer of a model")
        for layer in self.layers:
            if layer.name == name:
                return layer
        raise ValueError("No such layer: " + str(name))

    def _maybe_build(self, inputs):
        """A `build` that is not the program's own is not called: the layers are built when `call` calls them (base_layer_v1.py)."""
        if type(self).build is not Model.build:
            super()._maybe_build(inputs)
        self.built = True

    def build(self, input_shape=None):
        if not self._is_graph_network and input_shape is not None and not self.inputs:
            self.call(tf.placeholder("float32", input_shape))
        self.built = True

    # --- training: what it makes is metrics and the optimizer's slots ------------------------------------

    @property
    def metrics(self):
        return self._metrics

    @property
    def metrics_names(self):
        return ["loss"] + [metric.name for metric in self._metrics]

    def compile(
        self, optimizer="rmsprop", loss=None, metrics=None, loss_weights=None, sample_weight_mode=None, weighted_metrics=None,
        target_tensors=None, distribute=None, **kwargs
    ):
        self.optimizer = optimizers.get(optimizer)
        self.loss = loss
        self.train_function = None
        self._compile_arguments = (loss, metrics, weighted_metrics)
        if self.built and self.outputs:
            self._compile(loss, metrics, weighted_metrics)

    def _compile(self, loss, metrics, weighted_metrics):
        self._is_compiled = True
        self._metrics = []
        count = len(self.outputs)
        wanted = [_per_output(each, i, count) for each in (metrics, weighted_metrics) for i in range(count)]
        for each in wanted:
            for metric in each:
                self._metrics.append(metrics_module.of(metric, count > 1))
        if count > 1:
            for i in range(count):
                metrics_module.Mean(name="loss")
        for _ in range(2):
            with tf.name_scope("metrics"):
                pass
        with tf.name_scope("loss"):
            tf.constant(0.0)
            self.total_loss = _scopelint.tensor([], tf.float32, self.outputs)
            for i in range(count):
                function = loss[i] if isinstance(loss, (list, tuple)) else loss
                if _scopelint.is_function(function):
                    with tf.name_scope("output_loss"):
                        function(tf.placeholder("float32", self.outputs[i].get_shape()), self.outputs[i])
        self._collected_trainable_weights = self.trainable_weights

    def _build_from(self, x):
        """`Model._set_inputs`: a model without inputs is built when it first sees data."""
        if not self.outputs:
            self.inputs = [tf.placeholder("float32", _scopelint.batch_shape(each)) for each in tf.nest.flatten(x)]
            self.outputs = tf.nest.flatten(self(self.inputs[0] if len(self.inputs) == 1 else self.inputs))
        if not self._is_compiled and self._compile_arguments is not None:
            self._compile(*self._compile_arguments)

    def _make_train_function(self):
        if self.train_function is None and self._is_compiled:
            with tf.name_scope("training"):
                self.optimizer.get_updates(self.total_loss, self._collected_trainable_weights)
            with tf.name_scope("training"):
                self.train_function = True

    def fit(self, x=None, y=None, *args, **kwargs):
        self._build_from(x)
        self._make_train_function()
        return _scopelint.unknown("the result of training")

    def fit_generator(self, generator, *args, **kwargs):
        self._make_train_function()
        return _scopelint.unknown("the result of training")

    def train_on_batch(self, x, y=None, *args, **kwargs):
        self._build_from(x)
        self._make_train_function()
        return _scopelint.unknown("the result of training")

    def evaluate(self, x=None, *args, **kwargs):
        self._build_from(x)
        return _scopelint.unknown("the result of an evaluation")

    def test_on_batch(self, x, *args, **kwargs):
        self._build_from(x)
        return _scopelint.unknown("the result of an evaluation")

    def predict(self, x, *args, **kwargs):
        self._build_from(x)
        return _scopelint.unknown("predictions")

    def predict_on_batch(self, x):
        self._build_from(x)
        return _scopelint.unknown("predictions")

    def evaluate_generator(self, generator, *args, **kwargs):
        return _scopelint.unknown("the result of an evaluation")

    def predict_generator(self, generator, *args, **kwargs):
        return _scopelint.unknown("predictions")

    def summary(self, *args, **kwargs):
        pass

    def save(self, *args, **kwargs):
        pass

    def save_weights(self, *args, **kwargs):
        pass

    def load_weights(self, *args, **kwargs):
        pass

    def reset_states(self):
        pass


def _per_output(metrics, i, count):
    """`training_utils_v1.collect_per_output_metric_info`: the metrics of one output."""
    if not metrics:
        return []
    if isinstance(metrics, dict):
        metrics = list(metrics.values())[i : i + 1]
        return metrics[0] if metrics and isinstance(metrics[0], list) else metrics
    if any(isinstance(metric, list) for metric in metrics):
        return metrics[i] if isinstance(metrics[i], list) else [metrics[i]]
    return metrics
