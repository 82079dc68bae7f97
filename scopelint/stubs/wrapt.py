"""`wrapt`: decorators that say what they are given: the function, the object it is bound to, and the call's arguments.

From `wrapt/decorators.py` (`decorator`) and `wrapt/wrappers.py` (`FunctionWrapper`, `ObjectProxy`).
"""

import functools


class FunctionWrapper(object):
    def __init__(self, wrapped, wrapper, enabled=None, adapter=None):
        self.__signature__ = wrapped if adapter is None else adapter
        self.__wrapped__ = wrapped
        self._self_wrapper = wrapper
        self._self_enabled = enabled
        functools.update_wrapper(self, wrapped)

    def __call__(self, *args, **kwargs):
        wrapped = self.__wrapped__
        if self._self_enabled is False:
            return wrapped(*args, **kwargs)
        return self._self_wrapper(wrapped, getattr(wrapped, "__self__", None), args, kwargs)

    def __get__(self, instance, owner):
        return _Bound(self, self.__wrapped__.__get__(instance, owner), instance)

    def __getattr__(self, name):
        return getattr(self.__wrapped__, name)


class _Bound(object):
    def __init__(self, parent, wrapped, instance):
        self._self_parent = parent
        self.__wrapped__ = wrapped
        self.__self__ = instance

    def __call__(self, *args, **kwargs):
        wrapper, enabled = self._self_parent._self_wrapper, self._self_parent._self_enabled
        if enabled is False:
            return self.__wrapped__(*args, **kwargs)
        if self.__self__ is None:
            return wrapper(functools.partial(self.__wrapped__, args[0]), args[0], args[1:], kwargs)
        return wrapper(self.__wrapped__, self.__self__, args, kwargs)

    def __getattr__(self, name):
        return getattr(self.__wrapped__, name)


def decorator(wrapper=None, enabled=None, adapter=None, proxy=None):
    if wrapper is None:
        return functools.partial(decorator, enabled=enabled, adapter=adapter)

    def wrapping(wrapped):
        return FunctionWrapper(wrapped, wrapper, enabled, adapter)

    return wrapping


def function_wrapper(wrapper):
    return decorator(wrapper)
