"""`django.views.decorators.csrf`."""

import _scopelint


def csrf_exempt(view_func):
    return _scopelint.for_each_request(view_func)
