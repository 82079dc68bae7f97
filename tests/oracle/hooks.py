"""Watches TensorFlow make, share and refuse variables.

In: a `Watcher` to call. Out: nothing; `install` replaces methods of TensorFlow's own classes for the rest
of the process.

Where to watch (tensorflow/python/ops, 2.15):

- `_VariableStore._get_single_variable` (variable_scope.py) is where sharing is decided, after every custom
  getter and slim's renaming, once for each part of a partitioned variable. A partitioned variable that is
  shared as a whole is answered by `_get_partitioned_variable` from a table of its own, so that is watched
  too.
- `RefVariable._init_from_args` (ref_variable.py), `ResourceVariable._init_from_args` and
  `UninitializedVariable.__init__` (resource_variable_ops.py) are where variable ops come from:
  `tf.Variable`, get_variable's own creations, slots, Keras weights.
- `_init_from_proto` of both, inside `import_scoped_meta_graph` (meta_graph.py): variables that an imported
  graph brings along.
- a refusal is an exception on its way out of `_get_single_variable`, `_get_partitioned_variable` or, for
  checks that come before the store (dtypes, names), `VariableScope.get_variable`. The innermost of them
  tells; the outer ones see that it has been told. An exception raised by the user's own code (in a getter
  or an initializer) is no refusal.
"""

from __future__ import annotations

import functools
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, ParamSpec, Protocol, TypeVar

from tensorflow.python.framework import meta_graph
from tensorflow.python.ops import ref_variable, resource_variable_ops, variable_scope

from .truth import Outcome, Via

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_P = ParamSpec("_P")
_R = TypeVar("_R")

_TOLD: Final = "_scopelint_oracle_told"


class Watcher(Protocol):
    """What the hooks report to. Called while TensorFlow's own call is still on the stack."""

    def granted(self, variable: Any, outcome: Outcome, via: Via) -> None:
        """TensorFlow made this variable, or answered a request with it."""

    def refused(self, name: str, error: Exception) -> None:
        """TensorFlow refused this full name with this exception."""


class _Requests(threading.local):
    """What this thread is busy with: get_variable calls, innermost last, and imports of graphs."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.created: list[set[str]] = []
        self.importing = 0

    @contextmanager
    def open(self, name: str) -> Iterator[set[str]]:
        """A request for `name`; gives the set of the names that are created while it is answered."""
        created: set[str] = set()
        self.names.append(name)
        self.created.append(created)
        try:
            yield created
        finally:
            self.names.pop()
            self.created.pop()


def install(watcher: Watcher) -> None:
    """Reports to `watcher` whatever TensorFlow does from now on in this process."""
    requests = _Requests()
    _watch_store(watcher, requests)
    _watch_variables(watcher, requests)
    _watch_imports(watcher, requests)


def variable_name(variable: Any) -> str:
    """The full name without its output number: "scope/w" for "scope/w:0"."""
    name: str = variable.name
    return name.removesuffix(":0")


def _watch_store(watcher: Watcher, requests: _Requests) -> None:
    store = variable_scope._VariableStore
    get_single = store._get_single_variable
    get_partitioned = store._get_partitioned_variable
    get_variable = variable_scope.VariableScope.get_variable

    @functools.wraps(get_single)
    def single(self: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        existed = name in self._vars
        with _refusals(watcher, name), requests.open(name) as created:
            variable = get_single(self, name, *args, **kwargs)
        if existed:
            watcher.granted(variable, Outcome.REUSE, Via.GET_VARIABLE)
        elif variable_name(variable) not in created:  # a variable creator answered with something of its own
            watcher.granted(variable, Outcome.CREATE, Via.GET_VARIABLE)
        return variable

    @functools.wraps(get_partitioned)
    def partitioned(self: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        existed = name in self._partitioned_vars
        with _refusals(watcher, name):
            variable = get_partitioned(self, name, *args, **kwargs)
        if existed:
            parts: Iterable[Any] = variable
            for part in parts:
                watcher.granted(part, Outcome.REUSE, Via.GET_VARIABLE)
        return variable

    @functools.wraps(get_variable)
    def scoped(self: Any, var_store: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        with _refusals(watcher, f"{self.name}/{name}" if self.name else str(name)):
            return get_variable(self, var_store, name, *args, **kwargs)

    store._get_single_variable = single
    store._get_partitioned_variable = partitioned
    variable_scope.VariableScope.get_variable = scoped


@contextmanager
def _refusals(watcher: Watcher, name: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError) as error:
        if not getattr(error, _TOLD, False):
            watcher.refused(name, error)
            setattr(error, _TOLD, True)
        raise


def _watch_variables(watcher: Watcher, requests: _Requests) -> None:
    def watch(method: Callable[_P, _R]) -> Callable[_P, _R]:
        @functools.wraps(method)
        def creating(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            result = method(*args, **kwargs)
            variable = args[0]
            asked = bool(requests.names) and kwargs.get("name") == requests.names[-1]
            for created in requests.created:
                created.add(variable_name(variable))
            watcher.granted(variable, Outcome.CREATE, Via.GET_VARIABLE if asked else Via.VARIABLE)
            return result

        return creating

    ref_variable.RefVariable._init_from_args = watch(ref_variable.RefVariable._init_from_args)
    resource = resource_variable_ops.ResourceVariable
    resource._init_from_args = watch(resource._init_from_args)
    uninitialized = resource_variable_ops.UninitializedVariable
    uninitialized.__init__ = watch(uninitialized.__init__)


def _watch_imports(watcher: Watcher, requests: _Requests) -> None:
    import_graph = meta_graph.import_scoped_meta_graph_with_return_elements

    @functools.wraps(import_graph)
    def importing(*args: Any, **kwargs: Any) -> Any:
        requests.importing += 1
        try:
            return import_graph(*args, **kwargs)
        finally:
            requests.importing -= 1

    def watch(method: Callable[_P, _R]) -> Callable[_P, _R]:
        @functools.wraps(method)
        def from_proto(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            result = method(*args, **kwargs)
            if requests.importing:
                watcher.granted(args[0], Outcome.CREATE, Via.IMPORT)
            return result

        return from_proto

    meta_graph.import_scoped_meta_graph_with_return_elements = importing
    for kind in (ref_variable.RefVariable, resource_variable_ops.ResourceVariable):
        kind._init_from_proto = watch(kind._init_from_proto)
