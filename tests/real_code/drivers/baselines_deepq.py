# package: openai/baselines ea25b9e
# src: openai+baselines
# src: gym-0.15.7
# absent: mpi4py cloudpickle scipy pyglet cv2 tqdm joblib zmq click progressbar matplotlib pandas
# builds: deepq's build_train with a dueling mlp, double Q, with and without parameter noise
import gym.spaces
import numpy as np
import tensorflow as tf

from baselines.deepq.build_graph import build_train
from baselines.deepq.models import build_q_func
from baselines.deepq.utils import ObservationInput

space = gym.spaces.Box(-1.0, 1.0, (4,), np.float32)


def make_obs_ph(name):
    return ObservationInput(space, name=name)


for noise in (False, True):
    with tf.Graph().as_default():
        act, train, update_target, debug = build_train(
            make_obs_ph=make_obs_ph,
            q_func=build_q_func("mlp", hiddens=[64], layer_norm=noise),
            num_actions=3,
            optimizer=tf.train.AdamOptimizer(learning_rate=5e-4),
            gamma=0.99,
            grad_norm_clipping=10,
            param_noise=noise,
        )
