"""`tf.distributions` and those of `tf.contrib.distributions` that programs use most (ops/distributions/*.py): shapes, and no variables.

What a distribution gives has the shape of its batch and of one event, and is made of its parameters: gradients go there, but for draws of
those that cannot be drawn by a transformation.
"""

import _scopelint
import tensorflow as tf

FULLY_REPARAMETERIZED = "FULLY_REPARAMETERIZED"
NOT_REPARAMETERIZED = "NOT_REPARAMETERIZED"


def _shape(tensor):
    return tensor.shape.as_list() if tensor.shape.ndims is not None else None


def _broadcast(shapes):
    """The common static shape; None where one is not known."""
    found = []
    for shape in shapes:
        if shape is None:
            return None
        longer, shorter = (shape, found) if len(shape) > len(found) else (found, shape)
        ahead = len(longer) - len(shorter)
        found = list(longer[:ahead]) + [_one_size(a, b) for a, b in zip(longer[ahead:], shorter)]
    return found


def _one_size(one, other):
    if one is None or other is None:
        known = other if one is None else one
        return None if known == 1 else known
    return other if one == 1 else one


class Distribution:
    _event_rank = 0
    _ops = {}
    """The op that each method ends with, where that is known."""
    _reparameterized = True
    _dtype = tf.float32

    def __init__(
        self, dtype, reparameterization_type, validate_args, allow_nan_stats, parameters=None, graph_parents=None, name=None
    ):
        """What a subclass of the program's own calls: its shapes are told by methods that it overrides."""
        self._dtype = dtype
        self._reparameterized = reparameterization_type == FULLY_REPARAMETERIZED
        self._name = name or type(self).__name__
        self._parameters = list(graph_parents or [])
        self._batch = self._event = _scopelint.unknown("the shape of a distribution")

    def _made(self, name, *parameters):
        with tf.name_scope(name) as scope:
            self._name = scope
            self._parameters = [tf.convert_to_tensor(p) for p in parameters if p is not None]
        whole = _broadcast([_shape(p) for p in self._parameters])
        rank = self._event_rank
        self._batch = whole if whole is None or not rank else whole[: len(whole) - rank]
        self._event = None if whole is None else whole[len(whole) - rank :] if rank else []
        if self._dtype is None or self._reparameterized:
            self._dtype = self._parameters[0].dtype

    @property
    def name(self):
        return self._name

    @property
    def dtype(self):
        return self._dtype

    @property
    def batch_shape(self):
        return tf.TensorShape(self._batch)

    @property
    def event_shape(self):
        return tf.TensorShape(self._event)

    @property
    def reparameterization_type(self):
        return FULLY_REPARAMETERIZED if self._reparameterized else NOT_REPARAMETERIZED

    def batch_shape_tensor(self, name="batch_shape_tensor"):
        return tf.constant(self._batch) if self._batch is not None and None not in self._batch else _scopelint.tensor([None], tf.int32)

    def _result(self, name, shape, dtype, *more, made=True):
        with tf.name_scope(self._name):
            with tf.name_scope(name):
                made_of = (*(self._parameters if made else ()), *more)
                op = self._ops.get(name)
                return _scopelint.tensor(shape, dtype, *made_of) if op is None else _scopelint.op(op, [(shape, dtype)], *made_of)[0]

    def sample(self, sample_shape=(), seed=None, name="sample"):
        if isinstance(sample_shape, int):
            sample_shape = [sample_shape]
        elif isinstance(sample_shape, tf.TensorShape):
            sample_shape = sample_shape.as_list()
        known = isinstance(sample_shape, (list, tuple)) and self._batch is not None
        sizes = [size if isinstance(size, int) else None for size in sample_shape] if known else []
        shape = sizes + self._batch + self._event if known else None
        return self._result(name, shape, self._dtype, made=self._reparameterized)

    def _of(self, value, name):
        value = tf.convert_to_tensor(value)
        shape = _shape(value)
        if shape is not None and self._event_rank:
            shape = shape[: len(shape) - self._event_rank]
        found = _broadcast([shape, self._batch])
        return self._result(name, found, self._float(), value)

    def _float(self):
        return self._parameters[0].dtype

    def log_prob(self, value, name="log_prob"):
        return self._of(value, name)

    def prob(self, value, name="prob"):
        return self._of(value, name)

    def cdf(self, value, name="cdf"):
        return self._of(value, name)

    def log_cdf(self, value, name="log_cdf"):
        return self._of(value, name)

    def survival_function(self, value, name="survival_function"):
        return self._of(value, name)

    def quantile(self, value, name="quantile"):
        return self._of(value, name)

    def entropy(self, name="entropy"):
        return self._result(name, self._batch, self._float())

    def _moment(self, name):
        return self._result(name, None if self._batch is None else self._batch + self._event, self._float())

    def mean(self, name="mean"):
        return self._moment(name)

    def mode(self, name="mode"):
        return self._result(name, None if self._batch is None else self._batch + self._event, self._dtype)

    def stddev(self, name="stddev"):
        return self._moment(name)

    def variance(self, name="variance"):
        return self._moment(name)

    def covariance(self, name="covariance"):
        return self._result(name, None if self._batch is None else self._batch + self._event + self._event, self._float())

    def event_shape_tensor(self, name="event_shape_tensor"):
        return tf.constant(self._event) if self._event is not None and None not in self._event else _scopelint.tensor([None], tf.int32)

    @property
    def parameters(self):
        return _scopelint.unknown("the parameters of a distribution")

    @property
    def allow_nan_stats(self):
        return _scopelint.unknown("a setting of a distribution")

    @property
    def validate_args(self):
        return _scopelint.unknown("a setting of a distribution")

    def is_scalar_event(self, name="is_scalar_event"):
        return _scopelint.tensor([], tf.bool)

    def is_scalar_batch(self, name="is_scalar_batch"):
        return _scopelint.tensor([], tf.bool)

    def log_survival_function(self, value, name="log_survival_function"):
        return self._of(value, name)

    def kl_divergence(self, other, name="kl_divergence"):
        return kl_divergence(self, other)

    def cross_entropy(self, other, name="cross_entropy"):
        return kl_divergence(self, other)


def kl_divergence(distribution_a, distribution_b, allow_nan_stats=True, name=None):
    with tf.name_scope(name, "KullbackLeibler"):
        batch = _broadcast([distribution_a._batch, distribution_b._batch])
        made_of = (*distribution_a._parameters, *distribution_b._parameters)
        if type(distribution_a) is Normal and type(distribution_b) is Normal:
            return _scopelint.op("kl_normal_normal/add", [(batch, distribution_a._float())], *made_of)[0]
        return _scopelint.tensor(batch, distribution_a._float(), *made_of)


class Normal(Distribution):
    _ops = {
        "sample": "Reshape", "log_prob": "sub", "prob": "Exp", "entropy": "add", "mean": "mul", "mode": "mul", "stddev": "mul",
        "variance": "Square",
    }

    def __init__(self, loc, scale, validate_args=False, allow_nan_stats=True, name="Normal"):
        self._made(name, loc, scale)
        self.loc, self.scale = self._parameters


class Laplace(Normal):
    _ops = {"sample": "Reshape"}

    def __init__(self, loc, scale, validate_args=False, allow_nan_stats=True, name="Laplace"):
        super().__init__(loc, scale, name=name)


class Uniform(Distribution):
    _ops = {"sample": "Reshape"}

    def __init__(self, low=0.0, high=1.0, validate_args=False, allow_nan_stats=True, name="Uniform"):
        self._made(name, low, high)
        self.low, self.high = self._parameters


class Gamma(Distribution):
    _ops = {"sample": "Reshape"}

    def __init__(self, concentration, rate, validate_args=False, allow_nan_stats=True, name="Gamma"):
        self._made(name, concentration, rate)
        self.concentration, self.rate = self._parameters


class Exponential(Gamma):
    _ops = {"sample": "Reshape"}

    def __init__(self, rate, validate_args=False, allow_nan_stats=True, name="Exponential"):
        self._made(name, rate)
        self.rate = self._parameters[0]


class Beta(Distribution):
    _ops = {"sample": "Reshape"}

    def __init__(self, concentration1=None, concentration0=None, validate_args=False, allow_nan_stats=True, name="Beta"):
        self._made(name, concentration1, concentration0)
        self.concentration1, self.concentration0 = self._parameters


class StudentT(Distribution):
    _ops = {"sample": "Reshape"}

    def __init__(self, df, loc, scale, validate_args=False, allow_nan_stats=True, name="StudentT"):
        self._made(name, df, loc, scale)
        self.df, self.loc, self.scale = self._parameters


class Dirichlet(Distribution):
    _ops = {"sample": "Reshape"}
    _event_rank = 1

    def __init__(self, concentration, validate_args=False, allow_nan_stats=True, name="Dirichlet"):
        self._made(name, concentration)
        self.concentration = self._parameters[0]


class Bernoulli(Distribution):
    _ops = {"sample": "Reshape", "log_prob": "Neg", "entropy": "add", "mean": "Identity", "mode": "Cast"}
    _reparameterized = False

    def __init__(self, logits=None, probs=None, dtype=tf.int32, validate_args=False, allow_nan_stats=True, name="Bernoulli"):
        self._dtype = dtype
        self._made(name, logits if probs is None else probs)
        self.logits = self.probs = self._parameters[0]


class Categorical(Distribution):
    """The classes are no part of an event."""

    _reparameterized = False
    _ops = {"log_prob": "Neg", "prob": "Exp", "entropy": "Neg", "mode": "Cast"}

    def __init__(self, logits=None, probs=None, dtype=tf.int32, validate_args=False, allow_nan_stats=True, name="Categorical"):
        self._dtype = dtype
        self._made(name, logits if probs is None else probs)
        self.logits = self.probs = self._parameters[0]
        if self._batch is not None:
            self._ops = dict(self._ops, sample="Reshape_1" if len(self._batch) == 2 else "Reshape_2")
        self._batch = None if self._batch is None else self._batch[:-1]


class OneHotCategorical(Distribution):
    _reparameterized = False
    _event_rank = 1

    def __init__(self, logits=None, probs=None, dtype=tf.int32, validate_args=False, allow_nan_stats=True, name="OneHotCategorical"):
        self._dtype = dtype
        self._made(name, logits if probs is None else probs)
        self.logits = self.probs = self._parameters[0]


class Poisson(Distribution):
    _reparameterized = False

    def __init__(
        self, rate=None, log_rate=None, interpolate_nondiscrete=True, validate_args=False, allow_nan_stats=True, name="Poisson"
    ):
        self._made(name, rate if log_rate is None else log_rate)
        self._dtype = self._parameters[0].dtype
        self.rate = self._parameters[0]


class Deterministic(Distribution):
    def __init__(self, loc, atol=None, rtol=None, validate_args=False, allow_nan_stats=True, name="Deterministic"):
        self._made(name, loc)
        self.loc = self._parameters[0]


class MultivariateNormalDiag(Distribution):
    _event_rank = 1

    def __init__(
        self, loc=None, scale_diag=None, scale_identity_multiplier=None, validate_args=False, allow_nan_stats=True,
        name="MultivariateNormalDiag",
    ):
        self._made(name, loc, scale_diag)
        self.loc = loc
        with tf.name_scope("Normal"):  # what it transforms
            pass
