# package: gpt-2-simple 0.8.1
# src: gpt_2_simple-0.8.1
# absent: tqdm regex requests toposort
# builds: the model with its loss and sampling as its finetune does
import tensorflow as tf
from gpt_2_simple.src import model, sample

hparams = model.default_hparams()
hparams.n_vocab, hparams.n_layer, hparams.n_embd, hparams.n_head = 500, 3, 48, 4

context = tf.compat.v1.placeholder(tf.int32, [1, None])
output = model.model(hparams=hparams, X=context, gpus=[])
loss = tf.reduce_mean(
    input_tensor=tf.nn.sparse_softmax_cross_entropy_with_logits(labels=context[:, 1:], logits=output["logits"][:, :-1])
)
tf_sample = sample.sample_sequence(hparams=hparams, length=23, context=context, batch_size=1, temperature=1.0, top_k=40)
all_vars = [v for v in tf.compat.v1.trainable_variables() if "model" in v.name]
train_vars = [v for v in all_vars if "/h" in v.name]
opt = tf.compat.v1.train.AdamOptimizer(learning_rate=0.0001)
opt_grads = tf.gradients(ys=loss, xs=train_vars)
opt_apply = opt.apply_gradients(list(zip(opt_grads, train_vars)))
