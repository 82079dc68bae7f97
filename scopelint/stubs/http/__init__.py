"""`http`: `http.server` alone."""
