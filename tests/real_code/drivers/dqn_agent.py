# package: devsisters/DQN-tensorflow c7b1f10
# src: devsisters+DQN-tensorflow
# absent: gym tqdm cv2 scipy
# builds: a DQN with its target network, a duelling one beside it
import builtins
import functools

import tensorflow as tf

builtins.reduce, builtins.xrange = functools.reduce, range  # written for Python 2

from config import M1
from dqn.agent import Agent


class Environment:
    action_size = 4


class Duelling(M1):
    cnn_format = "NHWC"
    dueling = True
    double_q = True


class Plain(M1):
    cnn_format = "NHWC"


for config in (Plain, Duelling):
    with tf.Graph().as_default():
        agent = Agent.__new__(Agent)
        for name in dir(config):
            if not name.startswith("__"):
                setattr(agent, name.lstrip("_"), getattr(config, name))
        agent.env = Environment()
        agent.sess = tf.Session()
        agent.step_op = tf.Variable(0, trainable=False, name="step")
        agent.load_model = lambda: False
        agent._saver = None
        agent.config = config
        try:
            agent.build_dqn()
        except AttributeError:
            pass
