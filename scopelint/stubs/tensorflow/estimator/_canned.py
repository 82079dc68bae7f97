"""Estimators that bring their own model (tensorflow_estimator/python/estimator/canned/{dnn,linear,dnn_linear_combined,baseline,head}.py)."""

import _scopelint
import tensorflow as tf
from tensorflow.estimator import Estimator, EstimatorSpec, ModeKeys
from tensorflow.feature_column import _LinearModel, _collections, _columns

_OPTIMIZERS = {
    "Adagrad": tf.train.AdagradOptimizer,
    "Adam": tf.train.AdamOptimizer,
    "Ftrl": tf.train.FtrlOptimizer,
    "RMSProp": tf.train.RMSPropOptimizer,
    "SGD": tf.train.GradientDescentOptimizer,
}


def _optimizer(given):
    """`optimizers.get_optimizer_instance`: a name, a function that makes one, or an optimizer."""
    if isinstance(given, str):
        if given not in _OPTIMIZERS:
            raise ValueError("Unsupported optimizer name: " + given)
        return _OPTIMIZERS[given](learning_rate=0.05)
    return given() if _scopelint.is_function(given) else given


# --- heads ----------------------------------------------------------------------------------------------


class Head:
    """What is made of logits: a loss that is minimized below the name scope `head`, and metrics."""

    def __init__(self, logits_dimension, name=None):
        self.logits_dimension = logits_dimension
        self.name = name

    def create_estimator_spec(self, features, mode, logits, labels=None, optimizer=None, train_op_fn=None, regularization_losses=None):
        with tf.name_scope(self.name, "head"):
            if mode == ModeKeys.PREDICT:
                return EstimatorSpec(mode, predictions={"logits": logits})
            loss = _scopelint.tensor([], tf.float32, logits)
            if mode == ModeKeys.TRAIN:
                if optimizer is not None:
                    train_op = optimizer.minimize(loss, global_step=tf.train.get_global_step())
                else:
                    train_op = train_op_fn(loss)
                return EstimatorSpec(mode, loss=loss, train_op=train_op)
        return EstimatorSpec(mode, loss=loss, eval_metric_ops=self._metrics(logits))


class _Binary(Head):
    def _metrics(self, logits):
        made = _scopelint.tensor([None, 1], tf.float32, logits)
        with tf.name_scope(None, "metrics", [logits]):
            found = {name: tf.metrics.mean(made, name=name) for name in ("label/mean", "average_loss")}
            found["accuracy"] = tf.metrics.accuracy(made, made, name="accuracy")
            found["precision"] = tf.metrics.precision(made, made, name="precision")
            found["recall"] = tf.metrics.recall(made, made, name="recall")
            found["prediction/mean"] = tf.metrics.mean(made, name="prediction/mean")
            found["auc"] = tf.metrics.auc(made, made, name="auc")
            found["auc_precision_recall"] = tf.metrics.auc(made, made, curve="PR", name="auc_precision_recall")
            return found


class _MultiClass(Head):
    def _metrics(self, logits):
        made = _scopelint.tensor([None, 1], tf.float32, logits)
        with tf.name_scope(None, "metrics", [logits]):
            return {"average_loss": tf.metrics.mean(made, name="average_loss"), "accuracy": tf.metrics.accuracy(made, made, name="accuracy")}


class _Regression(Head):
    def _metrics(self, logits):
        made = _scopelint.tensor([None, 1], tf.float32, logits)
        return {
            "average_loss": tf.metrics.mean(made),
            "prediction/mean": tf.metrics.mean(made, name="prediction/mean"),
            "label/mean": tf.metrics.mean(made),
        }


def _classes(n_classes):
    return _Binary(1) if n_classes == 2 else _MultiClass(n_classes)


# --- models ---------------------------------------------------------------------------------------------


def _check(features):
    if not isinstance(features, dict):
        raise ValueError("features should be a dictionary of `Tensor`s.")


def _partitioner(config, **kwargs):
    return tf.min_max_variable_partitioner(max_partitions=config.num_ps_replicas, **kwargs)


def _dnn_logits(features, mode, units, hidden_units, columns, activation_fn, dropout, input_layer_partitioner, batch_norm):
    """`_DNNModel`: its layers are made at first, each in a scope of its own, and then called."""
    training = mode == ModeKeys.TRAIN
    layers = []
    for i, hidden in enumerate(hidden_units):
        with tf.variable_scope("hiddenlayer_%d" % i) as scope:
            dense = tf.layers.Dense(hidden, activation=activation_fn, kernel_initializer=tf.glorot_uniform_initializer(), name=scope, _scope=scope)
            drop = None if dropout is None else tf.layers.Dropout(rate=dropout)
            name = "batchnorm_%d" % i
            norm = tf.layers.BatchNormalization(momentum=0.999, trainable=True, name=name, _scope=name) if batch_norm else None
            layers.append((dense, drop, norm))
    with tf.variable_scope("logits") as scope:
        logits = tf.layers.Dense(units, kernel_initializer=tf.glorot_uniform_initializer(), name=scope, _scope=scope)
    with tf.variable_scope("input_from_feature_columns", partitioner=input_layer_partitioner):
        net = tf.feature_column.input_layer(features, columns)
    for dense, drop, norm in layers:
        net = dense(net)
        if drop is not None and training:
            net = drop(net, training=True)
        if norm is not None:
            net = norm(net, training=training)
    return logits(net)


def _linear_logits(features, units, columns):
    return _LinearModel(_columns(columns), units, _collections(None), True, "linear_model")(features)


def _dnn_model_fn(
    features, labels, mode, config, head, hidden_units, columns, optimizer, activation_fn, dropout, input_layer_partitioner, batch_norm
):
    optimizer = _optimizer(optimizer)
    _check(features)
    with tf.variable_scope("dnn", values=tuple(features.values()), partitioner=_partitioner(config)):
        of_inputs = input_layer_partitioner or _partitioner(config, min_slice_size=64 << 20)
        logits = _dnn_logits(
            features, mode, head.logits_dimension, hidden_units, columns, activation_fn, dropout, of_inputs, batch_norm
        )
        return head.create_estimator_spec(features, mode, logits, labels, optimizer)


def _linear_model_fn(features, labels, mode, config, head, columns, optimizer, partitioner):
    _check(features)
    partitioner = partitioner or _partitioner(config, min_slice_size=64 << 20)
    with tf.variable_scope("linear", values=tuple(features.values()), partitioner=partitioner):
        logits = _linear_logits(features, head.logits_dimension, columns)
        return head.create_estimator_spec(features, mode, logits, labels, _optimizer(optimizer or "Ftrl"))


def _combined_model_fn(
    features, labels, mode, config, head, linear_columns, linear_optimizer, dnn_columns, dnn_optimizer, hidden_units, activation_fn, dropout,
    input_layer_partitioner, batch_norm,
):
    _check(features)
    of_inputs = input_layer_partitioner or _partitioner(config, min_slice_size=64 << 20)
    parts = []
    if dnn_columns:
        dnn_optimizer = _optimizer(dnn_optimizer)
        if not hidden_units:
            raise ValueError("dnn_hidden_units must be defined when dnn_feature_columns is specified.")
        with tf.variable_scope("dnn", values=tuple(features.values()), partitioner=_partitioner(config)) as scope:
            logits = _dnn_logits(
                features, mode, head.logits_dimension, hidden_units, dnn_columns, activation_fn, dropout, of_inputs, batch_norm
            )
            parts.append((scope.name, dnn_optimizer, logits))
    if linear_columns:
        linear_optimizer = _optimizer(linear_optimizer)
        with tf.variable_scope("linear", values=tuple(features.values()), partitioner=of_inputs) as scope:
            parts.append((scope.name, linear_optimizer, _linear_logits(features, head.logits_dimension, linear_columns)))

    def train_op_fn(loss):
        made = []
        for scope, optimizer, _ in parts:
            made.append(optimizer.minimize(loss, var_list=tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope=scope)))
        with tf.control_dependencies([tf.group(*made)]):
            return tf.assign_add(tf.train.get_global_step(), 1).op

    logits = parts[0][2] if len(parts) == 1 else parts[0][2] + parts[1][2]
    return head.create_estimator_spec(features, mode, logits, labels, train_op_fn=train_op_fn)


def _baseline_model_fn(features, labels, mode, config, head, optimizer):
    with tf.variable_scope("baseline"):
        bias = tf.get_variable("bias", shape=[head.logits_dimension], initializer=tf.zeros_initializer)
        logits = _scopelint.tensor([None, head.logits_dimension], tf.float32, bias)

    def train_op_fn(loss):
        return _optimizer(optimizer).minimize(loss, global_step=tf.train.get_global_step())

    return head.create_estimator_spec(features, mode, logits, labels, train_op_fn=train_op_fn)


# --- estimators -----------------------------------------------------------------------------------------


class _Canned(Estimator):
    def _start(self, model_fn, model_dir, config, warm_start_from=None, **of_model):
        def canned_model_fn(features, labels, mode, config):
            return model_fn(features, labels, mode, config, **of_model)

        Estimator.__init__(self, canned_model_fn, model_dir, config, warm_start_from=warm_start_from)


class DNNEstimator(_Canned):
    def __init__(
        self, head, hidden_units, feature_columns, model_dir=None, optimizer="Adagrad", activation_fn=tf.nn.relu, dropout=None,
        input_layer_partitioner=None, config=None, warm_start_from=None, batch_norm=False,
    ):
        self._start(
            _dnn_model_fn, model_dir, config, warm_start_from, head=head, hidden_units=hidden_units, columns=tuple(feature_columns or []),
            optimizer=optimizer, activation_fn=activation_fn, dropout=dropout, input_layer_partitioner=input_layer_partitioner,
            batch_norm=batch_norm,
        )


class DNNClassifier(DNNEstimator):
    def __init__(
        self, hidden_units, feature_columns, model_dir=None, n_classes=2, weight_column=None, label_vocabulary=None, optimizer="Adagrad",
        activation_fn=tf.nn.relu, dropout=None, input_layer_partitioner=None, config=None, warm_start_from=None, loss_reduction=None,
        batch_norm=False,
    ):
        super().__init__(
            _classes(n_classes), hidden_units, feature_columns, model_dir, optimizer, activation_fn, dropout, input_layer_partitioner,
            config, warm_start_from, batch_norm,
        )


class DNNRegressor(DNNEstimator):
    def __init__(
        self, hidden_units, feature_columns, model_dir=None, label_dimension=1, weight_column=None, optimizer="Adagrad",
        activation_fn=tf.nn.relu, dropout=None, input_layer_partitioner=None, config=None, warm_start_from=None, loss_reduction=None,
        batch_norm=False,
    ):
        super().__init__(
            _Regression(label_dimension), hidden_units, feature_columns, model_dir, optimizer, activation_fn, dropout,
            input_layer_partitioner, config, warm_start_from, batch_norm,
        )


class LinearEstimator(_Canned):
    def __init__(
        self, head, feature_columns, model_dir=None, optimizer="Ftrl", config=None, partitioner=None, sparse_combiner="sum", warm_start_from=None
    ):
        self._start(
            _linear_model_fn, model_dir, config, warm_start_from, head=head, columns=tuple(feature_columns or []), optimizer=optimizer,
            partitioner=partitioner,
        )


class LinearClassifier(LinearEstimator):
    def __init__(
        self, feature_columns, model_dir=None, n_classes=2, weight_column=None, label_vocabulary=None, optimizer="Ftrl", config=None,
        partitioner=None, warm_start_from=None, loss_reduction=None, sparse_combiner="sum",
    ):
        super().__init__(_classes(n_classes), feature_columns, model_dir, optimizer, config, partitioner, sparse_combiner, warm_start_from)


class LinearRegressor(LinearEstimator):
    def __init__(
        self, feature_columns, model_dir=None, label_dimension=1, weight_column=None, optimizer="Ftrl", config=None, partitioner=None,
        warm_start_from=None, loss_reduction=None, sparse_combiner="sum",
    ):
        super().__init__(
            _Regression(label_dimension), feature_columns, model_dir, optimizer, config, partitioner, sparse_combiner, warm_start_from
        )


class DNNLinearCombinedEstimator(_Canned):
    def __init__(
        self, head, model_dir=None, linear_feature_columns=None, linear_optimizer="Ftrl", dnn_feature_columns=None, dnn_optimizer="Adagrad",
        dnn_hidden_units=None, dnn_activation_fn=tf.nn.relu, dnn_dropout=None, input_layer_partitioner=None, config=None,
        batch_norm=False, linear_sparse_combiner="sum", warm_start_from=None,
    ):
        if not linear_feature_columns and not dnn_feature_columns:
            raise ValueError("Either linear_feature_columns or dnn_feature_columns must be defined.")
        self._start(
            _combined_model_fn, model_dir, config, warm_start_from, head=head, linear_columns=linear_feature_columns,
            linear_optimizer=linear_optimizer, dnn_columns=dnn_feature_columns, dnn_optimizer=dnn_optimizer,
            hidden_units=dnn_hidden_units, activation_fn=dnn_activation_fn, dropout=dnn_dropout,
            input_layer_partitioner=input_layer_partitioner, batch_norm=batch_norm,
        )


class DNNLinearCombinedClassifier(DNNLinearCombinedEstimator):
    def __init__(
        self, model_dir=None, linear_feature_columns=None, linear_optimizer="Ftrl", dnn_feature_columns=None, dnn_optimizer="Adagrad",
        dnn_hidden_units=None, dnn_activation_fn=tf.nn.relu, dnn_dropout=None, n_classes=2, weight_column=None, label_vocabulary=None,
        input_layer_partitioner=None, config=None, warm_start_from=None, loss_reduction=None, batch_norm=False,
        linear_sparse_combiner="sum",
    ):
        super().__init__(
            _classes(n_classes), model_dir, linear_feature_columns, linear_optimizer, dnn_feature_columns, dnn_optimizer, dnn_hidden_units,
            dnn_activation_fn, dnn_dropout, input_layer_partitioner, config, batch_norm, linear_sparse_combiner, warm_start_from,
        )


class DNNLinearCombinedRegressor(DNNLinearCombinedEstimator):
    def __init__(
        self, model_dir=None, linear_feature_columns=None, linear_optimizer="Ftrl", dnn_feature_columns=None, dnn_optimizer="Adagrad",
        dnn_hidden_units=None, dnn_activation_fn=tf.nn.relu, dnn_dropout=None, label_dimension=1, weight_column=None,
        input_layer_partitioner=None, config=None, warm_start_from=None, loss_reduction=None, batch_norm=False,
        linear_sparse_combiner="sum",
    ):
        super().__init__(
            _Regression(label_dimension), model_dir, linear_feature_columns, linear_optimizer, dnn_feature_columns, dnn_optimizer,
            dnn_hidden_units, dnn_activation_fn, dnn_dropout, input_layer_partitioner, config, batch_norm, linear_sparse_combiner,
            warm_start_from,
        )


class BaselineEstimator(_Canned):
    def __init__(self, head, model_dir=None, optimizer="Ftrl", config=None):
        self._start(_baseline_model_fn, model_dir, config, head=head, optimizer=optimizer)


class BaselineClassifier(BaselineEstimator):
    def __init__(
        self, model_dir=None, n_classes=2, weight_column=None, label_vocabulary=None, optimizer="Ftrl", config=None, loss_reduction=None
    ):
        super().__init__(_classes(n_classes), model_dir, optimizer, config)


class BaselineRegressor(BaselineEstimator):
    def __init__(self, model_dir=None, label_dimension=1, weight_column=None, optimizer="Ftrl", config=None, loss_reduction=None):
        super().__init__(_Regression(label_dimension), model_dir, optimizer, config)
