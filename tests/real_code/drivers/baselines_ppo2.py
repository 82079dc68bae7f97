# package: openai/baselines ea25b9e
# src: openai+baselines
# src: gym-0.15.7
# absent: mpi4py cloudpickle scipy pyglet cv2 tqdm joblib zmq click progressbar matplotlib pandas
# builds: PPO2 with an mlp and a copied value network, and with a CNN and LSTM policy, each in its own graph
import gym.spaces
import numpy as np
import tensorflow as tf

from baselines.common import tf_util
from baselines.common.policies import build_policy
from baselines.ppo2 import model as ppo2


class Env:
    def __init__(self, observation_space, action_space):
        self.observation_space = observation_space
        self.action_space = action_space
        self.num_envs = 4


class Model(ppo2.Model):
    pass


def stub_session(config=None):
    return tf.get_default_session()


ppo2.initialize = lambda: None
ppo2.MPI = None

joints = Env(gym.spaces.Box(-1.0, 1.0, (11,), np.float32), gym.spaces.Box(-1.0, 1.0, (3,), np.float32))
frames = Env(gym.spaces.Box(0, 255, (84, 84, 4), np.uint8), gym.spaces.Discrete(6))

for env, network, options in (
    (joints, "mlp", {"value_network": "copy", "num_layers": 2, "num_hidden": 64}),
    (frames, "cnn_lstm", {"nlstm": 128}),
):
    with tf.Graph().as_default(), tf.Session() as sess:
        policy = build_policy(env, network, **options)
        Model(
            policy=policy,
            ob_space=env.observation_space,
            ac_space=env.action_space,
            nbatch_act=4,
            nbatch_train=32,
            nsteps=8,
            ent_coef=0.0,
            vf_coef=0.5,
            max_grad_norm=0.5,
        )
