"""Stub modules: what libraries do, said in Python and run by the interpreter. Never imported by scopelint itself."""
