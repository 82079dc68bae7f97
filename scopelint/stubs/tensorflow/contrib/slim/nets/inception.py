"""The inception networks together (tf_slim/nets/inception.py)."""

from tensorflow.contrib.slim.nets.inception_v1 import *
from tensorflow.contrib.slim.nets.inception_v2 import *
from tensorflow.contrib.slim.nets.inception_v3 import *
