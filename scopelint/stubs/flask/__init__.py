"""`flask`: a view function is called for each request."""

import _scopelint
from _serving import Routes


class Blueprint(Routes):
    def add_url_rule(self, rule, endpoint=None, view_func=None, **options):
        _scopelint.for_each_request(view_func)

    def before_request(self, f):
        return _scopelint.for_each_request(f)

    after_request = teardown_request = before_request

    def errorhandler(self, code_or_exception):
        return lambda f: f


class Flask(Blueprint):
    pass
