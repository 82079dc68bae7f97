"""`socketserver`: each request makes a handler (Lib/socketserver.py)."""

from _serving import Handler


class BaseRequestHandler(Handler):
    _served = ("handle",)


StreamRequestHandler = DatagramRequestHandler = BaseRequestHandler
