"""Python 2: recognised (`habits`) in what does not parse as Python 3, and translated (`translate`) into Python 3 with every place known.

Must not import any stage.
"""
