"""`weakref`: nothing is ever collected (Lib/weakref.py)."""


def ref(value, callback=None):
    return lambda: value


WeakMethod = ref


def proxy(value, callback=None):
    return value


def finalize(value, function, *args, **kwargs):
    return None


WeakKeyDictionary = WeakValueDictionary = dict
WeakSet = set
