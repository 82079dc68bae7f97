"""`slim.data_provider` (contrib/slim/python/slim/data/data_provider.py)."""

from tensorflow.contrib.slim.dataset_data_provider import DataProvider
