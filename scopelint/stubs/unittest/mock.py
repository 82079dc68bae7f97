"""`unittest.mock`: attributes that are others for a while, and objects of which nothing is known (Lib/unittest/mock.py)."""

import functools
import importlib

import _scopelint

_ABSENT = object()


class _Default:
    """Stands for a mock that `patch` makes itself."""


DEFAULT = _Default()
ANY = _scopelint.unknown("equal to anything")


def Mock(*args, **kwargs):
    return _scopelint.unknown("a mock")


MagicMock = NonCallableMock = NonCallableMagicMock = PropertyMock = AsyncMock = create_autospec = mock_open = Mock


class _Patcher:
    def start(self):
        return self.__enter__()

    def stop(self):
        return self.__exit__(None, None, None)


class _patch(_Patcher):
    """An attribute of what `owner()` gives, replaced: in a `with`, around a function, or from `start` to `stop`."""

    def __init__(self, owner, attribute, new, kwargs):
        self._owner = owner
        self._attribute = attribute
        self._new = new
        self._kwargs = kwargs

    def __enter__(self):
        self._target = self._owner()
        self._before = vars(self._target).get(self._attribute, _ABSENT)
        if self._before is _ABSENT:
            self._before = getattr(self._target, self._attribute, _ABSENT)
        value = Mock() if self._new is DEFAULT else self._new
        setattr(self._target, self._attribute, value)
        return value

    def __exit__(self, *error):
        if self._before is _ABSENT:
            delattr(self._target, self._attribute)
        else:
            setattr(self._target, self._attribute, self._before)
        return False

    def __call__(self, function):
        if isinstance(function, type):
            for name in dir(function):
                if name.startswith("test") and callable(getattr(function, name)):
                    setattr(function, name, self(getattr(function, name)))
            return function

        @functools.wraps(function)
        def patched(*args, **kwargs):
            with self as value:
                if self._new is DEFAULT:
                    return function(*args, value, **kwargs)
                return function(*args, **kwargs)

        return patched


class _patch_dict(_Patcher):
    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self._dict = in_dict
        self._values = dict(values, **kwargs)
        self._clear = clear

    def __enter__(self):
        target = _located(self._dict) if isinstance(self._dict, str) else self._dict
        self._target = target
        self._before = {name: target[name] for name in (list(target) if self._clear else self._values) if name in target}
        if self._clear:
            target.clear()
        target.update(self._values)
        return target

    def __exit__(self, *error):
        for name in self._values:
            if name not in self._before:
                self._target.pop(name, None)
        self._target.update(self._before)
        return False

    def __call__(self, function):
        @functools.wraps(function)
        def patched(*args, **kwargs):
            with self:
                return function(*args, **kwargs)

        return patched


def _located(target):
    """What a dotted path names: the longest beginning that is a module, and attributes from there on."""
    parts = target.split(".")
    found = importlib.import_module(parts[0])
    for count, part in enumerate(parts[1:], 2):
        try:
            found = getattr(found, part)
        except AttributeError:
            found = importlib.import_module(".".join(parts[:count]))
    return found


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    owner, _, attribute = target.rpartition(".")
    return _patch(lambda: _located(owner), attribute, new if new_callable is None else new_callable(**kwargs), kwargs)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    return _patch(lambda: target, attribute, new if new_callable is None else new_callable(**kwargs), kwargs)


patch.object = _patch_object
patch.dict = _patch_dict
