# package: carpedm20/deep-rl-tensorflow 95d3e2d
# src: carpedm20+deep-rl-tensorflow
# absent: gym tqdm scipy
# builds: deep Q agents on CNNs and on an MLP, with the target network
import tensorflow as tf

from agents.deep_q import DeepQ
from agents.statistic import Statistic
from networks.cnn import CNN
from networks.mlp import MLPSmall


class Env:
    action_size = 4
    new_game = None
    new_random_game = None


class Conf:
    ep_start, ep_end, history_length, t_ep_end, t_learn_start = 1.0, 0.1, 4, 100, 100
    t_train_freq, t_target_q_update_freq, env_name, discount_r = 4, 100, "Breakout", 0.99
    min_r, max_r, min_delta, max_delta, max_grad_norm = -1, 1, -1, 1, None
    observation_dims = [80, 80]
    learning_rate, learning_rate_minimum, learning_rate_decay, learning_rate_decay_step = 0.00025, 0.00025, 0.96, 50000
    double_q, data_format, batch_size, memory_size, random_start, t_test = False, "NHWC", 4, 10, False, 10


conf = Conf()
for header in ("nips", "nature"):
    with tf.Graph().as_default(), tf.Session() as sess:
        nets = []
        for name, trainable in (("pred_network", True), ("target_network", False)):
            common = dict(sess=sess, data_format="NHWC", history_length=4, output_size=4, name=name, trainable=trainable)
            if header == "mlp":
                nets.append(MLPSmall(observation_dims=[4], hidden_activation_fn=tf.sigmoid, network_output_type="dueling", **common))
            else:
                nets.append(CNN(observation_dims=[80, 80], network_header_type=header, **common))
        stat = Statistic(sess, conf.t_test, conf.t_learn_start, "model_dir", list(nets[0].var.values()))
        agent = DeepQ(sess, nets[0], Env(), stat, conf, target_network=nets[1])
