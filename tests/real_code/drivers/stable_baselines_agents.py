# package: stable-baselines 2.10.2
# src: stable_baselines-2.10.2
# src: gym-0.15.7
# absent: mpi4py cloudpickle scipy pyglet cv2 joblib zmq matplotlib pandas
# builds: A2C with an LSTM policy, DQN, SAC and TD3 on spaces of their own, by their setup_model
import gym
import numpy as np
import tensorflow as tf

from stable_baselines import A2C, DQN, SAC, TD3
from stable_baselines.common.policies import MlpLstmPolicy
from stable_baselines.deepq.policies import MlpPolicy as DQNPolicy
from stable_baselines.sac.policies import MlpPolicy as SACPolicy
from stable_baselines.td3.policies import MlpPolicy as TD3Policy


def build(algorithm, policy, action_space, **options):
    model = algorithm(policy, None, _init_setup_model=False, **options)
    model.observation_space = gym.spaces.Box(-1.0, 1.0, (5,), np.float32)
    model.action_space = action_space
    model.n_envs = 2
    model.setup_model()


discrete = gym.spaces.Discrete(3)
box = gym.spaces.Box(-1.0, 1.0, (2,), np.float32)
build(A2C, MlpLstmPolicy, discrete, policy_kwargs={"n_lstm": 32})
build(DQN, DQNPolicy, discrete)
build(SAC, SACPolicy, box)
build(TD3, TD3Policy, box)
