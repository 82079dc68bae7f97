"""`tf.contrib.gan`, which later was the package `tensorflow_gan`: networks that are trained against each other (contrib/gan/python)."""

from tensorflow.contrib.gan import estimator, features, losses
from tensorflow.contrib.gan._losses import cyclegan_loss, gan_loss, stargan_loss, tensor_pool_adjusted_model
from tensorflow.contrib.gan._models import acgan_model, cyclegan_model, gan_model, infogan_model, stargan_model
from tensorflow.contrib.gan._training import (
    RunTrainOpsHook,
    gan_train,
    gan_train_ops,
    get_joint_train_hooks,
    get_sequential_train_hooks,
    get_sequential_train_steps,
)
from tensorflow.contrib.gan._tuples import (
    ACGANModel,
    CycleGANLoss,
    CycleGANModel,
    GANLoss,
    GANModel,
    GANTrainOps,
    GANTrainSteps,
    InfoGANModel,
    StarGANModel,
)
