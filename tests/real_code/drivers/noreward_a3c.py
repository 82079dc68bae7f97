# package: pathak22/noreward-rl 3e220c2
# src: pathak22+noreward-rl/src
# absent: gym universe vizdoom ppaquette_gym_doom go_vncdriver scipy cv2
# builds: the A3C agent: global and local networks, Adam
import tensorflow as tf

tf.contrib.rnn.rnn_cell = tf.nn.rnn_cell  # where TensorFlow 1.0 had it

from a3c import A3C


class Space:
    def __init__(self, shape=None, n=None):
        self.shape = shape
        self.n = n


class Environment:
    observation_space = Space(shape=(42, 42, 4))
    action_space = Space(n=4)


agent = A3C(Environment(), 0, False, None)
