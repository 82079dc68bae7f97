"""`tensorflow.examples.tutorials.mnist`: data of tutorials."""

from tensorflow.examples.tutorials.mnist import input_data
