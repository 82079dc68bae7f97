"""Sessions that look after themselves, and their hooks (training/monitored_session.py, supervisor.py, basic_session_run_hooks.py).

They make nothing; but a hook may, in `begin`.
"""

import _scopelint
import tensorflow as tf


class SessionRunHook:
    def begin(self):
        pass

    def after_create_session(self, session, coord):
        pass

    def before_run(self, run_context):
        return None

    def after_run(self, run_context, run_values):
        pass

    def end(self, session):
        pass


class _ReadyMade(SessionRunHook):
    def __init__(self, *args, **kwargs):
        pass


class LoggingTensorHook(_ReadyMade):
    pass


class StopAtStepHook(_ReadyMade):
    pass


class CheckpointSaverHook(_ReadyMade):
    pass


class CheckpointSaverListener:
    def begin(self):
        pass

    def before_save(self, session, global_step_value):
        pass

    def after_save(self, session, global_step_value):
        pass

    def end(self, session, global_step_value):
        pass


class StepCounterHook(_ReadyMade):
    pass


class NanTensorHook(_ReadyMade):
    pass


class SummarySaverHook(_ReadyMade):
    pass


class GlobalStepWaiterHook(_ReadyMade):
    pass


class FinalOpsHook(_ReadyMade):
    @property
    def final_ops_values(self):
        return _scopelint.unknown()


class FeedFnHook(_ReadyMade):
    pass


class ProfilerHook(_ReadyMade):
    pass


class SecondOrStepTimer:
    def __init__(self, every_secs=None, every_steps=None):
        pass

    def should_trigger_for_step(self, step):
        return _scopelint.unknown(kind=bool)

    def update_last_triggered_step(self, step):
        return _scopelint.unknown(), _scopelint.unknown()

    def last_triggered_step(self):
        return _scopelint.unknown()

    def reset(self):
        pass


class SessionRunArgs:
    def __init__(self, fetches, feed_dict=None, options=None):
        self.fetches = fetches
        self.feed_dict = feed_dict
        self.options = options


class _MonitoredSession:
    def __init__(self, hooks):
        self.graph = tf.get_default_graph()
        for hook in hooks or ():
            hook.begin()
        self._graph_was_finalized = self.graph.finalized
        self.graph.finalize()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.close()

    def run(self, fetches, feed_dict=None, options=None, run_metadata=None):
        return _scopelint.unknown()

    def run_step_fn(self, step_fn):
        return _scopelint.unknown()

    def should_stop(self):
        return _scopelint.unknown(kind=bool)

    def close(self):
        if not self._graph_was_finalized:
            self.graph._unsafe_unfinalize()

    def raw_session(self):
        return tf.Session()


class MonitoredSession(_MonitoredSession):
    def __init__(self, session_creator=None, hooks=None, stop_grace_period_secs=120):
        _MonitoredSession.__init__(self, hooks)


class SingularMonitoredSession(_MonitoredSession):
    def __init__(
        self, hooks=None, scaffold=None, master="", config=None, checkpoint_dir=None, stop_grace_period_secs=120,
        checkpoint_filename_with_path=None,
    ):
        _MonitoredSession.__init__(self, hooks)


def MonitoredTrainingSession(
    master="", is_chief=True, checkpoint_dir=None, scaffold=None, hooks=None, chief_only_hooks=None, save_checkpoint_secs=None,
    save_summaries_steps=None, save_summaries_secs=None, config=None, stop_grace_period_secs=120, log_step_count_steps=100,
    max_wait_secs=7200, save_checkpoint_steps=None, summary_dir=None, save_graph_def=True,
):
    return _MonitoredSession(list(hooks or ()) + list(chief_only_hooks or ()))


class Supervisor:
    def __init__(
        self, graph=None, ready_op=0, ready_for_local_init_op=0, is_chief=True, init_op=0, init_feed_dict=None, local_init_op=0,
        logdir=None, summary_op=0, saver=0, global_step=0, save_summaries_secs=120, save_model_secs=600, recovery_wait_secs=30,
        stop_grace_secs=120, checkpoint_basename="model.ckpt", session_manager=None, summary_writer=0, init_fn=None,
        local_init_run_options=None,
    ):
        self.graph = tf.get_default_graph() if graph is None else graph
        self.is_chief = is_chief
        with self.graph.as_default():
            self.saver = self._default_saver() if saver == 0 else saver
            self.global_step = tf.train.get_global_step() if global_step == 0 else global_step
        self.coord = tf.train.Coordinator()
        self.summary_op = self._default_summaries() if summary_op == 0 else summary_op
        self.summary_writer = tf.summary.FileWriter(logdir) if summary_writer == 0 and logdir else summary_writer or None
        self.init_op = tf.global_variables_initializer() if init_op == 0 else init_op
        self.init_feed_dict = init_feed_dict
        self.save_summaries_secs = save_summaries_secs
        self.save_model_secs = save_model_secs
        self.save_path = _scopelint.unknown(kind=str) if logdir else None
        self.graph.finalize()

    def _default_summaries(self):
        found = tf.get_collection("summary_op")
        merged = found[0] if found else tf.summary.merge_all()
        if merged is not None and not found:
            tf.add_to_collection("summary_op", merged)
        return merged

    def _default_saver(self):
        savers = tf.get_collection("savers")
        if savers or not tf.global_variables():
            return savers[0] if savers else None
        saver = tf.train.Saver()
        tf.add_to_collection("savers", saver)
        return saver

    def managed_session(self, master="", config=None, start_standard_services=True, close_summary_writer=True):
        return tf.Session(graph=self.graph)

    def prepare_or_wait_for_session(self, master="", config=None, wait_for_checkpoint=False, max_wait_secs=7200, start_standard_services=True):
        return tf.Session(graph=self.graph)

    PrepareSession = prepare_or_wait_for_session

    def should_stop(self):
        return _scopelint.unknown(kind=bool)

    def start_queue_runners(self, sess, queue_runners=None):
        return []

    def start_standard_services(self, sess):
        pass

    def summary_computed(self, sess, summary, global_step=None):
        pass

    def loop(self, timer_interval_secs, target, args=None, kwargs=None):
        pass

    def stop(self, threads=None, close_summary_writer=True, ignore_live_threads=False):
        pass

    def request_stop(self, ex=None):
        pass
