"""The step of evaluations is made once."""

import tensorflow as tf
from tensorflow.contrib.training import get_or_create_eval_step, StopAfterNEvalsHook, SummaryAtEndHook
s = get_or_create_eval_step()
t = get_or_create_eval_step()
tf.Variable(0., name="same%s" % (s is t))
