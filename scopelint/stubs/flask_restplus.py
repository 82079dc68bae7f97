"""`flask_restplus`: resources answer requests."""

from _serving import Handler as Resource
