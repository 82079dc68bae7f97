"""`rospy`: a callback is called for each message."""

import _scopelint
from _serving import Open


class Subscriber(Open):
    def __init__(self, name, data_class, callback=None, callback_args=None, queue_size=None, **kwargs):
        _scopelint.for_each_request(callback)


class Service(Open):
    def __init__(self, name, service_class, handler, **kwargs):
        _scopelint.for_each_request(handler)


class Timer(Open):
    def __init__(self, period, callback, oneshot=False, **kwargs):
        if not oneshot:
            _scopelint.for_each_request(callback)
