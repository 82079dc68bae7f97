"""`rest_framework.decorators`: they stand at views, which are called for each request."""

import _scopelint


def api_view(http_method_names=None):
    return _scopelint.for_each_request
