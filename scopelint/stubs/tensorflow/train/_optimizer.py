"""`tf.train.Optimizer` (training/optimizer.py): slots are made when gradients are applied, for variables that have one."""

import _scopelint
import tensorflow as tf
from tensorflow.train import _slots


def _flat(var_list):
    """`nest.flatten`, with partitioned variables as their parts."""
    return [one for item in var_list for one in (_flat(item) if _is_list(item) else (item,))]


def _is_list(item):
    return not _scopelint.is_unknown(item) and isinstance(item, (list, tuple))


def _slot_key(var):
    """Under what a variable has its slots; those that nobody knows share theirs, whose names stand for all."""
    return "a variable that is not known" if _scopelint.is_unknown(var) else var


def _without_gradients(grads_and_vars, api):
    """What is to be made smaller depends on none of the variables."""
    names = [var.op.name for grad, var in grads_and_vars]
    listed = ", ".join(names[:2]) + (" and %d more" % (len(names) - 2) if len(names) > 2 else "")
    return _scopelint.refuse("ValueError", "No gradients provided for any variable: the loss depends on none of " + listed, api)


class Optimizer:
    GATE_NONE = 0
    GATE_OP = 1
    GATE_GRAPH = 2

    def __init__(self, use_locking, name):
        if not name:
            raise ValueError("Must specify the optimizer name")
        self._use_locking = use_locking
        self._name = name
        self._slots = {}
        self._non_slot_dict = {}

    def get_name(self):
        return self._name

    def minimize(
        self, loss, global_step=None, var_list=None, gate_gradients=GATE_OP, aggregation_method=None,
        colocate_gradients_with_ops=False, name=None, grad_loss=None,
    ):
        grads_and_vars = self.compute_gradients(
            loss, var_list=var_list, gate_gradients=gate_gradients, aggregation_method=aggregation_method,
            colocate_gradients_with_ops=colocate_gradients_with_ops, grad_loss=grad_loss,
        )
        if _scopelint.is_empty(grads_and_vars):
            return tf.no_op()
        if _scopelint.is_empty([v for g, v in grads_and_vars if not _scopelint.is_none(g)]) and not _scopelint.caller_is_unknown():
            return _without_gradients(grads_and_vars, "tf.train.Optimizer.minimize")
        return self.apply_gradients(grads_and_vars, global_step=global_step, name=name)

    def compute_gradients(
        self, loss, var_list=None, gate_gradients=GATE_OP, aggregation_method=None, colocate_gradients_with_ops=False, grad_loss=None
    ):
        if var_list is None:
            var_list = tf.trainable_variables() + tf.get_collection("trainable_resource_variables")
        elif isinstance(var_list, (list, tuple)):
            var_list = _flat(var_list)
        elif isinstance(var_list, dict):
            var_list = [var_list[key] for key in sorted(var_list)]
        elif isinstance(var_list, tf.Variable):
            var_list = [var_list]
        else:
            var_list = list(var_list)
        if _scopelint.is_empty(var_list) and not _scopelint.caller_is_unknown():
            _scopelint.no_variables("No variables to optimize.", "tf.train.Optimizer.minimize")
        grads = tf.gradients(loss, var_list, grad_ys=grad_loss)
        return list(zip(grads, var_list))

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        grads_and_vars = tuple(grads_and_vars)
        unknown = _scopelint.caller_is_unknown()
        if _scopelint.is_empty(grads_and_vars) and not unknown:
            return _scopelint.no_variables("No variables provided.", "tf.train.Optimizer.apply_gradients")
        var_list = [v for g, v in grads_and_vars if not _scopelint.is_none(g)]
        if _scopelint.is_empty(var_list):
            if unknown:
                return tf.no_op()
            return _without_gradients(grads_and_vars, "tf.train.Optimizer.apply_gradients")
        with tf.init_scope():
            if not _scopelint.is_unknown(len(self._slots)):  # else it has made some on some of too many paths: those are told
                self._create_slots(var_list)
        update_ops = []
        with tf.name_scope(name, self._name) as name:
            self._prepare()
            for grad, var in grads_and_vars:
                if _scopelint.is_none(grad):
                    continue
                with tf.name_scope("update_" + var.op.name):
                    update_ops.append(self._update(grad, var))
            if global_step is None:
                train_op = self._finish(update_ops, name)
            else:
                self._finish(update_ops, "update")
                train_op = tf.assign_add(global_step, 1, name=name).op
        tf.add_to_collection("train_op", train_op)
        return train_op

    def _update(self, grad, var):
        cls = type(self)
        if cls._apply_dense is Optimizer._apply_dense and cls._apply_sparse is Optimizer._apply_sparse:
            _scopelint.must_be_together(var, grad)
            _scopelint.must_fit("tensorflow.assign", ref=var, value=grad)
            return tf.no_op()
        if isinstance(grad, tf.IndexedSlices):
            return self._apply_sparse(grad, var)
        return self._apply_dense(grad, var)

    def get_slot(self, var, name):
        return self._slots.get(name, {}).get(_slot_key(var))

    def get_slot_names(self):
        return sorted(self._slots.keys())

    def variables(self):
        found = list(self._non_slot_dict.values())
        for slots in self._slots.values():
            found.extend(slots.values())
        return sorted([v for v in found if v.graph is tf.get_default_graph()], key=lambda v: v.name)

    def _create_non_slot_variable(self, initial_value, name, colocate_with):
        key = (name, tf.get_default_graph() if _scopelint.is_unknown(colocate_with) else colocate_with.graph)
        if key not in self._non_slot_dict:
            self._non_slot_dict[key] = tf.Variable(initial_value, name=name, trainable=False)
        return self._non_slot_dict[key]

    def _get_non_slot_variable(self, name, graph=None):
        return self._non_slot_dict.get((name, graph))

    def _non_slot_variables(self):
        return self._non_slot_dict.values()

    def _assert_valid_dtypes(self, tensors):
        pass

    def _valid_dtypes(self):
        return {tf.float16, tf.bfloat16, tf.float32, tf.float64}

    def _create_slots(self, var_list):
        pass

    def _prepare(self):
        pass

    def _apply_dense(self, grad, var):
        return tf.no_op()

    def _resource_apply_dense(self, grad, handle):
        return tf.no_op()

    def _resource_apply_sparse(self, grad, handle, indices):
        return tf.no_op()

    def _apply_sparse(self, grad, var):
        return tf.no_op()

    def _apply_sparse_duplicate_indices(self, grad, var):
        return self._apply_sparse(grad, var)

    def _finish(self, update_ops, name_scope):
        return tf.group(*update_ops, name=name_scope)

    def _slot_dict(self, slot_name):
        if slot_name not in self._slots:
            self._slots[slot_name] = {}
        return self._slots[slot_name]

    def _get_or_make_slot(self, var, val, slot_name, op_name):
        return self._slot(var, slot_name, lambda: _slots.create_slot(var, val, op_name))

    def _get_or_make_slot_with_initializer(self, var, initializer, shape, dtype, slot_name, op_name):
        return self._slot(var, slot_name, lambda: _slots.create_slot_with_initializer(var, initializer, shape, dtype, op_name))

    def _zeros_slot(self, var, slot_name, op_name):
        return self._slot(var, slot_name, lambda: _slots.create_zeros_slot(var, op_name))

    def _slot(self, var, slot_name, make):
        slots, key = self._slot_dict(slot_name), _slot_key(var)
        if not _scopelint.holds(slots, key):
            slots[key] = make()
        return slots[key]

    def _call_if_callable(self, param):
        return param() if callable(param) else param
