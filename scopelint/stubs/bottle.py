"""`bottle`: what a route decorates is called for each request."""

from _serving import Routes as Bottle

_default = Bottle()
route = _default.route
get = _default.get
post = _default.post
put = _default.put
delete = _default.delete
