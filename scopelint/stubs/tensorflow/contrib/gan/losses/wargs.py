"""Losses of what the networks make of what is generated and of what is real (contrib/gan/python/losses/python/losses_impl.py)."""

import tensorflow as tf

_LOSSES = tf.GraphKeys.LOSSES
_MEAN = tf.losses.Reduction.SUM_BY_NONZERO_WEIGHTS


def _added(loss, collection):
    tf.losses.add_loss(loss, collection)
    return loss


def _summary(wanted, name, loss):
    if wanted:
        tf.summary.scalar(name, loss)


def wasserstein_generator_loss(
    discriminator_gen_outputs, weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False
):
    with tf.name_scope(scope, "generator_wasserstein_loss", (discriminator_gen_outputs, weights)) as scope:
        loss = -tf.cast(discriminator_gen_outputs, tf.float32)
        loss = tf.losses.compute_weighted_loss(loss, weights, scope, loss_collection, reduction)
        _summary(add_summaries, "generator_wass_loss", loss)
    return loss


wasserstein_hinge_generator_loss = wasserstein_generator_loss


def wasserstein_discriminator_loss(
    discriminator_real_outputs, discriminator_gen_outputs, real_weights=1.0, generated_weights=1.0, scope=None,
    loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False,
):
    with tf.name_scope(scope, "discriminator_wasserstein_loss", (discriminator_real_outputs, discriminator_gen_outputs)) as scope:
        real = tf.cast(discriminator_real_outputs, tf.float32)
        generated = tf.cast(discriminator_gen_outputs, tf.float32)
        real.shape.assert_is_compatible_with(generated.shape)
        on_generated = tf.losses.compute_weighted_loss(generated, generated_weights, scope, None, reduction)
        on_real = tf.losses.compute_weighted_loss(real, real_weights, scope, None, reduction)
        loss = _added(on_generated - on_real, loss_collection)
        _summary(add_summaries, "discriminator_wass_loss", loss)
    return loss


def wasserstein_hinge_discriminator_loss(
    discriminator_real_outputs, discriminator_gen_outputs, real_weights=1.0, generated_weights=1.0, real_hinge=1.0,
    generated_hinge=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False,
):
    with tf.name_scope(scope, "discriminator_wasserstein_hinge_loss", (discriminator_real_outputs, discriminator_gen_outputs)) as scope:
        real = tf.nn.relu(real_hinge - tf.cast(discriminator_real_outputs, tf.float32))
        generated = tf.nn.relu(generated_hinge + tf.cast(discriminator_gen_outputs, tf.float32))
        on_real = tf.losses.compute_weighted_loss(real, real_weights, scope, None, reduction)
        on_generated = tf.losses.compute_weighted_loss(generated, generated_weights, scope, None, reduction)
        loss = _added(on_generated + on_real, loss_collection)
        _summary(add_summaries, "discriminator_wass_hinge_loss", loss)
    return loss


def wasserstein_gradient_penalty(
    real_data, generated_data, generator_inputs, discriminator_fn, discriminator_scope, epsilon=1e-10, target=1.0, one_sided=False,
    weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False,
):
    """Applies the discriminator once more, in its scope, to what lies between what is generated and what is real."""
    with tf.name_scope(scope, "wasserstein_gradient_penalty", (real_data, generated_data)) as scope:
        real, generated = tf.convert_to_tensor(real_data), tf.convert_to_tensor(generated_data)
        if real.shape.ndims is None:
            raise ValueError("`real_data` can't have unknown rank.")
        if generated.shape.ndims is None:
            raise ValueError("`generated_data` can't have unknown rank.")
        differences = generated - real
        batch = differences.shape.as_list()[0] or tf.shape(differences)[0]
        between = real + tf.random_uniform([batch] + [1] * (differences.shape.ndims - 1)) * differences
        with tf.name_scope(""):
            with tf.variable_scope(discriminator_scope, "gpenalty_dscope", reuse=tf.AUTO_REUSE):
                outputs = discriminator_fn(between, generator_inputs)
        if isinstance(outputs, tuple):
            outputs = outputs[0]
        gradients = tf.gradients(outputs, between)[0]
        squares = tf.reduce_sum(tf.square(gradients), axis=list(range(1, gradients.shape.ndims)))
        penalties = tf.sqrt(squares + epsilon) / target - 1.0
        if one_sided:
            penalties = tf.maximum(0.0, penalties)
        loss = tf.losses.compute_weighted_loss(tf.square(penalties), weights, scope, loss_collection, reduction)
        _summary(add_summaries, "gradient_penalty_loss", loss)
        return loss


def acgan_discriminator_loss(
    discriminator_real_classification_logits, discriminator_gen_classification_logits, one_hot_labels, label_smoothing=0.0,
    real_weights=1.0, generated_weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False,
):
    real, generated = discriminator_real_classification_logits, discriminator_gen_classification_logits
    with tf.name_scope(scope, "acgan_discriminator_loss", (real, generated, one_hot_labels)) as scope:
        on_generated = tf.losses.softmax_cross_entropy(
            one_hot_labels, generated, weights=generated_weights, scope=scope, loss_collection=None, reduction=reduction
        )
        on_real = tf.losses.softmax_cross_entropy(
            one_hot_labels, real, weights=real_weights, label_smoothing=label_smoothing, scope=scope, loss_collection=None,
            reduction=reduction,
        )
        loss = _added(on_generated + on_real, loss_collection)
        _summary(add_summaries, "discriminator_ac_loss", loss)
    return loss


def acgan_generator_loss(
    discriminator_gen_classification_logits, one_hot_labels, weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN,
    add_summaries=False,
):
    with tf.name_scope(scope, "acgan_generator_loss", (discriminator_gen_classification_logits, one_hot_labels)) as scope:
        loss = tf.losses.softmax_cross_entropy(
            one_hot_labels, discriminator_gen_classification_logits, weights=weights, scope=scope, loss_collection=loss_collection,
            reduction=reduction,
        )
        _summary(add_summaries, "generator_ac_loss", loss)
    return loss


def minimax_discriminator_loss(
    discriminator_real_outputs, discriminator_gen_outputs, label_smoothing=0.25, real_weights=1.0, generated_weights=1.0, scope=None,
    loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False,
):
    real, generated = discriminator_real_outputs, discriminator_gen_outputs
    with tf.name_scope(scope, "discriminator_minimax_loss", (real, generated)) as scope:
        on_real = tf.losses.sigmoid_cross_entropy(
            tf.ones_like(real), real, real_weights, label_smoothing, scope, loss_collection=None, reduction=reduction
        )
        on_generated = tf.losses.sigmoid_cross_entropy(
            tf.zeros_like(generated), generated, generated_weights, scope=scope, loss_collection=None, reduction=reduction
        )
        loss = _added(on_real + on_generated, loss_collection)
        _summary(add_summaries, "discriminator_minimax_loss", loss)
    return loss


def minimax_generator_loss(
    discriminator_gen_outputs, label_smoothing=0.0, weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN,
    add_summaries=False,
):
    outputs = discriminator_gen_outputs
    with tf.name_scope(scope, "generator_minimax_loss") as scope:
        loss = -minimax_discriminator_loss(
            tf.ones_like(outputs), outputs, label_smoothing, weights, weights, scope, loss_collection, reduction
        )
    _summary(add_summaries, "generator_minimax_loss", loss)
    return loss


def modified_discriminator_loss(
    discriminator_real_outputs, discriminator_gen_outputs, label_smoothing=0.25, real_weights=1.0, generated_weights=1.0, scope=None,
    loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False,
):
    return minimax_discriminator_loss(
        discriminator_real_outputs, discriminator_gen_outputs, label_smoothing, real_weights, generated_weights,
        scope or "discriminator_modified_loss", loss_collection, reduction, add_summaries,
    )


def modified_generator_loss(
    discriminator_gen_outputs, label_smoothing=0.0, weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN,
    add_summaries=False,
):
    outputs = discriminator_gen_outputs
    with tf.name_scope(scope, "generator_modified_loss", [outputs]) as scope:
        loss = tf.losses.sigmoid_cross_entropy(
            tf.ones_like(outputs), outputs, weights, label_smoothing, scope, loss_collection, reduction
        )
        _summary(add_summaries, "generator_modified_loss", loss)
    return loss


def least_squares_generator_loss(
    discriminator_gen_outputs, real_label=1, weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False
):
    with tf.name_scope(scope, "lsq_generator_loss", (discriminator_gen_outputs, real_label)) as scope:
        loss = tf.squared_difference(tf.cast(discriminator_gen_outputs, tf.float32), real_label) / 2.0
        loss = tf.losses.compute_weighted_loss(loss, weights, scope, loss_collection, reduction)
    _summary(add_summaries, "generator_lsq_loss", loss)
    return loss


def least_squares_discriminator_loss(
    discriminator_real_outputs, discriminator_gen_outputs, real_label=1, fake_label=0, real_weights=1.0, generated_weights=1.0,
    scope=None, loss_collection=_LOSSES, reduction=_MEAN, add_summaries=False,
):
    with tf.name_scope(scope, "lsq_discriminator_loss", (discriminator_gen_outputs, real_label)) as scope:
        real = tf.squared_difference(tf.cast(discriminator_real_outputs, tf.float32), real_label) / 2.0
        generated = tf.squared_difference(tf.cast(discriminator_gen_outputs, tf.float32), fake_label) / 2.0
        on_real = tf.losses.compute_weighted_loss(real, real_weights, scope, None, reduction)
        on_generated = tf.losses.compute_weighted_loss(generated, generated_weights, scope, None, reduction)
        loss = _added(on_real + on_generated, loss_collection)
    _summary(add_summaries, "discriminator_lsq_loss", loss)
    return loss


def mutual_information_penalty(
    structured_generator_inputs, predicted_distributions, weights=1.0, scope=None, loss_collection=_LOSSES, reduction=_MEAN,
    add_summaries=False,
):
    with tf.name_scope(scope, "mutual_information_loss") as scope:
        pairs = zip(predicted_distributions, structured_generator_inputs)
        likely = [tf.reduce_mean(distribution.log_prob(noise)) for distribution, noise in pairs]
        loss = -1 * tf.losses.compute_weighted_loss(likely, weights, scope, loss_collection, reduction)
        _summary(add_summaries, "mutual_information_penalty", loss)
    return loss


def combine_adversarial_loss(
    main_loss, adversarial_loss, weight_factor=None, gradient_ratio=None, gradient_ratio_epsilon=1e-6, variables=None,
    scalar_summaries=True, gradient_summaries=True, scope=None,
):
    if variables is None:
        variables = tf.trainable_variables()
    with tf.name_scope(scope, "adversarial_loss", values=[main_loss, adversarial_loss]):
        if weight_factor is not None:
            return main_loss + tf.stop_gradient(weight_factor) * adversarial_loss
        main = tf.global_norm(tf.gradients(main_loss, variables))
        adversarial = tf.global_norm(tf.gradients(adversarial_loss, variables))
        return main_loss + tf.stop_gradient(main / (adversarial + gradient_ratio_epsilon) / gradient_ratio) * adversarial_loss


def cycle_consistency_loss(data_x, reconstructed_data_x, data_y, reconstructed_data_y, scope=None, add_summaries=False):
    with tf.name_scope(scope, "cycle_consistency_loss", values=[data_x, reconstructed_data_x, data_y, reconstructed_data_y]):
        of_x = tf.losses.absolute_difference(data_x, reconstructed_data_x)
        of_y = tf.losses.absolute_difference(data_y, reconstructed_data_y)
        loss = (of_x + of_y) / 2.0
        _summary(add_summaries, "cycle_consistency_loss", loss)
    return loss


def _against_mean(one, other, sign, scope, name):
    def on(outputs, means, wanted):
        logits = outputs - tf.reduce_mean(means)
        labels = tf.ones_like(logits) if wanted else tf.zeros_like(logits)
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits))

    with tf.name_scope(scope, name, values=[one, other]):
        first, second = on(one, other, sign), on(other, one, not sign)
    return first + second


def relativistic_discriminator_loss(discriminator_real_outputs, discriminator_gen_outputs, scope=None):
    return _against_mean(discriminator_real_outputs, discriminator_gen_outputs, True, scope, "relativistic_discriminator_loss")


def relativistic_generator_loss(discriminator_real_outputs, discriminator_gen_outputs, scope=None):
    return _against_mean(discriminator_real_outputs, discriminator_gen_outputs, False, scope, "relativistic_generator_loss")
