"""Sessions (client/session.py): they run a graph and make nothing in it, but say which graph is the default."""

import _scopelint
import tensorflow as tf

_sessions = []


class _AsDefault:
    """`ops.default_session(session)`: a stack of its own, apart from that of graphs."""

    def __init__(self, session):
        self._session = session

    def __enter__(self):
        _sessions.append(self._session)
        return self._session

    def __exit__(self, kind, error, traceback):
        if _sessions:
            _sessions.pop()


class BaseSession:
    def __init__(self, target="", graph=None, config=None):
        self.graph = tf.get_default_graph() if graph is None else graph
        self.sess_str = target

    @property
    def graph_def(self):
        return _scopelint.unknown()

    def as_default(self):
        return _AsDefault(self)

    def run(self, fetches, feed_dict=None, options=None, run_metadata=None):
        _scopelint.note_run()
        _scopelint.must_be_elements(self.graph, fetches, feed_dict)
        return _scopelint.unknown()

    def partial_run(self, handle, fetches, feed_dict=None):
        return _scopelint.unknown()

    def partial_run_setup(self, fetches, feeds=None):
        return _scopelint.unknown()

    def make_callable(self, fetches, feed_list=None, accept_options=False):
        return lambda *args, **kwargs: _scopelint.unknown()

    def list_devices(self):
        return _scopelint.unknown()

    def close(self):
        pass


class Session(BaseSession):
    def __init__(self, target="", graph=None, config=None):
        BaseSession.__init__(self, target, graph, config)
        self._default_graph = None

    def __enter__(self):
        if self._default_graph is not None:
            raise RuntimeError("Session context managers are not re-entrant.")
        self._default_graph = self.graph.as_default()
        self._default_session = self.as_default()
        self._default_graph.__enter__()
        return self._default_session.__enter__()

    def __exit__(self, kind, error, traceback):
        self._default_session.__exit__(kind, error, traceback)
        self._default_graph.__exit__(kind, error, traceback)
        self._default_graph = None

    @staticmethod
    def reset(target, containers=None, config=None):
        pass


class InteractiveSession(BaseSession):
    """Makes itself, and the graph that it was given, the default until it is closed."""

    def __init__(self, target="", graph=None, config=None):
        BaseSession.__init__(self, target, graph, config)
        self._default_session = self.as_default()
        self._default_session.__enter__()
        self._explicit_graph = None
        if graph is not None:
            self._explicit_graph = graph.as_default()
            self._explicit_graph.__enter__()

    def close(self):
        if self._explicit_graph is not None:
            self._explicit_graph.__exit__(None, None, None)
            self._explicit_graph = None
        if self._default_session is not None:
            self._default_session.__exit__(None, None, None)
            self._default_session = None


def get_default_session():
    if _sessions:
        return _sessions[-1]
    return None


class Timeline:
    """How long the steps of a run took (client/timeline.py): a text, which makes nothing."""

    def __init__(self, step_stats, graph=None):
        self._step_stats = step_stats

    def generate_chrome_trace_format(self, show_dataflow=True, show_memory=False, op_time="schedule"):
        return _scopelint.unknown("what a run took", str)

    def analyze_step_stats(self, show_dataflow=True, show_memory=True, op_time="schedule"):
        return _scopelint.unknown("what a run took")
