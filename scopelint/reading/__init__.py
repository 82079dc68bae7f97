"""From the bytes of a file to libcst's tree, or to a failure that says where and why: `parse` does it, the others serve it.

Flows in: bytes. Flows out: trees, tokens, the text of notebooks. Knows no TensorFlow.
"""
