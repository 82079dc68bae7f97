"""`flask_restful`: resources answer requests."""

from _serving import Handler as Resource
