# package: allenai/bilm-tf 7cffee2
# src: allenai+bilm-tf
# absent: h5py
# builds: the bidirectional language model over characters, on two towers that share, with Adagrad
import tensorflow as tf

from bilm.training import LanguageModel, average_gradients, clip_grads

options = {
    "bidirectional": True,
    "char_cnn": {
        "activation": "relu",
        "embedding": {"dim": 16},
        "filters": [[1, 32], [2, 32], [3, 64]],
        "max_characters_per_token": 50,
        "n_characters": 261,
        "n_highway": 2,
    },
    "dropout": 0.1,
    "lstm": {"cell_clip": 3, "dim": 128, "n_layers": 2, "proj_clip": 3, "projection_dim": 32, "use_skip_connections": True},
    "all_clip_norm_val": 10.0,
    "n_epochs": 10,
    "n_train_tokens": 1000,
    "batch_size": 8,
    "n_tokens_vocab": 500,
    "unroll_steps": 5,
    "n_negative_samples_batch": 64,
}

with tf.device("/cpu:0"):
    global_step = tf.get_variable("global_step", [], initializer=tf.constant_initializer(0), trainable=False)
    opt = tf.train.AdagradOptimizer(learning_rate=0.2, initial_accumulator_value=1.0)
    tower_grads = []
    train_perplexity = tf.get_variable("train_perplexity", [], initializer=tf.constant_initializer(0.0), trainable=False)
    for k in range(2):
        with tf.device("/gpu:%d" % k):
            with tf.variable_scope("lm", reuse=k > 0):
                model = LanguageModel(options, True)
                tower_grads.append(opt.compute_gradients(model.total_loss * options["unroll_steps"], aggregation_method=2))
    grads = average_gradients(tower_grads, options["batch_size"], options)
    grads, norm_summary_ops = clip_grads(grads, options, True, global_step)
    train_op = opt.apply_gradients(grads, global_step=global_step)
