"""`flask.views`: views that are classes."""

from _serving import Handler as MethodView


class View(MethodView):
    _served = ("dispatch_request",)
