# package: zihangdai/xlnet bbaa3a6
# src: zihangdai+xlnet
# absent: sentencepiece
# builds: XLNet for classification through function_builder, from flags, for training and evaluation under AUTO_REUSE
import tensorflow as tf

import function_builder
import xlnet

flags = tf.flags
flags.DEFINE_integer("n_layer", 3, "")
flags.DEFINE_integer("d_model", 64, "")
flags.DEFINE_integer("n_head", 4, "")
flags.DEFINE_integer("d_head", 16, "")
flags.DEFINE_integer("d_inner", 128, "")
flags.DEFINE_string("ff_activation", "gelu", "")
flags.DEFINE_bool("untie_r", True, "")
flags.DEFINE_integer("n_token", 1000, "")
flags.DEFINE_bool("use_tpu", False, "")
flags.DEFINE_bool("use_bfloat16", False, "")
flags.DEFINE_float("dropout", 0.1, "")
flags.DEFINE_float("dropatt", 0.1, "")
flags.DEFINE_string("init", "normal", "")
flags.DEFINE_float("init_range", 0.1, "")
flags.DEFINE_float("init_std", 0.02, "")
flags.DEFINE_integer("clamp_len", -1, "")
flags.DEFINE_string("summary_type", "last", "")
flags.DEFINE_bool("use_summ_proj", True, "")
flags.DEFINE_string("cls_scope", None, "")
flags.DEFINE_string("task_name", "mnli", "")
FLAGS = flags.FLAGS


class Config(xlnet.XLNetConfig):
    def __init__(self, FLAGS):
        self.keys = ["n_layer", "d_model", "n_head", "d_head", "d_inner", "ff_activation", "untie_r", "n_token"]
        self.init_from_flags(FLAGS)

    def to_json(self, path):
        pass


def features():
    return {
        "input_ids": tf.placeholder(tf.int32, [4, 32]),
        "segment_ids": tf.placeholder(tf.int32, [4, 32]),
        "input_mask": tf.placeholder(tf.float32, [4, 32]),
        "label_ids": tf.placeholder(tf.int32, [4]),
    }


def main(unused_argv):
    config = Config(FLAGS)
    losses = []
    for is_training in (True, False):
        run_config = xlnet.create_run_config(is_training, True, FLAGS)
        f = features()
        inp = tf.transpose(f["input_ids"], [1, 0])
        seg_id = tf.transpose(f["segment_ids"], [1, 0])
        mask = tf.transpose(f["input_mask"], [1, 0])
        model = xlnet.XLNetModel(xlnet_config=config, run_config=run_config, input_ids=inp, seg_ids=seg_id, input_mask=mask)
        summary = model.get_pooled_out(FLAGS.summary_type, FLAGS.use_summ_proj)
        with tf.variable_scope("model", reuse=tf.AUTO_REUSE):
            per_example_loss, logits = function_builder.modeling.classification_loss(
                hidden=summary,
                labels=f["label_ids"],
                n_class=3,
                initializer=model.get_initializer(),
                scope="classification_{}".format(FLAGS.task_name.lower()),
                return_logits=True,
            )
        losses.append(tf.reduce_mean(per_example_loss))
    tf.train.AdamOptimizer(1e-4).minimize(losses[0], global_step=tf.train.get_or_create_global_step())


if __name__ == "__main__":
    tf.app.run()
