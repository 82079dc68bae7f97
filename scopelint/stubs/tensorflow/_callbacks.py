"""What TensorFlow calls functions of the program by, besides `cond` and loops.

Follows ops/control_flow_switch_case.py, ops/parallel_for/control_flow_ops.py, ops/custom_gradient.py, compiler/xla/xla.py, tpu/tpu.py and
ops/ragged/ragged_functional_ops.py.
"""

import _scopelint
import tensorflow as tf


def switch_case(branch_index, branch_fns, default=None, name="switch_case"):
    """Each branch in a graph of its own."""
    if isinstance(branch_fns, dict):
        branches = [branch_fns[index] for index in sorted(branch_fns)]
    else:
        branches = [one[1] if isinstance(one, (list, tuple)) else one for one in branch_fns]
    if default is not None:
        branches.append(default)
    results = [_scopelint.call_in_function(branch) for branch in branches]
    with tf.name_scope(name):
        tensors = [value for value in tf.nest.flatten(results[0]) if isinstance(value, tf.Tensor)]
        outputs = _scopelint.op("indexed_case", [(tensor.get_shape(), tensor.dtype) for tensor in tensors], *tf.nest.flatten(results))
        outputs = [tf.identity(output, name="indexed_case/Identity") for output in outputs]
    return tf.nest.map_structure(lambda value: outputs.pop(0) if isinstance(value, tf.Tensor) else value, results[0])


def vectorized_map(fn, elems, fallback_to_while_loop=True, warn=True):
    """The function is called once, on one of the items."""
    elems = tf.nest.map_structure(tf.convert_to_tensor, elems)
    with tf.name_scope("loop_body"):
        place = tf.placeholder_with_default(0, shape=[])
        one = fn(tf.nest.map_structure(lambda each: tf.gather(each, place), elems))
    tf.constant(0)
    with tf.name_scope("pfor"):
        tf.constant(0)
        tf.range(0, 1, 1)
    count = tf.nest.flatten(elems)[0].get_shape()[:1]
    return tf.nest.map_structure(lambda each: _scopelint.tensor(count.concatenate(each.get_shape()), each.dtype, each), one)


def recompute_grad(f):
    return tf.custom_gradient(lambda *args: (f(*args), None))


grad_pass_through = recompute_grad


def to_graph(entity, recursive=True, experimental_optional_features=None):
    return entity


def _compiled(computation, inputs, first, last):
    """What the computation makes, in the graph that is open: inputs and outputs pass through ops, and variables are resource variables."""
    with tf.name_scope("cluster"):
        tf.no_op("pivot")
    given = [tf.identity(value, name="%s%d" % (first, number)) for number, value in enumerate(inputs or [])]
    scope = tf.get_variable_scope()
    before = scope.use_resource
    scope.set_use_resource(True)
    try:
        outputs = computation(*given)
    finally:
        scope.set_use_resource(before)
    tensors = [tf.identity(tf.convert_to_tensor(each)) for each in tf.nest.flatten(outputs) if not isinstance(each, tf.Operation)]
    tf.no_op()
    return [tf.identity(tf.identity(tensor, name="output%d" % n), name=last % n) for n, tensor in enumerate(tensors)]


def compile(computation, inputs=None):
    return _compiled(computation, inputs, "input_", "output_%d")


def rewrite(computation, inputs=None, infeed_queue=None, device_assignment=None, name=None, xla_options=None):
    return _compiled(computation, inputs, "replicated_input_", "output_%d_shard_0")


def replicate(computation, inputs=None, *unused_args, **unused_kwargs):
    """One of the replicas, which all use the same variables."""
    made = _compiled(computation, (inputs or [[]])[0], "replicated_input_", "output_%d_shard_0")
    return [made for _ in inputs or [[]]]


def shard(computation, inputs=None, num_shards=1, *unused_args, **unused_kwargs):
    return _compiled(computation, inputs, "replicated_input_", "output_%d")


batch_parallel = shard


def outside_compilation(computation, *args, **kwargs):
    return computation(*args, **kwargs)


def map_flat_values(op, *args, **kwargs):
    return op(*args, **kwargs)
