"""Strategies (distribute/distribute_lib.py, distribute/mirrored_run.py), with one replica: the names of its variables are those that all
have in checkpoints."""

import _scopelint

import tensorflow as tf

_entered = []
"""The strategies whose scope is open."""

_replicas = []
"""The strategies of which a replica is running."""


class _Scope:
    """`_CurrentDistributionContext`: variables made inside are resource variables, and have no parts."""

    def __init__(self, strategy):
        self._strategy = strategy
        self._again = 0

    def __enter__(self):
        if _entered:
            self._again = self._again + 1
        else:
            _entered.append(self._strategy)
            self._variables = tf.variable_scope(tf.get_variable_scope(), custom_getter=_without_parts)
            self._variables.__enter__()
            self._creators = tf.variable_creator_scope(_resource_variable)
            self._creators.__enter__()
        return self._strategy

    def __exit__(self, kind, error, traceback):
        if self._again:
            self._again = self._again - 1
        else:
            self._creators.__exit__(kind, error, traceback)
            self._variables.__exit__(kind, error, traceback)
            _entered.pop()


def _without_parts(getter, *args, **kwargs):
    kwargs.pop("partitioner", None)
    return getter(*args, **kwargs)


def _resource_variable(next_creator, **kwargs):
    return next_creator(**dict(kwargs, use_resource=True))


class ReplicaContext:
    """What runs in a replica sees of its strategy."""

    replica_id_in_sync_group = 0

    def __init__(self, strategy):
        self.strategy = strategy
        self.num_replicas_in_sync = strategy.num_replicas_in_sync

    def merge_call(self, merge_fn, args=(), kwargs=None):
        return merge_fn(self.strategy, *args, **(kwargs or {}))

    def all_reduce(self, reduce_op, value, options=None):
        return value

    def __getattr__(self, name):
        return _scopelint.unknown("how many replicas there are is only known at run time")


class Strategy:
    """`tf.distribute.Strategy`, and its `extended`."""

    _replica_has_a_thread = True

    def __init__(self, *args, **kwargs):
        self.num_replicas_in_sync = _scopelint.unknown("how many replicas there are is only known at run time", int)

    @property
    def extended(self):
        return self

    def scope(self):
        return _Scope(self)

    def run(self, fn, args=(), kwargs=None, options=None):
        """The first replica: in a thread of its own, which enters the graph, the name scope and the variable scope of the call."""
        with self.scope():
            if not self._replica_has_a_thread:
                return self._replica(fn, args, kwargs)
            graph, variables, names = tf.get_default_graph(), tf.get_variable_scope(), tf.get_default_graph().get_name_scope()

            def replica():
                with graph.as_default(), tf.name_scope(names + "/" if names else None), tf.variable_scope(variables):
                    with tf.variable_creator_scope(_resource_variable):
                        return self._replica(fn, args, kwargs)

            return _scopelint.in_a_joined_thread(replica)

    experimental_run_v2 = run

    def _replica(self, fn, args, kwargs):
        _replicas.append(self)
        try:
            return fn(*args, **(kwargs or {}))
        finally:
            _replicas.pop()

    def call_for_each_replica(self, fn, args=(), kwargs=None):
        return self.run(fn, args, kwargs)

    def reduce(self, reduce_op, value, axis=None):
        return value

    def reduce_to(self, reduce_op, value, destinations=None, options=None):
        return value

    def batch_reduce_to(self, reduce_op, value_destination_pairs, options=None):
        return [value for value, _ in value_destination_pairs]

    def update(self, var, fn, args=(), kwargs=None, group=True):
        return fn(var, *args, **(kwargs or {}))

    def experimental_local_results(self, value):
        return (value,)

    unwrap = experimental_local_results

    def experimental_distribute_dataset(self, dataset, options=None):
        return dataset

    def make_dataset_iterator(self, dataset):
        return tf.data.make_initializable_iterator(dataset)

    def __getattr__(self, name):
        return _scopelint.unknown("strategies have no model of this")


class MirroredStrategy(Strategy):
    pass


class OneDeviceStrategy(Strategy):
    _replica_has_a_thread = False


class ReduceOp:
    SUM = "SUM"
    MEAN = "MEAN"


def get_strategy():
    return _entered[-1] if _entered else Strategy()


def has_strategy():
    return bool(_entered)


def in_cross_replica_context():
    return bool(_entered) and not _replicas


def get_replica_context():
    if _replicas:
        return ReplicaContext(_replicas[-1])
    return None if _entered else ReplicaContext(Strategy())
