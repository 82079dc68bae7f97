"""Savers, coordinators and what else runs beside the graph (training/saver.py, coordinator.py): ops in a name scope, no variables."""

import _scopelint
import tensorflow as tf


_EMPTY = "No variables to save"


class _SaverDef:
    """The names of a saver's ops (`BaseSaverBuilder._build_internal`)."""

    def __init__(self, scope):
        self.filename_tensor_name = scope + "Const:0"
        self.save_tensor_name = scope + "control_dependency:0"
        self.restore_op_name = scope + "restore_all"


class Saver:
    def __init__(
        self, var_list=None, reshape=False, sharded=False, max_to_keep=5, keep_checkpoint_every_n_hours=10000.0, name=None,
        restore_sequentially=False, saver_def=None, builder=None, defer_build=False, allow_empty=False, write_version=2,
        pad_step_number=False, save_relative_paths=False, filename=None,
    ):
        self._name = name
        self._var_list = var_list
        self._allow_empty = allow_empty
        self.saver_def = None
        if not defer_build:
            self.build()

    def build(self):
        if self._var_list is None:
            self._var_list = tf.global_variables() + tf.get_collection(tf.GraphKeys.SAVEABLE_OBJECTS)
        problem = None if _scopelint.caller_is_unknown() else _scopelint.saver_problem(self._var_list)
        if problem is not None and problem[1] == _EMPTY:
            if self._allow_empty:
                return
            _scopelint.no_variables(_EMPTY, "tf.train.Saver")
        elif problem is not None:
            _scopelint.fail(*problem)
        with tf.name_scope(self._name, "save") as scope:
            self.saver_def = _SaverDef(scope)

    @property
    def last_checkpoints(self):
        return _scopelint.unknown()

    def save(
        self, sess, save_path, global_step=None, latest_filename=None, meta_graph_suffix="meta", write_meta_graph=True, write_state=True,
        strip_default_attrs=False, save_debug_info=False,
    ):
        return _scopelint.unknown(kind=str)

    def restore(self, sess, save_path):
        pass

    def export_meta_graph(self, *args, **kwargs):
        return _scopelint.unknown()

    def recover_last_checkpoints(self, checkpoint_paths):
        pass

    def set_last_checkpoints(self, last_checkpoints):
        pass

    def set_last_checkpoints_with_time(self, last_checkpoints_with_time):
        pass


def import_meta_graph(meta_graph_or_file, clear_devices=False, import_scope=None, **kwargs):
    """What is in the file nobody knows; no op of its own is made for the saver that comes with it."""
    _scopelint.imports_a_graph()
    return Saver(defer_build=True)


class Coordinator:
    def __init__(self, clean_stop_exception_types=None):
        self.joined = False

    def should_stop(self):
        return _scopelint.unknown(kind=bool)

    def request_stop(self, ex=None):
        pass

    def clear_stop(self):
        pass

    def join(self, threads=None, stop_grace_period_secs=120, ignore_live_threads=False):
        pass

    def wait_for_stop(self, timeout=None):
        return _scopelint.unknown(kind=bool)

    def register_thread(self, thread):
        pass

    def stop_on_exception(self):
        return _Nothing()

    def raise_requested_exception(self):
        pass


class _Nothing:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        pass


class Scaffold:
    def __init__(
        self, init_op=None, init_feed_dict=None, init_fn=None, ready_op=None, ready_for_local_init_op=None, local_init_op=None,
        summary_op=None, saver=None, copy_from_scaffold=None, local_init_feed_dict=None,
    ):
        self.init_op = init_op
        self.init_fn = init_fn
        self.init_feed_dict = init_feed_dict
        self.local_init_op = local_init_op
        self.local_init_feed_dict = local_init_feed_dict
        self.ready_op = ready_op
        self.ready_for_local_init_op = ready_for_local_init_op
        self.summary_op = summary_op
        self.saver = saver

    def finalize(self):
        if self.saver is None:
            self.saver = Saver()
        return self


def start_queue_runners(sess=None, coord=None, daemon=True, start=True, collection="queue_runners"):
    return []


class QueueRunner:
    def __init__(
        self, queue=None, enqueue_ops=None, close_op=None, cancel_op=None, queue_closed_exception_types=None, queue_runner_def=None,
        import_scope=None,
    ):
        self.queue = queue

    def create_threads(self, sess, coord=None, daemon=False, start=False):
        return []


def add_queue_runner(qr, collection="queue_runners"):
    tf.add_to_collection(collection, qr)
