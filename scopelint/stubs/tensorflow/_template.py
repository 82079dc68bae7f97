"""`tf.make_template` (ops/template.py): a function whose variables are made by its first call and shared by all others.

Under eager execution (`EagerTemplate`) its variables are in a store of its own, `EagerVariableStore` (ops/variable_scope.py).
"""

import contextlib
import functools

import _scopelint
import tensorflow as tf


def make_template(name_, func_, create_scope_now_=False, unique_name_=None, custom_getter_=None, **kwargs):
    if kwargs:
        func_ = functools.partial(func_, **kwargs)
    return Template(name_, func_, create_scope_now=create_scope_now_, unique_name=unique_name_, custom_getter=custom_getter_)


class EagerVariableStore:
    def __init__(self, store=None):
        self._store = _scopelint.new_eager_store() if store is None else store

    @contextlib.contextmanager
    def as_default(self):
        before = _scopelint.use_eager_store(self._store)
        try:
            yield
        finally:
            _scopelint.use_eager_store(before)


class Template:
    def __init__(self, name, func, create_scope_now=False, unique_name=None, custom_getter=None, create_graph_function=False):
        if name is None:
            raise ValueError("name cannot be None.")
        self._func = func
        self._name = name
        self._unique_name = unique_name
        self._custom_getter = custom_getter
        self._variable_scope = None
        self._variables_created = False
        self._first_call = True
        self._store = _scopelint.new_eager_store() if tf.executing_eagerly() else None
        _scopelint.note_template(self, name)
        if create_scope_now:
            scope_name = unique_name or _scopelint.unique_variable_scope(name)
            with _scopelint.pure_variable_scope(scope_name, custom_getter=custom_getter) as vs:
                self._variable_scope = vs

    def __call__(self, *args, **kwargs):
        _scopelint.note_template_call(self, self._name)
        if self._store is not None:
            return self._call_eagerly(args, kwargs)
        if self._variable_scope is not None:
            with tf.variable_scope(self._variable_scope, reuse=not self._first_call):
                return self._call_func(args, kwargs)
        with tf.variable_scope(self._unique_name, self._name, custom_getter=self._custom_getter) as vs:
            self._variable_scope = vs
            return self._call_func(args, kwargs)

    def _call_eagerly(self, args, kwargs):
        if self._variable_scope is not None:
            scope = tf.variable_scope(self._variable_scope, reuse=tf.AUTO_REUSE)
        else:
            scope = tf.variable_scope(self._unique_name, self._name, custom_getter=self._custom_getter)
        with scope as vs:
            self._variable_scope = vs
            before = _scopelint.use_eager_store(self._store)
            if self._first_call and before is not None:
                self._store = before
                _scopelint.use_eager_store(before)
            self._first_call = False
            try:
                return self._func(*args, **kwargs)
            finally:
                _scopelint.use_eager_store(before)

    def _call_func(self, args, kwargs):
        if self._variables_created:
            before = len(tf.trainable_variables())
            result = self._func(*args, **kwargs)
            if len(tf.trainable_variables()) != before:
                _scopelint.refuse(
                    "ValueError",
                    "Trainable variable created when calling a template after the first time, perhaps you used tf.Variable "
                    "when you meant tf.get_variable",
                    "tf.make_template",
                )
            return result
        if not self._first_call:
            return self._func(*args, **kwargs)
        self._first_call = False
        try:
            result = self._func(*args, **kwargs)
        except Exception:
            self._first_call = True
            raise
        self._variables_created = True
        return result

    @property
    def name(self):
        return self._name

    @property
    def func(self):
        return self._func

    @property
    def variable_scope(self):
        return self._variable_scope

    @property
    def var_scope(self):
        return self._variable_scope

    @property
    def variable_scope_name(self):
        if self._variable_scope is not None:
            name = self._variable_scope.name
            return name if not name or name.endswith("/") else name + "/"

    def _collection(self, key):
        return tf.get_collection(key, self.variable_scope_name) if self._variables_created else []

    @property
    def variables(self):
        return self.global_variables + self.local_variables

    @property
    def trainable_variables(self):
        return self._collection(tf.GraphKeys.TRAINABLE_VARIABLES)

    @property
    def non_trainable_variables(self):
        trainable = self.trainable_variables
        return [v for v in self.global_variables if v not in trainable]

    @property
    def global_variables(self):
        return self._collection(tf.GraphKeys.GLOBAL_VARIABLES)

    @property
    def local_variables(self):
        return self._collection(tf.GraphKeys.LOCAL_VARIABLES)

    @property
    def weights(self):
        return self.variables

    @property
    def trainable_weights(self):
        return self.trainable_variables

    @property
    def non_trainable_weights(self):
        return self.non_trainable_variables
