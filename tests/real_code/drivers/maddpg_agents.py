# package: openai/maddpg 3ceefa0
# src: openai+maddpg
# absent: gym multiagent
# builds: the trainers of three agents with an mlp of contrib layers
import argparse

import tensorflow as tf
import tensorflow.contrib.layers as layers

import maddpg.common.tf_util as U
import maddpg.trainer.maddpg as trainer
from maddpg.common.distributions import SoftCategoricalPdType
from maddpg.trainer.maddpg import p_train, q_train


class Discrete:
    def __init__(self, n):
        self.n = n


def parse_args():
    parser = argparse.ArgumentParser("multiagent")
    parser.add_argument("--lr", type=float, default=1e-2)
    parser.add_argument("--num-units", type=int, default=64)
    return parser.parse_args()


def mlp_model(input, num_outputs, scope, reuse=False, num_units=64, rnn_cell=None):
    with tf.variable_scope(scope, reuse=reuse):
        out = layers.fully_connected(input, num_outputs=num_units, activation_fn=tf.nn.relu)
        out = layers.fully_connected(out, num_outputs=num_units, activation_fn=tf.nn.relu)
        return layers.fully_connected(out, num_outputs=num_outputs, activation_fn=None)


trainer.make_pdtype = lambda space: SoftCategoricalPdType(space.n)

arglist = parse_args()
spaces = [Discrete(5), Discrete(5), Discrete(3)]
shapes = [(16,), (16,), (14,)]
for index in range(3):
    name = "agent_%d" % index
    obs = [U.BatchInput(shapes[i], name="observation" + str(i)).get() for i in range(3)]
    q_train(
        scope=name,
        make_obs_ph_n=obs,
        act_space_n=spaces,
        q_index=index,
        q_func=mlp_model,
        optimizer=tf.train.AdamOptimizer(learning_rate=arglist.lr),
        grad_norm_clipping=0.5,
        num_units=arglist.num_units,
    )
    p_train(
        scope=name,
        make_obs_ph_n=obs,
        act_space_n=spaces,
        p_index=index,
        p_func=mlp_model,
        q_func=mlp_model,
        optimizer=tf.train.AdamOptimizer(learning_rate=arglist.lr),
        grad_norm_clipping=0.5,
        num_units=arglist.num_units,
    )
