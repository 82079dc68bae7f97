"""`tf.contrib.learn.preprocessing` (contrib/learn/python/learn/preprocessing): words to numbers, known at run time only."""

import _scopelint


class CategoricalVocabulary:
    def __len__(self):
        return _scopelint.unknown("the size of a vocabulary", kind=int)

    def get(self, category):
        return _scopelint.unknown("a number", kind=int)

    def reverse(self, class_id):
        return _scopelint.unknown("a word", kind=str)

    def freeze(self, freeze=True):
        pass


class VocabularyProcessor:
    def __init__(self, max_document_length, min_frequency=0, vocabulary=None, tokenizer_fn=None):
        self.max_document_length = max_document_length
        self.min_frequency = min_frequency
        self.vocabulary_ = vocabulary or CategoricalVocabulary()

    def fit(self, raw_documents, unused_y=None):
        return self

    def fit_transform(self, raw_documents, unused_y=None):
        return _scopelint.unknown("documents")

    def transform(self, raw_documents):
        return _scopelint.unknown("documents")

    def reverse(self, documents):
        return _scopelint.unknown("documents")

    def save(self, filename):
        pass

    @classmethod
    def restore(cls, filename):
        return cls(_scopelint.unknown("a length", kind=int))


class ByteProcessor(VocabularyProcessor):
    pass
