# package: guillaumegenthial/sequence_tagging 5cb9890
# src: guillaumegenthial+sequence_tagging
# absent: tensorflow.contrib.crf
# builds: the bi-LSTM tagger over words and characters, with softmax in place of the CRF
import logging

import numpy as np
import tensorflow as tf

from model.config import Config
from model.ner_model import NERModel


class Small(Config):
    def __init__(self):
        self.logger = logging.getLogger("tagger")
        self.vocab_words = {str(i): i for i in range(200)}
        self.vocab_tags = {"O": 0, "B-PER": 1, "I-PER": 2}
        self.vocab_chars = {chr(i): i for i in range(60)}
        self.nwords = len(self.vocab_words)
        self.nchars = len(self.vocab_chars)
        self.ntags = len(self.vocab_tags)
        self.embeddings = np.zeros([self.nwords, self.dim_word])


class Tagger(NERModel):
    def initialize_session(self):
        pass


config = Small()
config.use_crf = False
Tagger(config).build()
