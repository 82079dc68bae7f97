"""The scope machine against TensorFlow: the same operations on both, without Python source in between.

| module | in -> out | TensorFlow? |
|---|---|---|
| `operations` | what a sequence is made of; a seed -> a sequence | no |
| `ours` | a sequence -> what the machine did, step by step | no |
| `theirs` | a sequence -> what TensorFlow did, step by step | yes |
| `compare` | two records -> where they differ; a failing sequence -> a small one | no |

`python -m tests.tf_machine --sequences 20000 --seed 1` runs many; a difference is printed as a short sequence that can be pasted into
`test_against_tensorflow.py`.

Compared after each step: the result (full names, shapes, dtypes, trainable, which variable object), the class and the beginning of the
message of an exception, and what is in force then (graph, name scope, variable scope with reuse, dtype and original name scope). Compared
at the end, for each graph: every name in use, the collections, the store, the counters of variable scopes. Seeds 41 and 42 (60,000
sequences, 894,158 operations) show no difference.

Left out, because the machine does not follow TensorFlow there:

- a `default_name` that is no string together with `auxiliary_name_scope=False` (TensorFlow makes a scope whose name is an int);
- scope objects made under eager execution and entered again inside a graph;
- initial values that read other variables (TensorFlow adds ops below the new variable's own name);
- tensors from outside that are sliced for a partitioned variable inside a `tf.cond`.
"""
