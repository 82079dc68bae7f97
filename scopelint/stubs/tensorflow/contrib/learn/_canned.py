"""The ready-made estimators of `tf.contrib.learn` (estimators/{dnn,linear,dnn_linear_combined}.py): what their `model_fn`s build."""

import tensorflow as tf
from tensorflow.contrib import layers
from tensorflow.contrib.layers.python.layers import feature_column, feature_column_ops
from tensorflow.contrib.layers.python.layers.optimizers import OPTIMIZER_CLS_NAMES, optimize_loss
from tensorflow.contrib.learn import Estimator, ModeKeys
from tensorflow.contrib.learn._heads import multi_class_head, regression_head

_ACTIVATIONS = {"relu": tf.nn.relu, "tanh": tf.nn.tanh, "sigmoid": tf.nn.sigmoid}


def _partitioner(config, **kwargs):
    return tf.min_max_variable_partitioner(max_partitions=config.num_ps_replicas if config else 0, **kwargs)


def _of_contrib(columns):
    return all([isinstance(column, feature_column._FeatureColumn) for column in columns])


def _summarized(value, tag):
    tf.summary.scalar("%s/fraction_of_zero_values" % tag, tf.nn.zero_fraction(value))
    tf.summary.histogram("%s/activation" % tag, value)


def _dnn_scope(features, config):
    return tf.variable_scope("dnn", values=tuple(features.values()), partitioner=_partitioner(config))


def _dnn_logits(features, mode, head, hidden_units, columns, activation_fn, dropout, input_partitioner):
    with tf.variable_scope("input_from_feature_columns", values=tuple(features.values()), partitioner=input_partitioner) as scope:
        if _of_contrib(columns):
            net = feature_column_ops.input_from_feature_columns(features, columns, weight_collections=["dnn"], scope=scope)
        else:
            net = tf.feature_column.input_layer(features, columns, weight_collections=["dnn"])
    for number, units in enumerate(hidden_units):
        with tf.variable_scope("hiddenlayer_%d" % number, values=(net,)) as scope:
            net = layers.fully_connected(net, units, activation_fn=activation_fn, variables_collections=["dnn"], scope=scope)
            if dropout is not None and mode == ModeKeys.TRAIN:
                net = layers.dropout(net, keep_prob=1.0 - dropout)
        _summarized(net, scope.name)
    with tf.variable_scope("logits", values=(net,)) as scope:
        logits = layers.fully_connected(net, head.logits_dimension, activation_fn=None, variables_collections=["dnn"], scope=scope)
    _summarized(logits, scope.name)
    return logits


def _linear_scope(features, config):
    return tf.variable_scope("linear", values=tuple(features.values()), partitioner=_partitioner(config, min_slice_size=64 << 20))


def _linear_logits(features, head, columns, joint, scope):
    if not _of_contrib(columns):
        return tf.feature_column.linear_model(features, columns, units=head.logits_dimension, weight_collections=["linear"])
    build = feature_column_ops.weighted_sum_from_feature_columns
    if joint:
        build = feature_column_ops.joint_weighted_sum_from_feature_columns
    return build(features, columns, head.logits_dimension, weight_collections=["linear"], scope=scope)[0]


def _dict(features):
    return features if isinstance(features, dict) else {"": features}


def _dnn_model_fn(features, labels, mode, params, config=None):
    features, head, optimizer = _dict(features), params["head"], params["optimizer"] or "Adagrad"
    activation_fn = params["activation_fn"]
    activation_fn = _ACTIVATIONS[activation_fn] if isinstance(activation_fn, str) else activation_fn
    of_inputs = _partitioner(config, min_slice_size=params["input_layer_min_slice_size"] or 64 << 20)

    def train_op_fn(loss):
        return optimize_loss(
            loss, tf.train.get_global_step(), 0.05, _made(optimizer, 0.05), clip_gradients=params["gradient_clip_norm"], name="dnn",
            summaries=[],
        )

    with _dnn_scope(features, config):
        logits = _dnn_logits(
            features, mode, head, params["hidden_units"], params["feature_columns"], activation_fn, params["dropout"], of_inputs
        )
        return head.create_model_fn_ops(features, mode, labels, train_op_fn, logits)


def _made(optimizer, learning_rate):
    if isinstance(optimizer, str):
        return OPTIMIZER_CLS_NAMES[optimizer](learning_rate=learning_rate)
    return optimizer if isinstance(optimizer, tf.train.Optimizer) else optimizer()


def _linear_model_fn(features, labels, mode, params, config=None):
    features, head, columns = _dict(features), params["head"], params["feature_columns"]
    rate = min(0.2, 1.0 / len(columns) ** 0.5)
    optimizer = params["optimizer"] or tf.train.FtrlOptimizer(learning_rate=rate)

    def train_op_fn(loss):
        weights = tf.get_collection("linear")
        gradients = tf.gradients(loss, weights)
        if params["gradient_clip_norm"]:
            gradients, _ = tf.clip_by_global_norm(gradients, params["gradient_clip_norm"])
        return _made(optimizer, 0.2).apply_gradients(zip(gradients, weights), global_step=tf.train.get_global_step())

    with _linear_scope(features, config) as scope:
        logits = _linear_logits(features, head, columns, params["joint_weights"], scope)
        return head.create_model_fn_ops(features, mode, labels, train_op_fn, logits)


def _combined_model_fn(features, labels, mode, params, config=None):
    features, head = _dict(features), params["head"]
    of_inputs = params["input_layer_partitioner"] or _partitioner(config, min_slice_size=64 << 20)
    linear, deep, parts = params["linear_feature_columns"], params["dnn_feature_columns"], []
    if deep:
        if not params["dnn_hidden_units"]:
            raise ValueError("dnn_hidden_units must be defined when dnn_feature_columns is specified.")
        activation_fn = params["dnn_activation_fn"] or tf.nn.relu
        with _dnn_scope(features, config):
            logits = _dnn_logits(
                features, mode, head, params["dnn_hidden_units"], deep, activation_fn, params["dnn_dropout"], of_inputs
            )
        parts.append(("dnn", params["dnn_optimizer"] or "Adagrad", 0.05, logits))
    if linear:
        with _linear_scope(features, config) as scope:
            logits = _linear_logits(features, head, linear, params["joint_linear_weights"], scope)
            _summarized(logits, scope.name)
        parts.append(("linear", params["linear_optimizer"] or "Ftrl", min(0.2, 1.0 / len(linear) ** 0.5), logits))

    def train_op_fn(loss):
        step = tf.train.get_global_step()
        fixed = params["fix_global_step_increment_bug"]
        made = []
        for name, optimizer, rate, _ in parts:
            if not isinstance(optimizer, (str, tf.train.Optimizer)):
                optimizer = optimizer()
            made.append(optimize_loss(
                loss, step, rate, optimizer, clip_gradients=params["gradient_clip_norm"], variables=tf.get_collection(name), name=name,
                summaries=[], increment_global_step=not fixed,
            ))
        with tf.control_dependencies([tf.group(*made)]):
            return tf.assign_add(step, 1).op if fixed else tf.group(*made)

    logits = parts[0][3] if len(parts) == 1 else parts[0][3] + parts[1][3]
    return head.create_model_fn_ops(features, mode, labels, train_op_fn, logits)


class DNNEstimator(Estimator):
    def __init__(
        self, head, hidden_units, feature_columns, model_dir=None, optimizer=None, activation_fn=tf.nn.relu, dropout=None,
        gradient_clip_norm=None, config=None, feature_engineering_fn=None, embedding_lr_multipliers=None, input_layer_min_slice_size=None,
    ):
        params = dict(
            head=head, hidden_units=hidden_units, feature_columns=tuple(feature_columns or []), optimizer=optimizer, dropout=dropout,
            activation_fn=activation_fn, gradient_clip_norm=gradient_clip_norm, input_layer_min_slice_size=input_layer_min_slice_size,
        )
        Estimator.__init__(self, _dnn_model_fn, model_dir, config, params, feature_engineering_fn)


class DNNClassifier(DNNEstimator):
    def __init__(
        self, hidden_units, feature_columns, model_dir=None, n_classes=2, weight_column_name=None, optimizer=None, activation_fn=tf.nn.relu,
        dropout=None, gradient_clip_norm=None, enable_centered_bias=False, config=None, feature_engineering_fn=None,
        embedding_lr_multipliers=None, input_layer_min_slice_size=None, label_keys=None,
    ):
        head = multi_class_head(n_classes, weight_column_name=weight_column_name, enable_centered_bias=enable_centered_bias)
        super().__init__(
            head, hidden_units, feature_columns, model_dir, optimizer, activation_fn, dropout, gradient_clip_norm, config,
            feature_engineering_fn, embedding_lr_multipliers, input_layer_min_slice_size,
        )


class DNNRegressor(DNNEstimator):
    def __init__(
        self, hidden_units, feature_columns, model_dir=None, weight_column_name=None, optimizer=None, activation_fn=tf.nn.relu, dropout=None,
        gradient_clip_norm=None, enable_centered_bias=False, config=None, feature_engineering_fn=None, label_dimension=1,
        embedding_lr_multipliers=None, input_layer_min_slice_size=None,
    ):
        head = regression_head(None, weight_column_name, label_dimension, enable_centered_bias)
        super().__init__(
            head, hidden_units, feature_columns, model_dir, optimizer, activation_fn, dropout, gradient_clip_norm, config,
            feature_engineering_fn, embedding_lr_multipliers, input_layer_min_slice_size,
        )


class LinearEstimator(Estimator):
    def __init__(
        self, feature_columns, head, model_dir=None, weight_column_name=None, optimizer=None, gradient_clip_norm=None, _joint_weights=False,
        config=None, feature_engineering_fn=None,
    ):
        params = dict(
            head=head, feature_columns=feature_columns, optimizer=optimizer, gradient_clip_norm=gradient_clip_norm,
            joint_weights=_joint_weights,
        )
        Estimator.__init__(self, _linear_model_fn, model_dir, config, params, feature_engineering_fn)


class LinearClassifier(LinearEstimator):
    def __init__(
        self, feature_columns, model_dir=None, n_classes=2, weight_column_name=None, optimizer=None, gradient_clip_norm=None,
        enable_centered_bias=False, _joint_weight=False, config=None, feature_engineering_fn=None, label_keys=None,
    ):
        head = multi_class_head(n_classes, weight_column_name=weight_column_name, enable_centered_bias=enable_centered_bias)
        super().__init__(
            feature_columns, head, model_dir, weight_column_name, optimizer, gradient_clip_norm, _joint_weight, config, feature_engineering_fn
        )


class LinearRegressor(LinearEstimator):
    def __init__(
        self, feature_columns, model_dir=None, weight_column_name=None, optimizer=None, gradient_clip_norm=None, enable_centered_bias=False,
        label_dimension=1, _joint_weights=False, config=None, feature_engineering_fn=None,
    ):
        head = regression_head(None, weight_column_name, label_dimension, enable_centered_bias)
        super().__init__(
            feature_columns, head, model_dir, weight_column_name, optimizer, gradient_clip_norm, _joint_weights, config,
            feature_engineering_fn,
        )


class DNNLinearCombinedEstimator(Estimator):
    def __init__(
        self, head, model_dir=None, linear_feature_columns=None, linear_optimizer=None, _joint_linear_weights=False,
        dnn_feature_columns=None, dnn_optimizer=None, dnn_hidden_units=None, dnn_activation_fn=None, dnn_dropout=None,
        gradient_clip_norm=None, config=None, feature_engineering_fn=None, embedding_lr_multipliers=None,
        fix_global_step_increment_bug=False, input_layer_partitioner=None,
    ):
        if not linear_feature_columns and not dnn_feature_columns:
            raise ValueError("Either linear_feature_columns or dnn_feature_columns must be defined.")
        params = dict(
            head=head, linear_feature_columns=tuple(linear_feature_columns or []), linear_optimizer=linear_optimizer,
            joint_linear_weights=_joint_linear_weights, dnn_feature_columns=tuple(dnn_feature_columns or []), dnn_optimizer=dnn_optimizer,
            dnn_hidden_units=dnn_hidden_units, dnn_activation_fn=dnn_activation_fn, dnn_dropout=dnn_dropout,
            gradient_clip_norm=gradient_clip_norm, fix_global_step_increment_bug=fix_global_step_increment_bug,
            input_layer_partitioner=input_layer_partitioner,
        )
        Estimator.__init__(self, _combined_model_fn, model_dir, config, params, feature_engineering_fn)


class DNNLinearCombinedClassifier(DNNLinearCombinedEstimator):
    def __init__(
        self, model_dir=None, n_classes=2, weight_column_name=None, linear_feature_columns=None, linear_optimizer=None,
        _joint_linear_weights=False, dnn_feature_columns=None, dnn_optimizer=None, dnn_hidden_units=None, dnn_activation_fn=tf.nn.relu,
        dnn_dropout=None, gradient_clip_norm=None, enable_centered_bias=False, config=None, feature_engineering_fn=None,
        embedding_lr_multipliers=None, input_layer_min_slice_size=None, label_keys=None, fix_global_step_increment_bug=False,
    ):
        head = multi_class_head(n_classes, weight_column_name=weight_column_name, enable_centered_bias=enable_centered_bias)
        super().__init__(
            head, model_dir, linear_feature_columns, linear_optimizer, _joint_linear_weights, dnn_feature_columns, dnn_optimizer,
            dnn_hidden_units, dnn_activation_fn, dnn_dropout, gradient_clip_norm, config, feature_engineering_fn, embedding_lr_multipliers,
            fix_global_step_increment_bug,
        )


class DNNLinearCombinedRegressor(DNNLinearCombinedEstimator):
    def __init__(
        self, model_dir=None, weight_column_name=None, linear_feature_columns=None, linear_optimizer=None, _joint_linear_weights=False,
        dnn_feature_columns=None, dnn_optimizer=None, dnn_hidden_units=None, dnn_activation_fn=tf.nn.relu, dnn_dropout=None,
        gradient_clip_norm=None, enable_centered_bias=False, label_dimension=1, config=None, feature_engineering_fn=None,
        embedding_lr_multipliers=None, input_layer_min_slice_size=None, fix_global_step_increment_bug=False,
    ):
        head = regression_head(None, weight_column_name, label_dimension, enable_centered_bias)
        super().__init__(
            head, model_dir, linear_feature_columns, linear_optimizer, _joint_linear_weights, dnn_feature_columns, dnn_optimizer,
            dnn_hidden_units, dnn_activation_fn, dnn_dropout, gradient_clip_norm, config, feature_engineering_fn, embedding_lr_multipliers,
            fix_global_step_increment_bug,
        )
