"""What the stubs of servers have in common: `_scopelint.for_each_request` notes that a function is called again and again."""

import _scopelint


class Open:
    """Has whatever it is asked for: nothing is known of that."""

    def __getattr__(self, name):
        return _scopelint.unknown("only known at run time")


class Routes(Open):
    """What functions are registered with that answer requests, most often by a decorator that has arguments of its own."""

    def __init__(self, *args, **kwargs):
        pass

    def route(self, *args, **kwargs):
        return _scopelint.for_each_request

    get = post = put = patch = delete = route


class Handler(Open):
    """A class of which each request makes an instance, to call one of its methods."""

    _served = ("get", "post", "put", "patch", "delete", "head", "options")

    def __init__(self, *args, **kwargs):
        pass
