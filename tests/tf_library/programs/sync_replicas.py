"""SyncReplicasOptimizer, its hook and its queue."""

import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 4])
gs = tf.train.get_or_create_global_step()
loss = tf.reduce_mean(tf.layers.dense(x, 1))
opt = tf.train.GradientDescentOptimizer(0.1)
opt = tf.train.SyncReplicasOptimizer(opt, replicas_to_aggregate=2, total_num_replicas=2)
train = opt.minimize(loss, global_step=gs)
hook = opt.make_session_run_hook(True, num_tokens=0)
init_token_op = opt.get_init_tokens_op()
q = opt.get_chief_queue_runner()
for v in tf.local_variables():
    tf.Variable(0., name="v" + v.op.name)
tf.Variable(0., name="v" + train.name)
tf.Variable(0., name="v" + init_token_op.name)
