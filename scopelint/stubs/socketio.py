"""`socketio`: a handler is called for each event."""

import _scopelint
from _serving import Routes


class Server(Routes):
    def on(self, event, handler=None, namespace=None):
        if handler is not None:
            return _scopelint.for_each_request(handler)
        return _scopelint.for_each_request

    def event(self, function):
        return _scopelint.for_each_request(function)


AsyncServer = Client = AsyncClient = Server
