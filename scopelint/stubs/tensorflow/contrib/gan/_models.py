"""Networks built from functions of the program, each in a scope of its own (contrib/gan/python/train.py).

The discriminator is applied to what is generated first, and then, in its scope again, to what is real.
"""

import tensorflow as tf
from tensorflow.contrib.gan import _tuples


def _tensors(given):
    """Tensors in lists, tuples and dicts of them."""
    if given is None:
        return None
    if isinstance(given, (list, tuple)):
        return [tf.convert_to_tensor(one) for one in given]
    if isinstance(given, dict):
        return {key: tf.convert_to_tensor(one) for key, one in given.items()}
    return tf.convert_to_tensor(given)


def _trainable(scope):
    return tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope.name)


def _check(generated, real):
    if not generated.shape.is_compatible_with(real.shape):
        raise ValueError("Generator output shape (%s) must be the same shape as real data (%s)." % (generated.shape, real.shape))


def gan_model(
    generator_fn, discriminator_fn, real_data, generator_inputs, generator_scope="Generator", discriminator_scope="Discriminator",
    check_shapes=True,
):
    with tf.variable_scope(generator_scope, reuse=tf.AUTO_REUSE) as generator:
        inputs = _tensors(generator_inputs)
        generated = generator_fn(inputs)
    with tf.variable_scope(discriminator_scope, reuse=tf.AUTO_REUSE) as discriminator:
        of_generated = discriminator_fn(generated, inputs)
    with tf.variable_scope(discriminator, reuse=True):
        real = _tensors(real_data)
        of_real = discriminator_fn(real, inputs)
    if check_shapes:
        _check(generated, real)
    return _tuples.GANModel(
        inputs, generated, _trainable(generator), generator, generator_fn,
        real, of_real, of_generated, _trainable(discriminator), discriminator, discriminator_fn,
    )


def infogan_model(
    generator_fn, discriminator_fn, real_data, unstructured_generator_inputs, structured_generator_inputs,
    generator_scope="Generator", discriminator_scope="Discriminator",
):
    with tf.variable_scope(generator_scope) as generator:
        structured = _tensors(structured_generator_inputs)
        inputs = _tensors(unstructured_generator_inputs) + structured
        generated = generator_fn(inputs)
    with tf.variable_scope(discriminator_scope) as discriminator:
        of_generated, predicted = discriminator_fn(generated, inputs)
    with tf.variable_scope(discriminator, reuse=True):
        real = tf.convert_to_tensor(real_data)
        of_real, _ = discriminator_fn(real, inputs)
    _check(generated, real)
    return _tuples.InfoGANModel(
        inputs, generated, _trainable(generator), generator, generator_fn,
        real, of_real, of_generated, _trainable(discriminator), discriminator, lambda x, y: discriminator_fn(x, y)[0],
        structured, predicted, discriminator_fn,
    )


def acgan_model(
    generator_fn, discriminator_fn, real_data, generator_inputs, one_hot_labels,
    generator_scope="Generator", discriminator_scope="Discriminator", check_shapes=True,
):
    with tf.variable_scope(generator_scope) as generator:
        inputs = _tensors(generator_inputs)
        generated = generator_fn(inputs)
    with tf.variable_scope(discriminator_scope) as discriminator:
        with tf.name_scope(discriminator.name + "/generated/"):
            of_generated, classes_of_generated = discriminator_fn(generated, inputs)
    with tf.variable_scope(discriminator, reuse=True):
        with tf.name_scope(discriminator.name + "/real/"):
            real = tf.convert_to_tensor(real_data)
            of_real, classes_of_real = discriminator_fn(real, inputs)
    if check_shapes:
        _check(generated, real)
    return _tuples.ACGANModel(
        inputs, generated, _trainable(generator), generator, generator_fn,
        real, of_real, of_generated, _trainable(discriminator), discriminator, discriminator_fn,
        one_hot_labels, classes_of_real, classes_of_generated,
    )


def cyclegan_model(
    generator_fn, discriminator_fn, data_x, data_y, generator_scope="Generator", discriminator_scope="Discriminator",
    model_x2y_scope="ModelX2Y", model_y2x_scope="ModelY2X", check_shapes=True,
):
    def model(source, target):
        return gan_model(generator_fn, discriminator_fn, target, source, generator_scope, discriminator_scope, check_shapes)

    with tf.variable_scope(model_x2y_scope):
        x2y = model(data_x, data_y)
    with tf.variable_scope(model_y2x_scope):
        y2x = model(data_y, data_x)
    with tf.variable_scope(y2x.generator_scope, reuse=True):
        x_again = y2x.generator_fn(x2y.generated_data)
    with tf.variable_scope(x2y.generator_scope, reuse=True):
        y_again = x2y.generator_fn(y2x.generated_data)
    return _tuples.CycleGANModel(x2y, y2x, x_again, y_again)


def _joined(given):
    given = _tensors(given)
    return tf.concat(given, 0) if isinstance(given, (list, tuple)) else given


def stargan_model(
    generator_fn, discriminator_fn, input_data, input_data_domain_label, generator_scope="Generator", discriminator_scope="Discriminator"
):
    data, label = _joined(input_data), _joined(input_data_domain_label)
    batch, domains = label.shape.as_list()
    with tf.variable_scope(generator_scope) as generator:
        target = tf.one_hot(tf.random_uniform([batch], 0, domains, tf.int32), domains)
        generated = generator_fn(data, target)
    with tf.variable_scope(generator, reuse=True):
        again = generator_fn(generated, label)
    with tf.variable_scope(discriminator_scope) as discriminator:
        source_of_generated, domain_of_generated = discriminator_fn(generated, domains)
    with tf.variable_scope(discriminator, reuse=True):
        source_of_input, domain_of_input = discriminator_fn(data, domains)
    return _tuples.StarGANModel(
        data, label, generated, target, again, source_of_input, source_of_generated, domain_of_input, domain_of_generated,
        _trainable(generator), generator, generator_fn, _trainable(discriminator), discriminator, discriminator_fn,
    )
