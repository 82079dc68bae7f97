"""What introspection cannot tell about TensorFlow's public names: kinds, callbacks, variables, old names.

In: names below `tensorflow`. Out: what `generate_op_table.py` writes beside the signatures.
"""

from __future__ import annotations

import re
from typing import Final

CALLBACKS: Final = {
    "cond": "true_fn false_fn fn1 fn2",
    "case": "pred_fn_pairs default",
    "switch_case": "branch_fns default",
    "while_loop": "cond body",
    "map_fn": "fn",
    "foldl": "fn",
    "foldr": "fn",
    "scan": "fn",
    "vectorized_map": "fn",
    "py_func": "func",
    "numpy_function": "func",
    "py_function": "func",
    "custom_gradient": "f",
    "recompute_grad": "f",
    "grad_pass_through": "f",
    "function": "func",
    "wrap_function": "fn",
    "make_template": "func_",
    "tuple": "",
    "nest.map_structure": "func",
    "map_fn_v2": "fn",
    "nn.raw_rnn": "loop_fn",
    "ragged.map_flat_values": "op",
    "histogram_fixed_width": "",
    "contrib.eager.defun": "func",
    "train.MonitoredTrainingSession": "",
    "xla.experimental.compile": "computation",
    "autograph.to_graph": "entity",
    "autograph.experimental.do_not_convert": "func",
    "app.run": "main",
    "data.experimental.map_and_batch": "map_func",
    "data.experimental.parallel_interleave": "map_func",
    "data.experimental.group_by_window": "key_func reduce_func",
    "estimator.train_and_evaluate": "",
    "while_v2": "cond body",
    "tpu.outside_compilation": "computation",
    "tpu.replicate": "computation",
    "tpu.shard": "computation",
    "tpu.batch_parallel": "computation",
    "tpu.rewrite": "computation",
}
"""Parameters that are functions of the program, called while the graph is built (or never, as for `py_func`)."""

_VARIABLE_MAKERS: Final = re.compile(
    r"""
    get_variable | get_local_variable | Variable | VariableAggregation.* | variable_creator_scope
  | layers\.(?!Input|experimental|.*pooling|.*Pooling|dropout|Dropout|flatten|Flatten).*
  | keras\.layers\.(?!Input|InputSpec|deserialize|serialize).* | keras\.(Sequential|Model)
  | keras\.models\.(Model|Sequential|clone_model|load_model|model_from_.*)
  | keras\.applications\..* | keras\.metrics\.[A-Z].* | keras\.optimizers\..* | keras\.estimator\..*
  | keras\.backend\.(variable|placeholder_with_default|moving_average_update|ones|zeros|eye|random_.*_variable|rnn
      |zeros_like|ones_like|learning_phase)
  | keras\.experimental\..* | keras\.mixed_precision\..*
  | metrics\..*
  | nn\.rnn_cell\.(?!LSTMStateTuple).* | nn\.(dynamic_rnn|bidirectional_dynamic_rnn|static_rnn|static_bidirectional_rnn
      |static_state_saving_rnn|raw_rnn)
  | train\..*Optimizer | train\.(ExponentialMovingAverage|create_global_step|get_or_create_global_step
      |Scaffold|Supervisor|MonitoredTrainingSession|limit_epochs|.*input_producer)
  | train\.experimental\..*(LossScale|Optimizer).* | mixed_precision\..*(LossScale|Optimizer).*
  | feature_column\.(input_layer|linear_model)
  | estimator\.[A-Z].*(Estimator|Classifier|Regressor|Head) | estimator\.experimental\..*
  | tpu\.(CrossShardOptimizer|experimental\..*)
  | random\..*Generator
  | make_template
  | saved_model\.(load|load_v2|loader\.load) | train\.import_meta_graph
    """,
    re.VERBOSE,
)

_PYTHON: Final = re.compile(
    r"""
    app\..* | flags\..* | gfile\..* | io\.gfile\..* | logging\..* | nest\..* | config\..* | test\..* | errors\..*
  | resource_loader\..* | sysconfig\..* | version\..* | profiler\..* | python_io\..* | mlir\..* | lite\..*
  | autograph\..* | compat\..* | saved_model\..*def.* | graph_util\..* | experimental\..* | user_ops\..*
  | feature_column\.(?!input_layer|linear_model).* | distribute\..* | estimator\..* | types\..*
  | debugging\.(?!assert|check|is_finite|is_inf|is_nan|is_non|is_strict|Assert).* | debugging\.assert_(proper|same_float).*
  | (enable|disable)_.* | .*_enabled | get_(collection|default|logger|seed|static_value|variable_scope).*
  | add_to_collections? | NoGradient | NotDifferentiable | no_gradient | all_variables | as_dtype | trainable_variables
  | (global|local|model|moving_average)_variables | assert_proper_iterable | assert_same_float_dtype
  | broadcast_static_shape | colocate_with | container | control_dependencies | device | dimension_.* | executing_eagerly.*
  | init_scope | is_(numeric_tensor|symbolic_tensor|tensor) | load_.*library | make_(ndarray|tensor_proto)
  | (min_max_variable|fixed_size|variable_axis_size)_partitioner | no_regularizer | register_tensor_conversion_function
  | reset_default_graph | set_random_seed | random\.(get_seed|set_random_seed) | type_spec_from_value
  | layers\.experimental\..* | losses\.(add_loss|get_losses|get_regularization_losses) | name_scope | op_scope
  | train\.(NewCheckpointReader|add_queue_runner|checkpoint.*|do_quantize.*|generate_checkpoint.*|get_checkpoint.*
      |get_global_step|global_step|latest_checkpoint|list_variables|load_checkpoint|load_variable|remove_checkpoint
      |replica_device_setter|start_queue_runners|summary_iterator|update_checkpoint.*|write_graph|queue_runner\..*
      |export_meta_graph|experimental\..*able_.*|basic_train_loop|assert_global_step|warm_start|init_from_checkpoint)
  | data\.get_output.* | data\.experimental\.(get_structure|.*Structure|enable_debug_mode)
  | initializers\..* | keras\.(activations|initializers|regularizers|constraints|utils|preprocessing|datasets|losses
      |callbacks|wrappers|backend|applications|models|optimizers|metrics|layers|mixed_precision|experimental|estimator)\.
      (get|serialize|deserialize|.*_utils|custom_object.*|get_.*|set_.*|is_.*|clear_session|floatx|epsilon|image_data_format
      |decode_predictions|preprocess_input|l1|l2|l1_l2|to_categorical|normalize|register.*|load_data)
  | keras\.(utils|preprocessing|datasets)\..* | summary\.(get_summary.*|all_v2.*)
  | io\.write_graph | tpu\.(core|experimental\..*column.*) | random\.experimental\.(get|set)_global_generator | sparse_mask_x
    """,
    re.VERBOSE,
)

OP_CLASSES: Final = frozenset(
    [
        "SparseTensor",
        "IndexedSlices",
        "FIFOQueue",
        "RandomShuffleQueue",
        "PaddingFIFOQueue",
        "PriorityQueue",
        "TensorArray",
        "TFRecordReader",
        "WholeFileReader",
        "TextLineReader",
        "IdentityReader",
        "FixedLengthRecordReader",
        "lookup.StaticHashTable",
        "lookup.KeyValueTensorInitializer",
        "train.Saver",
        "ConditionalAccumulator",
    ]
)
"""Classes whose objects take names from the graph when they are made."""

METHODS: Final = {
    "Variable": [
        "assign",
        "assign_add",
        "assign_sub",
        "read_value",
        "value",
        "initialized_value",
        "count_up_to",
        "scatter_update",
        "scatter_add",
        "scatter_sub",
        "scatter_nd_update",
        "scatter_nd_add",
        "scatter_nd_sub",
    ],
    "Tensor": ["__getitem__"],
}
"""Methods that are ops."""

LEGACY: Final = {
    "mul": "multiply",
    "sub": "subtract",
    "neg": "negative",
    "pack": "stack",
    "unpack": "unstack",
    "batch_matmul": "matmul",
    "select": "where",
    "concat_v2": "concat",
    "inv": "reciprocal",
    "complex_abs": "abs",
    "listdiff": "setdiff1d",
    "merge_all_summaries": "summary.merge_all",
    "merge_summary": "summary.merge",
    "train.SummaryWriter": "summary.FileWriter",
    "initializers.variance_scaling_initializer": "initializers.variance_scaling",
    "batch_cholesky": "cholesky",
    "batch_matrix_diag": "matrix_diag",
    "image.resize_image": "image.resize_images",
    "python.platform.gfile.GFile": "gfile.GFile",
    "python.platform.gfile.Open": "gfile.Open",
    "python.platform.gfile.Exists": "gfile.Exists",
    "python.platform.gfile.FastGFile": "gfile.FastGFile",
}
"""Names of TensorFlow before 1.0 that 2.15's `compat.v1` has no more, and what they are called there."""


def makes_variables(path: str) -> bool:
    """Whether a call, or a use of what it returns, may create variables."""
    return _VARIABLE_MAKERS.fullmatch(path) is not None


def is_python(path: str) -> bool:
    """Whether a call leaves the graph's names alone."""
    return _PYTHON.fullmatch(path) is not None


def of_function(path: str) -> str:
    """The kind of a function, as in `op_table.OpKind`."""
    if CALLBACKS.get(path):
        return "callbacks"
    return "python" if is_python(path) else "op"
