"""`aiohttp.web`: handlers are called for each request."""

import _scopelint
from _serving import Handler, Open, Routes


class View(Handler):
    pass


class UrlDispatcher(Open):
    def add_get(self, path, handler, **kwargs):
        return _scopelint.for_each_request(handler)

    add_post = add_put = add_patch = add_delete = add_view = add_get

    def add_route(self, method, path, handler, **kwargs):
        return _scopelint.for_each_request(handler)


class RouteTableDef(Routes):
    pass


class Application(Open):
    def __init__(self, **kwargs):
        self.router = UrlDispatcher()

    def add_routes(self, routes):
        pass


def get(path, handler, **kwargs):
    return _scopelint.for_each_request(handler)


post = put = patch = delete = view = get


def route(method, path, handler, **kwargs):
    return _scopelint.for_each_request(handler)
