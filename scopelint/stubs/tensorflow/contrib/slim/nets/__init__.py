"""The networks that slim brings (tf_slim/nets)."""
