"""The scope machine against TensorFlow: the same operations on both, without Python source in between.

| module | in -> out | TensorFlow? |
|---|---|---|
| `operations` | what a sequence is made of; a seed -> a sequence | no |
| `ours` | a sequence -> what the machine did, step by step | no |
| `theirs` | a sequence -> what TensorFlow did, step by step | yes |
| `compare` | two records -> where they differ; a failing sequence -> a small one | no |

`python -m tests.tf_machine --sequences 20000 --seed 1` runs many; a difference is printed as a short sequence that can be pasted into
`test_against_tensorflow.py`.
"""
