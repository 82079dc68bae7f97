"""`django.views.decorators.http`."""

import _scopelint


def require_http_methods(request_method_list):
    return _scopelint.for_each_request


def require_POST(func):
    return _scopelint.for_each_request(func)


require_GET = require_safe = require_POST
