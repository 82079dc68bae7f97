"""NASNet-A (keras/applications/nasnet.py): cells that take the outputs of the two before them."""

from tensorflow.keras import backend, layers
from tensorflow.keras.applications.imagenet_utils import _edges, _finished, _input, _shape, decode_predictions, preprocess_input


def _conv_bn(x, filters, conv, bn):
    x = layers.Conv2D(filters, 1, padding="same", use_bias=False, name=conv, kernel_initializer="he_normal")(x)
    return layers.BatchNormalization(name=bn)(x)


def _separable(x, filters, size, name, stride=1):
    """Two separable convolutions, of which the first may have a stride."""
    with backend.name_scope("separable_conv_block_" + name):
        for number in (1, 2):
            strided = stride == 2 and number == 1
            x = layers.Activation("relu")(x)
            if strided:
                x = layers.ZeroPadding2D(padding=_edges(x, size), name="separable_conv_1_pad_" + name)(x)
            x = layers.SeparableConv2D(
                filters, size, strides=2 if strided else 1, name="separable_conv_%d_%s" % (number, name),
                padding="valid" if strided else "same", use_bias=False, kernel_initializer="he_normal",
            )(x)
            x = layers.BatchNormalization(name="separable_conv_%d_bn_%s" % (number, name))(x)
    return x


def _adjusted(before, x, filters, name):
    """The output of the cell before the last, with the size and the filters that this cell needs."""
    with backend.name_scope("adjust_block"):
        if before is None:
            return x
        if before.shape[2].value != x.shape[2].value:
            with backend.name_scope("adjust_reduction_block_" + name):
                before = layers.Activation("relu", name="adjust_relu_1_" + name)(before)
                shifted = None
                halves = []
                for number in (1, 2):
                    if number == 2:
                        shifted = layers.ZeroPadding2D(padding=((0, 1), (0, 1)))(before)
                        shifted = layers.Cropping2D(cropping=((1, 0), (1, 0)))(shifted)
                    pooled = layers.AveragePooling2D(1, strides=2, name="adjust_avg_pool_%d_%s" % (number, name))(shifted or before)
                    conv = layers.Conv2D(
                        filters // 2, 1, padding="same", use_bias=False, name="adjust_conv_%d_%s" % (number, name),
                        kernel_initializer="he_normal",
                    )
                    halves.append(conv(pooled))
                return layers.BatchNormalization(name="adjust_bn_" + name)(layers.concatenate(halves, axis=-1))
        if before.shape[3].value != filters:
            with backend.name_scope("adjust_projection_block_" + name):
                before = layers.Activation("relu")(before)
                return _conv_bn(before, filters, "adjust_conv_projection_" + name, "adjust_bn_" + name)
        return before


def _normal_cell(x, before, filters, name):
    with backend.name_scope("normal_A_block_" + name):
        p = _adjusted(before, x, filters, name)
        h = _conv_bn(layers.Activation("relu")(x), filters, "normal_conv_1_" + name, "normal_bn_1_" + name)

        def pool(y, side):
            return layers.AveragePooling2D(3, strides=1, padding="same", name="normal_%s_%s" % (side, name))(y)

        def separable(y, size, side):
            return _separable(y, filters, size, "normal_%s_%s" % (side, name))

        made = [p]
        parts = (
            lambda: [separable(h, 5, "left1"), separable(p, 3, "right1")],
            lambda: [separable(p, 5, "left2"), separable(p, 3, "right2")],
            lambda: [pool(h, "left3"), p],
            lambda: [pool(p, "left4"), pool(p, "right4")],
            lambda: [separable(h, 3, "left5"), h],
        )
        for number, part in enumerate(parts, 1):
            with backend.name_scope("block_%d" % number):
                made.append(layers.add(part(), name="normal_add_%d_%s" % (number, name)))
        return layers.concatenate(made, axis=-1, name="normal_concat_" + name), x


def _reduction_cell(x, before, filters, name):
    with backend.name_scope("reduction_A_block_" + name):
        p = _adjusted(before, x, filters, name)
        h = _conv_bn(layers.Activation("relu")(x), filters, "reduction_conv_1_" + name, "reduction_bn_1_" + name)
        padded = layers.ZeroPadding2D(padding=_edges(h, 3), name="reduction_pad_1_" + name)(h)

        def separable(y, size, side, stride=2):
            return _separable(y, filters, size, "reduction_%s_%s" % (side, name), stride)

        def added(both, number):
            return layers.add(both, name=number and "reduction_%s_%s" % (number, name))

        with backend.name_scope("block_1"):
            x1 = added([separable(h, 5, "left1"), separable(p, 7, "right1")], "add_1")
        with backend.name_scope("block_2"):
            pooled = layers.MaxPooling2D(3, strides=2, name="reduction_left2_" + name)(padded)
            x2 = added([pooled, separable(p, 7, "right2")], "add_2")
        with backend.name_scope("block_3"):
            pooled = layers.AveragePooling2D(3, strides=2, name="reduction_left3_" + name)(padded)
            x3 = added([pooled, separable(p, 5, "right3")], "add3")
        with backend.name_scope("block_4"):
            pooled = layers.AveragePooling2D(3, strides=1, padding="same", name="reduction_left4_" + name)(x1)
            x4 = added([x2, pooled], None)
        with backend.name_scope("block_5"):
            left = separable(x1, 3, "left4", stride=1)
            x5 = added([left, layers.MaxPooling2D(3, strides=2, name="reduction_right5_" + name)(padded)], "add4")
        return layers.concatenate([x2, x3, x4, x5], axis=-1, name="reduction_concat_" + name), x


def _nasnet(penultimate, blocks, stem, skip_reduction, size, include_top, input_tensor, input_shape, pooling, classes, activation):
    inputs = x = _input(input_tensor, _shape(input_shape, size, include_top))
    filters = penultimate // 24
    x = layers.Conv2D(stem, 3, strides=2, use_bias=False, name="stem_conv1", kernel_initializer="he_normal")(x)
    x = layers.BatchNormalization(name="stem_bn1")(x)
    x, p = _reduction_cell(x, None, filters // 4, "stem_1")
    x, p = _reduction_cell(x, p, filters // 2, "stem_2")
    for stage in range(3):
        if stage:
            x, skipped = _reduction_cell(x, p, filters * 2**stage, "reduce_%d" % (stage * blocks))
            p = p if skip_reduction else skipped
        for i in range(blocks):
            x, p = _normal_cell(x, p, filters * 2**stage, "%d" % (stage * blocks + i + (stage > 0)))
    x = layers.Activation("relu")(x)
    return _finished(inputs, x, "NASNet", include_top, pooling, classes, activation, average="")


def NASNetMobile(
    input_shape=None, include_top=True, weights="imagenet", input_tensor=None, pooling=None, classes=1000, classifier_activation="softmax"
):
    return _nasnet(1056, 4, 32, False, 224, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)


def NASNetLarge(
    input_shape=None, include_top=True, weights="imagenet", input_tensor=None, pooling=None, classes=1000, classifier_activation="softmax"
):
    return _nasnet(4032, 6, 96, True, 331, include_top, input_tensor, input_shape, pooling, classes, classifier_activation)
