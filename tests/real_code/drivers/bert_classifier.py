# package: google-research/bert eedf571
# src: google-research+bert
# builds: a two-layer BertModel for training, then for evaluation in its own graph, with its Adam
import tensorflow as tf

import modeling
import optimization

config = modeling.BertConfig(vocab_size=32000, hidden_size=512, num_hidden_layers=2, num_attention_heads=8, intermediate_size=1024)


def create_model(is_training, num_labels=3):
    ids = tf.placeholder(tf.int32, [8, 128])
    mask = tf.placeholder(tf.int32, [8, 128])
    labels = tf.placeholder(tf.int32, [8])
    model = modeling.BertModel(config=config, is_training=is_training, input_ids=ids, input_mask=mask, token_type_ids=mask)
    output_layer = model.get_pooled_output()
    hidden_size = output_layer.shape[-1].value
    output_weights = tf.get_variable("output_weights", [num_labels, hidden_size], initializer=tf.truncated_normal_initializer(stddev=0.02))
    output_bias = tf.get_variable("output_bias", [num_labels], initializer=tf.zeros_initializer())
    with tf.variable_scope("loss"):
        logits = tf.nn.bias_add(tf.matmul(output_layer, output_weights, transpose_b=True), output_bias)
        one_hot_labels = tf.one_hot(labels, depth=num_labels, dtype=tf.float32)
        return tf.reduce_mean(-tf.reduce_sum(one_hot_labels * tf.nn.log_softmax(logits, axis=-1), axis=-1))


with tf.Graph().as_default():
    tf.train.get_or_create_global_step()
    loss = create_model(True)
    train_op = optimization.create_optimizer(loss, 5e-5, 1000, 100, False)

with tf.Graph().as_default():
    create_model(False)
