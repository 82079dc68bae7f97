"""Encoders, attention, decoders and cells of contrib as people put them together: a model trained, and then sampled from with beams."""

import tensorflow as tf
from tensorflow.contrib import rnn, seq2seq, layers
from tensorflow.python.layers.core import Dense


class Seq2Seq(object):
    def __init__(self, hp):
        self.hp = hp
        self.src = tf.placeholder(tf.int32, [None, None], name='src')
        self.src_len = tf.placeholder(tf.int32, [None])
        self.tgt = tf.placeholder(tf.int32, [None, None])
        self.tgt_len = tf.placeholder(tf.int32, [None])
        self.batch = tf.shape(self.src)[0]

    def cell(self, n, drop=0.2, kind='lstm'):
        if kind == 'lstm':
            c = rnn.LSTMCell(n, initializer=tf.orthogonal_initializer())
        elif kind == 'ln':
            c = rnn.LayerNormBasicLSTMCell(n)
        elif kind == 'nas':
            c = rnn.NASCell(n)
        else:
            c = rnn.GRUBlockCellV2(n)
        return rnn.DropoutWrapper(c, input_keep_prob=1 - drop)

    def stack(self, n, depth, kind):
        cells = []
        for i in range(depth):
            c = self.cell(n, kind=kind)
            if i >= depth - 1 and depth > 1:
                c = rnn.ResidualWrapper(c)
            cells.append(rnn.DeviceWrapper(c, '/cpu:0'))
        return cells[0] if depth == 1 else rnn.MultiRNNCell(cells)

    def build(self, mode):
        hp = self.hp
        with tf.variable_scope('model', reuse=mode == 'infer', initializer=tf.random_uniform_initializer(-0.1, 0.1)):
            with tf.variable_scope('encoder'):
                table = tf.get_variable('embedding', [hp.vocab, hp.units])
                emb = tf.nn.embedding_lookup(table, self.src)
                outs, (fw, bw) = tf.nn.bidirectional_dynamic_rnn(self.stack(hp.units, 1, 'lstm'), self.stack(hp.units, 1, 'lstm'), emb, self.src_len, dtype=tf.float32)
                enc = tf.concat(outs, -1)
                c = layers.fully_connected(tf.concat([fw.c, bw.c], 1), hp.units)
                h = layers.fully_connected(tf.concat([fw.h, bw.h], 1), hp.units, scope='reduce_h')
                enc2, _, _ = rnn.stack_bidirectional_dynamic_rnn([self.cell(4, kind='gru')] * 1, [self.cell(4, kind='gru')], enc, dtype=tf.float32, scope='stacked')
            with tf.variable_scope('decoder') as scope:
                emb_t = tf.get_variable('embedding', [hp.vocab, hp.units])
                mem, mem_len = enc, self.src_len
                if mode == 'infer' and hp.beam > 1:
                    mem, mem_len = seq2seq.tile_batch(enc, hp.beam), seq2seq.tile_batch(self.src_len, hp.beam)
                att = seq2seq.BahdanauAttention(hp.units, mem, mem_len, normalize=True) if hp.att == 'b' else seq2seq.LuongAttention(hp.units, mem, mem_len, scale=True)
                cell = self.stack(hp.units, 2, 'ln')
                cell = seq2seq.AttentionWrapper(cell, [att, seq2seq.LuongMonotonicAttention(hp.units, mem, mem_len)], attention_layer_size=[hp.units, 3], name='att', output_attention=True)
                proj = Dense(hp.vocab, use_bias=False, name='proj')
                if mode == 'train':
                    state = cell.zero_state(self.batch, tf.float32)
                    helper = seq2seq.ScheduledEmbeddingTrainingHelper(tf.nn.embedding_lookup(emb_t, self.tgt), self.tgt_len, emb_t, 0.1)
                    dec = seq2seq.BasicDecoder(cell, helper, state, proj)
                    out, _, _ = seq2seq.dynamic_decode(dec, maximum_iterations=20, scope=scope)
                    self.loss = seq2seq.sequence_loss(out.rnn_output, self.tgt, tf.ones_like(self.tgt, tf.float32))
                elif hp.beam > 1:
                    state = cell.zero_state(self.batch * hp.beam, tf.float32)
                    dec = seq2seq.BeamSearchDecoder(cell, emb_t, tf.fill([self.batch], 1), 2, state, hp.beam, proj, length_penalty_weight=0.6)
                    out, _, _ = seq2seq.dynamic_decode(dec, maximum_iterations=20, scope=scope)
                else:
                    dec = seq2seq.BasicDecoder(cell, seq2seq.GreedyEmbeddingHelper(emb_t, tf.fill([self.batch], 1), 2), cell.zero_state(self.batch, tf.float32), proj)
                    out, _, _ = seq2seq.dynamic_decode(dec, maximum_iterations=20, scope=scope)
        return out


hp = tf.contrib.training.HParams(vocab=30, units=8, att='b', beam=3)
m = Seq2Seq(hp)
m.build('train')
step = tf.Variable(0, name='global_step', trainable=False)
opt = tf.contrib.opt.LazyAdamOptimizer(1e-3)
train = layers.optimize_loss(m.loss, step, 0.1, lambda lr: tf.train.AdadeltaOptimizer(lr), clip_gradients=5.0, learning_rate_decay_fn=lambda lr, s: tf.train.exponential_decay(lr, s, 10, 0.9), summaries=['loss'], name='optim')
m.build('infer')
opt.minimize(m.loss, var_list=tf.trainable_variables('model/decoder'))

with tf.variable_scope('ptr'):
    cell = rnn.InputProjectionWrapper(rnn.OutputProjectionWrapper(rnn.UGRNNCell(4), 3), 5)
    o, s = tf.nn.dynamic_rnn(rnn.AttentionCellWrapper(rnn.BasicLSTMCell(4), 3), tf.placeholder(tf.float32, [2, 4, 6]), dtype=tf.float32)
    o, s = rnn.static_rnn(cell, [tf.placeholder(tf.float32, [2, 6])] * 3, dtype=tf.float32)
    o, s = tf.nn.dynamic_rnn(rnn.ConvLSTMCell(2, [8, 8, 3], 4, [3, 3]), tf.placeholder(tf.float32, [2, 4, 8, 8, 3]), dtype=tf.float32)
    o, s = tf.nn.dynamic_rnn(rnn.IndyLSTMCell(4), tf.placeholder(tf.float32, [2, 4, 6]), dtype=tf.float32, scope='indy')
    o, s = rnn.LSTMBlockFusedCell(4)(tf.placeholder(tf.float32, [4, 2, 6]), dtype=tf.float32)
    ll, tp = tf.contrib.crf.crf_log_likelihood(tf.placeholder(tf.float32, [2, 4, 5]), tf.placeholder(tf.int32, [2, 4]), tf.constant([4, 4]))
