"""Distributions, queues, tables, summaries and schedules: what makes no variables and gives tensors of known shapes.

In: nothing. Out: the family.
"""

from __future__ import annotations

from typing import Final

from .calls import Call, Family

_NORMAL: Final = "tf.distributions.Normal(tf.layers.dense(x2, 3), tf.ones([3]){o})"

VALUES: Final = Family(
    "distributions, queues, tables",
    (
        *(
            Call(f"{_NORMAL}.{use}", name="name")
            for use in ("sample()", "sample(2)", "sample([2, 5])", "log_prob(tf.zeros([3]))", "entropy()", "mean()")
        ),
        *(
            Call(f"tf.distributions.Categorical(logits=x3{{o}}).{use}", name="name")
            for use in ("sample()", "sample(4)", "log_prob(ids)", "entropy()")
        ),
        Call("tf.distributions.Bernoulli(probs=tf.nn.sigmoid(x2){o}).sample()", ("dtype=tf.float32",), name="name"),
        Call("tf.distributions.Uniform(tf.zeros([2]), tf.ones([5, 1]){o}).sample(3)", name="name"),
        Call("tf.distributions.Dirichlet(tf.ones([4, 3]){o}).sample()", name="name"),
        Call(
            "tf.distributions.kl_divergence(tf.distributions.Normal(x2, 1.0), tf.distributions.Normal(tf.zeros([4]), 2.0){o})", name="name"
        ),
        Call("tf.FIFOQueue(9, [tf.float32], [[4]]{o}).dequeue_many(3)", name="name"),
        Call("tf.FIFOQueue(9, tf.float32, shapes=[4]{o}).dequeue()", name="name"),
        Call("tf.RandomShuffleQueue(9, 1, [tf.float32, tf.int32], [[4], []]{o}).dequeue_up_to(3)[0]", name="name"),
        Call("tf.PaddingFIFOQueue(9, [tf.float32], [[None, 4]]{o}).dequeue()", name="name"),
        Call("tf.train.batch([tf.zeros([4]), tf.zeros([])], 3{o})", ("allow_smaller_final_batch=True", "enqueue_many=False"), name="name"),
        Call("tf.train.shuffle_batch([tf.zeros([7, 4])], 3, 20, 5{o})", ("enqueue_many=True",), name="name"),
        Call("tf.train.slice_input_producer([tf.zeros([7, 4]), tf.zeros([7])]{o})", ("num_epochs=2", "shuffle=False"), name="name"),
        Call("tf.train.string_input_producer(['a', 'b']{o}).dequeue()", ("num_epochs=2",), name="name"),
        Call("tf.TextLineReader({o}).read(tf.train.string_input_producer(['a']))[1]", name="name"),
        Call("tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(['a'], [1]), -1{o}).lookup(tf.constant([['a']]))", name="name"),
        Call("tf.summary.scalar('s', tf.constant(1.0){o})", ("family='f'", "collections=['losses']"), name=""),
        Call("tf.summary.histogram('s/t', x2{o})", name=""),
        Call("tf.summary.merge([tf.summary.scalar('s', tf.constant(1.0)), tf.summary.histogram('h', x2)]{o})", name="name"),
        Call("tf.train.exponential_decay(0.1, tf.train.get_or_create_global_step(), 10, 0.9{o})", ("staircase=True",), name="name"),
        Call("tf.train.polynomial_decay(0.1, tf.train.get_or_create_global_step(), 10{o})", ("cycle=True",), name="name"),
        Call("tf.train.piecewise_constant(tf.train.get_or_create_global_step(), [2, 5], [0.1, 0.2, 0.3]{o})", name="name"),
        Call("tf.train.Saver([tf.get_variable('saved', [1])]{o}) and None", name="name"),
    ),
)
