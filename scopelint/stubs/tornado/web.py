"""`tornado.web`: each request makes a handler."""

from _serving import Handler as RequestHandler
