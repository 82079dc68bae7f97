"""`tf.distribute.experimental`."""

from tensorflow.distribute import MirroredStrategy as CentralStorageStrategy
from tensorflow.distribute import MirroredStrategy as MultiWorkerMirroredStrategy
from tensorflow.distribute import MirroredStrategy as ParameterServerStrategy
from tensorflow.distribute import OneDeviceStrategy as TPUStrategy
