"""`BaseHTTPServer`, which is `http.server` in Python 3."""

from http.server import BaseHTTPRequestHandler
