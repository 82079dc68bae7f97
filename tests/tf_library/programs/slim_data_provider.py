"""A dataset of examples, decoded, batched and prefetched, into a slim network."""

import tensorflow as tf
slim = tf.contrib.slim
keys_to_features = {'image/encoded': tf.FixedLenFeature((), tf.string, default_value=''), 'image/format': tf.FixedLenFeature((), tf.string, default_value='png'), 'image/class/label': tf.FixedLenFeature([], tf.int64, default_value=tf.zeros([], dtype=tf.int64))}
items_to_handlers = {'image': slim.tfexample_decoder.Image(shape=[32, 32, 3]), 'label': slim.tfexample_decoder.Tensor('image/class/label', shape=[])}
decoder = slim.tfexample_decoder.TFExampleDecoder(keys_to_features, items_to_handlers)
ds = slim.dataset.Dataset(data_sources=["/tmp/a.tfrecord"], reader=tf.TFRecordReader, decoder=decoder, num_samples=100, items_to_descriptions={}, num_classes=10, labels_to_names=None)
provider = slim.dataset_data_provider.DatasetDataProvider(ds, num_readers=2, common_queue_capacity=20, common_queue_min=10, num_epochs=2)
[image, label] = provider.get(['image', 'label'])
label -= 1
image = tf.image.convert_image_dtype(image, tf.float32)
images, labels = tf.train.batch([image, label], batch_size=4)
labels = slim.one_hot_encoding(labels, ds.num_classes)
queue = slim.prefetch_queue.prefetch_queue([images, labels], capacity=2)
images, labels = queue.dequeue()
net = slim.conv2d(images, 8, [3, 3])
net = slim.fully_connected(slim.flatten(net), ds.num_classes, activation_fn=None)
loss = slim.losses.softmax_cross_entropy(net, labels)
for v in tf.local_variables():
    tf.Variable(0., name="l_" + v.op.name)
train_op = slim.learning.create_train_op(slim.losses.get_total_loss(), tf.train.AdamOptimizer(0.1))
tf.Variable(0., name="v" + train_op.op.name)
slim.model_analyzer.analyze_vars(slim.get_model_variables(), print_info=False)
