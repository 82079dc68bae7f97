# package: google-research/bert eedf571
# src: google-research+bert
# builds: pretraining through run_pretraining's own model_fn_builder, per mode
import tensorflow as tf

import modeling
from run_pretraining import model_fn_builder

config = modeling.BertConfig.from_dict(
    {
        "vocab_size": 1000,
        "hidden_size": 64,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "intermediate_size": 128,
    }
)

model_fn = model_fn_builder(
    bert_config=config,
    init_checkpoint=None,
    learning_rate=5e-5,
    num_train_steps=1000,
    num_warmup_steps=100,
    use_tpu=False,
    use_one_hot_embeddings=False,
)

for mode in (tf.estimator.ModeKeys.TRAIN, tf.estimator.ModeKeys.EVAL):
    with tf.Graph().as_default():
        tf.train.get_or_create_global_step()
        features = {
            "input_ids": tf.placeholder(tf.int32, [4, 32]),
            "input_mask": tf.placeholder(tf.int32, [4, 32]),
            "segment_ids": tf.placeholder(tf.int32, [4, 32]),
            "masked_lm_positions": tf.placeholder(tf.int32, [4, 5]),
            "masked_lm_ids": tf.placeholder(tf.int32, [4, 5]),
            "masked_lm_weights": tf.placeholder(tf.float32, [4, 5]),
            "next_sentence_labels": tf.placeholder(tf.int32, [4, 1]),
        }
        model_fn(features, None, mode, {})
