"""`django`: what answers requests alone."""
