"""`http.server`: each request makes a handler (Lib/http/server.py)."""

from _serving import Handler


class BaseHTTPRequestHandler(Handler):
    _served = ("do_GET", "do_POST", "do_PUT", "do_DELETE", "do_HEAD")


class SimpleHTTPRequestHandler(BaseHTTPRequestHandler):
    pass
