"""`slim.dataset` (contrib/slim/python/slim/data/dataset.py)."""


class Dataset(object):
    def __init__(self, data_sources, reader, decoder, num_samples, items_to_descriptions, **kwargs):
        self.data_sources = data_sources
        self.reader = reader
        self.decoder = decoder
        self.num_samples = num_samples
        self.items_to_descriptions = items_to_descriptions
        for name in kwargs:
            setattr(self, name, kwargs[name])
