# package: brightmart/text_classification 091ff99
# src: brightmart+text_classification/a02_TextCNN
# src: brightmart+text_classification/a03_TextRNN
# src: brightmart+text_classification/a05_HierarchicalAttentionNetwork
# src: brightmart+text_classification/a06_Seq2seqWithAttention
# builds: TextRNN, hierarchical attention and a sequence-to-sequence classifier with hand-written GRU cells, beside what their modules build themselves
import tensorflow as tf

with tf.Graph().as_default():
    from p8_TextRNN_model import TextRNN
with tf.Graph().as_default():
    from p1_HierarchicalAttention_model import HierarchicalAttention
with tf.Graph().as_default():
    from a1_seq2seq_attention_model import seq2seq_attention_model
with tf.Graph().as_default():
    TextRNN(5, 0.01, 4, 100, 0.9, 12, 50, 16, True)
with tf.Graph().as_default():
    HierarchicalAttention(5, 0.01, 4, 100, 0.9, 12, 3, 50, 16, 16, True)
with tf.Graph().as_default():
    seq2seq_attention_model(5, 0.01, 4, 100, 0.9, 5, 50, 16, 16, True, decoder_sent_length=3)
