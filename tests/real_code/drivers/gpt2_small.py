# package: openai/gpt-2 9b63575
# src: openai+gpt-2/src
# absent: regex
# builds: the 12-layer model twice (training, then sampling under reuse), and Adam
import tensorflow as tf

import model
import sample

hparams = model.default_hparams()
hparams.override_from_dict({"n_vocab": 50257, "n_ctx": 1024, "n_embd": 768, "n_head": 12, "n_layer": 12})

context = tf.placeholder(tf.int32, [1, None])
output = model.model(hparams=hparams, X=context)
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=context[:, 1:], logits=output["logits"][:, :-1]))
sampled = sample.sample_sequence(hparams=hparams, length=20, context=context, batch_size=1, temperature=1.0, top_k=40)
variables = [v for v in tf.trainable_variables() if "model" in v.name]
train = tf.train.AdamOptimizer(learning_rate=0.0001).minimize(loss, var_list=variables)
