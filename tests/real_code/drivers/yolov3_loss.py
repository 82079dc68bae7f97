# package: YunYang1994/tensorflow-yolov3 03cb272
# src: YunYang1994+tensorflow-yolov3
# absent: cv2 PIL tqdm easydict
# builds: darknet53 and the branches of YOLOv3
import tensorflow as tf
from core import backbone, common

trainable = tf.placeholder(dtype=tf.bool, name="training")
with tf.name_scope("define_input"):
    images = tf.placeholder(tf.float32, [None, 416, 416, 3], name="input_data")
route_1, route_2, data = backbone.darknet53(images, trainable)
for number, (size, there, here) in enumerate(((1, 1024, 512), (3, 512, 1024)), 52):
    data = common.convolutional(data, (size, size, there, here), trainable, "conv%d" % number)
data = common.convolutional(data, (1, 1, 1024, 256), trainable, "conv57")
data = common.upsample(data, name="upsample0", method="deconv")
with tf.variable_scope("route_1"):
    data = tf.concat([data, route_2], axis=-1)
