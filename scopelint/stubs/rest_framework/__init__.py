"""`rest_framework`: what answers requests alone."""
