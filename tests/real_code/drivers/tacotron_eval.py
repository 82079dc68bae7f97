# package: Kyubyong/tacotron 379bb7f
# src: Kyubyong+tacotron
# absent: tqdm librosa matplotlib scipy
# builds: the evaluation and the synthesis graph, each in its own tf.Graph
import tensorflow as tf

from train import Graph

for mode in ("eval", "synthesize"):
    with tf.Graph().as_default():
        Graph(mode=mode)
