"""CrossShardOptimizer, TPUEstimatorSpec and TPU settings off a TPU."""

import tensorflow as tf
opt = tf.contrib.tpu.CrossShardOptimizer(tf.train.MomentumOptimizer(0.1, 0.9))
v = tf.get_variable("v", [2])
op = opt.minimize(tf.reduce_sum(v), tf.train.get_or_create_global_step())
tf.Variable(0., name="n_" + op.name)
spec = tf.contrib.tpu.TPUEstimatorSpec(mode="train", loss=tf.reduce_sum(v), train_op=op)
e = tf.estimator.EstimatorSpec("train", loss=spec.loss, train_op=spec.train_op)
rc = tf.contrib.tpu.RunConfig(master="", model_dir="/tmp/x", tpu_config=tf.contrib.tpu.TPUConfig(100, num_shards=8))
tf.get_variable("end_%d" % rc.tpu_config.iterations_per_loop, [1])
