"""Default arguments for calls inside a `with` (tf_slim/ops/arg_scope.py)."""

import contextlib
import functools

import _scopelint

_ARGSTACK = [{}]
"""What is open, innermost last: for each decorated function the arguments it gets."""


def current_arg_scope():
    return _ARGSTACK[-1]


def arg_scope_func_key(op):
    return getattr(op, "_key_op", None)


@contextlib.contextmanager
def arg_scope(list_ops_or_scope, **kwargs):
    if _scopelint.is_unknown(list_ops_or_scope):  # which defaults it has cannot be told; taken as none
        yield current_arg_scope()
        return
    if isinstance(list_ops_or_scope, dict):
        if kwargs:
            raise ValueError("When attempting to re-use a scope by suppling a dictionary, kwargs must be empty.")
        current_scope = list_ops_or_scope.copy()
    else:
        if not isinstance(list_ops_or_scope, (list, tuple)):
            raise TypeError("list_ops_or_scope must either be a list/tuple or reused scope (i.e. dict)")
        current_scope = current_arg_scope().copy()
        for op in list_ops_or_scope:
            key = arg_scope_func_key(op)
            if key is None:
                raise ValueError("%s is not decorated with @add_arg_scope", op)
            current_scope[key] = dict(current_scope.get(key, {}), **kwargs)
    _ARGSTACK.append(current_scope)
    try:
        yield current_scope
    finally:
        _ARGSTACK.pop()


def add_arg_scope(func):
    @functools.wraps(func)
    def func_with_args(*args, **kwargs):
        given = _ARGSTACK[-1].get(func)
        if given is None:
            return func(*args, **kwargs)
        return func(*args, **dict(given, **kwargs))

    func_with_args._key_op = func
    return func_with_args


def has_arg_scope(func):
    return arg_scope_func_key(func) is not None


def arg_scoped_arguments(func):
    return func.__code__.co_varnames[: func.__code__.co_argcount]
