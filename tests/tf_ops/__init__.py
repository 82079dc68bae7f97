"""Tests of the model of ordinary ops: signatures, the names they take, shapes."""
