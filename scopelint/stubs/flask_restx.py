"""`flask_restx`: resources answer requests."""

from _serving import Handler as Resource
