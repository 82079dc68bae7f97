"""TensorFlow's own library, family by family: every function and class with every option, in every scope, as TensorFlow has it.

`families.py` lists what is called, `contexts.py` in what circumstances, `matrix.py` makes programs of the two, `compare.py` puts them
through scopelint and TensorFlow. TensorFlow is 2.15 (`tests.oracle`), and 1.15 itself (`tensorflow1.py`) for what only that has.
"""
