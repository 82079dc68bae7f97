# package: Kyubyong/transformer fb023bb
# src: Kyubyong+transformer
# absent: tqdm sentencepiece
# builds: the transformer's train graph (vocabulary replaced), with its learning-rate scheme and Adam
import tensorflow as tf

import model
from hparams import Hparams

model.load_vocab = lambda path: ({"<pad>": 0, "<s>": 2, "</s>": 3}, {0: "<pad>", 2: "<s>", 3: "</s>"})

hp = Hparams().parser.parse_args([])
xs = (tf.placeholder(tf.int32, [None, None]), tf.placeholder(tf.int32, [None]), tf.placeholder(tf.string, [None]))
ys = (
    tf.placeholder(tf.int32, [None, None]),
    tf.placeholder(tf.int32, [None, None]),
    tf.placeholder(tf.int32, [None]),
    tf.placeholder(tf.string, [None]),
)
m = model.Transformer(hp)
loss, train_op, global_step, train_summaries = m.train(xs, ys)
