"""`tornado`: `tornado.web` alone."""
