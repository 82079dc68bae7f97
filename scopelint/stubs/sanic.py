"""`sanic`: what a route decorates is called for each request."""

import _scopelint
from _serving import Routes


class Blueprint(Routes):
    def add_route(self, handler, uri, *args, **kwargs):
        return _scopelint.for_each_request(handler)


Sanic = Blueprint
