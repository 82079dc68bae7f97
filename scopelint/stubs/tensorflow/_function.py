"""`tf.function` and `tf.contrib.eager.defun` in graph mode (eager/def_function.py, eager/function.py).

A function runs in a graph of its own, once for each sort of arguments; each call adds one op. `tf.function` runs it once more where the
first run made variables, and lets no later run make any.
"""

import functools

import _scopelint
import tensorflow as tf


def _alike(one, other):
    """Whether arguments need no run of their own: tensors of one dtype and shape, and whatever else is equal."""
    if isinstance(one, tf.Tensor) and isinstance(other, tf.Tensor):
        return one.dtype == other.dtype and str(one.shape) == str(other.shape)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(_alike(a, b) for a, b in zip(one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_alike(one[key], other[key]) for key in one)
    plain = (int, float, str, bool)
    return one is other or (isinstance(one, plain) and isinstance(other, plain) and one == other)


def _returned(value):
    """Numbers and strings come back as tensors."""
    return tf.convert_to_tensor(value) if isinstance(value, (int, float, str)) else value


class _Function:
    def __init__(self, python_function, input_signature, is_defun):
        functools.update_wrapper(self, python_function)
        self.python_function = python_function
        self.input_signature = input_signature
        self._is_defun = is_defun
        self._runs = []
        self._methods = []

    def __get__(self, instance, owner=None):
        for known, method in self._methods:
            if known is instance:
                return method
        method = _Function(functools.partial(self.python_function, instance), self.input_signature, self._is_defun)
        self._methods.append((instance, method))
        return method

    def __call__(self, *args, **kwargs):
        return self._called(self._run_of((args, kwargs)))

    def get_concrete_function(self, *args, **kwargs):
        self._run_of((args, kwargs))
        return self

    def _run_of(self, arguments):
        for known, result in self._runs:
            if self.input_signature is not None or _alike(known, arguments):
                return result
        result, made = self._run(arguments)
        if made and not self._is_defun:
            if self._runs:
                raise ValueError("tf.function-decorated function tried to create variables on non-first call.")
            result, made = self._run(arguments)
            if made:
                raise ValueError("tf.function-decorated function tried to create variables on non-first call.")
        self._runs.append((arguments, result))
        return result

    def _run(self, arguments):
        """The function's result, and the variables that it makes: resource variables."""
        args, kwargs = arguments
        made = []

        def create(next_creator, **options):
            options["use_resource"] = True
            made.append(next_creator(**options))
            return made[-1]

        def run():
            with tf.variable_creator_scope(create):
                return tf.nest.map_structure(_returned, self.python_function(*args, **kwargs))

        return _scopelint.call_in_function(run), made

    def _called(self, result):
        """One op: stateful where variables are read."""
        tensors = [value for value in tf.nest.flatten(result) if isinstance(value, tf.Tensor)]
        name = "StatefulPartitionedCall" if _scopelint.reads_variables(tensors) else "PartitionedCall"
        outputs = _scopelint.op(name, [(tensor.get_shape(), tensor.dtype) for tensor in tensors], *tensors)
        return tf.nest.map_structure(lambda value: outputs.pop(0) if isinstance(value, tf.Tensor) else value, result)


def function(func=None, input_signature=None, autograph=True, jit_compile=None, *unused_args, **unused_kwargs):
    if func is None:
        return lambda func: _Function(func, input_signature, False)
    return _Function(func, input_signature, False)


def defun(func=None, input_signature=None, autograph=True, experimental_autograph_options=None, *unused_args, **unused_kwargs):
    if func is None:
        return lambda func: _Function(func, input_signature, True)
    return _Function(func, input_signature, True)
