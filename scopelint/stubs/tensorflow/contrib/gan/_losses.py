"""What generator and discriminator are trained by (contrib/gan/python/train.py)."""

import inspect

import tensorflow as tf
from tensorflow.contrib.gan import _tuples, losses


def _positive(weight, name="aux_loss_weight"):
    if weight is not None and not isinstance(weight, tf.Tensor) and weight < 0:
        raise ValueError("`%s` must be greater than 0. Instead, was %s" % (name, weight))
    return weight


def _counts(weight):
    return weight is not None and (isinstance(weight, tf.Tensor) or weight > 0)


def tensor_pool_adjusted_model(model, tensor_pool_fn):
    """The model, whose discriminator is applied once more, to what the pool gives back."""
    if tensor_pool_fn is None:
        return model
    if isinstance(model, _tuples.InfoGANModel):
        inputs, data, structured = tensor_pool_fn((model.generator_inputs, model.generated_data, model.structured_generator_inputs))
        with tf.variable_scope(model.discriminator_scope, reuse=True):
            outputs, predicted = model.discriminator_and_aux_fn(data, inputs)
        return model._replace(
            generator_inputs=inputs, generated_data=data, structured_generator_inputs=structured, discriminator_gen_outputs=outputs,
            predicted_distributions=predicted,
        )
    inputs, data = tensor_pool_fn((model.generator_inputs, model.generated_data))
    with tf.variable_scope(model.discriminator_scope, reuse=True):
        outputs = model.discriminator_fn(data, inputs)
    pooled = model._replace(generator_inputs=inputs, generated_data=data)
    if isinstance(model, _tuples.ACGANModel):
        outputs, classes = outputs
        pooled = pooled._replace(discriminator_gen_classification_logits=classes)
    return pooled._replace(discriminator_gen_outputs=outputs)


def _taken(function, possible):
    spec = inspect.getfullargspec(function)
    return possible if spec.varkw is not None else {name: possible[name] for name in possible if name in spec.args}


def _of_weights(scope):
    return tf.losses.get_regularization_loss(scope.name) if scope else 0


def gan_loss(
    model, generator_loss_fn=losses.wasserstein_generator_loss, discriminator_loss_fn=losses.wasserstein_discriminator_loss,
    gradient_penalty_weight=None, gradient_penalty_epsilon=1e-10, gradient_penalty_target=1.0, gradient_penalty_one_sided=False,
    mutual_information_penalty_weight=None, aux_cond_generator_weight=None, aux_cond_discriminator_weight=None, tensor_pool_fn=None,
    reduction=tf.losses.Reduction.SUM_BY_NONZERO_WEIGHTS, add_summaries=True,
):
    _positive(gradient_penalty_weight, "gradient_penalty_weight")
    _positive(mutual_information_penalty_weight, "infogan_weight")
    _positive(aux_cond_generator_weight, "aux_cond_generator_weight")
    _positive(aux_cond_discriminator_weight, "aux_cond_discriminator_weight")
    if _counts(mutual_information_penalty_weight) and not isinstance(model, _tuples.InfoGANModel):
        raise ValueError("When `mutual_information_penalty_weight` is provided, `model` must be an `InfoGANModel`.")
    conditioned = _counts(aux_cond_generator_weight) or _counts(aux_cond_discriminator_weight)
    if conditioned and not isinstance(model, _tuples.ACGANModel):
        raise ValueError("When `aux_cond_generator_weight` or `aux_cond_discriminator_weight` is provided, `model` must be an `ACGANModel`.")
    pooled = tensor_pool_adjusted_model(model, tensor_pool_fn) if tensor_pool_fn else model
    options = {"reduction": reduction, "add_summaries": add_summaries}
    of_generator = generator_loss_fn(model, **_taken(generator_loss_fn, options))
    of_discriminator = discriminator_loss_fn(pooled, **_taken(discriminator_loss_fn, options))
    if _counts(gradient_penalty_weight):
        of_discriminator += gradient_penalty_weight * losses.wasserstein_gradient_penalty(
            pooled, epsilon=gradient_penalty_epsilon, target=gradient_penalty_target, one_sided=gradient_penalty_one_sided, **options
        )
    if _counts(mutual_information_penalty_weight):
        information = pooled_information = losses.mutual_information_penalty(model, **options)
        if tensor_pool_fn is not None:
            pooled_information = losses.mutual_information_penalty(pooled, **options)
        of_generator += mutual_information_penalty_weight * information
        of_discriminator += mutual_information_penalty_weight * pooled_information
    if _counts(aux_cond_generator_weight):
        of_generator += aux_cond_generator_weight * losses.acgan_generator_loss(model, **options)
    if _counts(aux_cond_discriminator_weight):
        of_discriminator += aux_cond_discriminator_weight * losses.acgan_discriminator_loss(pooled, **options)
    return _tuples.GANLoss(
        of_generator + _of_weights(model.generator_scope), of_discriminator + _of_weights(model.discriminator_scope)
    )


def cyclegan_loss(
    model, generator_loss_fn=losses.least_squares_generator_loss, discriminator_loss_fn=losses.least_squares_discriminator_loss,
    cycle_consistency_loss_fn=losses.cycle_consistency_loss, cycle_consistency_loss_weight=10.0, **kwargs
):
    if not isinstance(model, _tuples.CycleGANModel):
        raise ValueError("`model` must be a `CycleGANModel`. Instead, was %s." % type(model))
    consistency = cycle_consistency_loss_fn(model, add_summaries=kwargs.get("add_summaries", True))
    consistency = _positive(cycle_consistency_loss_weight, "cycle_consistency_loss_weight") * consistency

    def of_one(one):
        loss = gan_loss(one, generator_loss_fn, discriminator_loss_fn, **kwargs)
        return loss._replace(generator_loss=loss.generator_loss + consistency)

    with tf.name_scope("cyclegan_loss_x2y"):
        x2y = of_one(model.model_x2y)
    with tf.name_scope("cyclegan_loss_y2x"):
        y2x = of_one(model.model_y2x)
    return _tuples.CycleGANLoss(x2y, y2x)


def stargan_loss(
    model,
    generator_loss_fn=losses.stargan_generator_loss_wrapper(losses.wargs.wasserstein_generator_loss),
    discriminator_loss_fn=losses.stargan_discriminator_loss_wrapper(losses.wargs.wasserstein_discriminator_loss),
    gradient_penalty_weight=10.0, gradient_penalty_epsilon=1e-10, gradient_penalty_target=1.0, gradient_penalty_one_sided=False,
    reconstruction_loss_fn=tf.losses.absolute_difference, reconstruction_loss_weight=10.0,
    classification_loss_fn=tf.losses.softmax_cross_entropy, classification_loss_weight=1.0, classification_one_hot=True,
    add_summaries=True,
):
    def classified(labels, logits, name):
        with tf.name_scope(name, values=(labels, logits)):
            loss = classification_loss_fn(onehot_labels=labels, logits=logits)
            if not classification_one_hot:
                loss = tf.reduce_sum(loss, axis=1)
            loss = tf.reduce_mean(loss)
            if add_summaries:
                tf.summary.scalar(name, loss)
            return loss

    of_generator = generator_loss_fn(model, add_summaries=add_summaries)
    of_discriminator = discriminator_loss_fn(model, add_summaries=add_summaries)
    if _counts(gradient_penalty_weight):
        penalty = losses.stargan_gradient_penalty_wrapper(losses.wargs.wasserstein_gradient_penalty)
        of_discriminator += gradient_penalty_weight * penalty(
            model, epsilon=gradient_penalty_epsilon, target=gradient_penalty_target, one_sided=gradient_penalty_one_sided,
            add_summaries=add_summaries,
        )
    reconstruction = reconstruction_loss_fn(model.input_data, model.reconstructed_data)
    of_generator += reconstruction * reconstruction_loss_weight
    of_generator += classification_loss_weight * classified(
        model.generated_data_domain_target, model.discriminator_generated_data_domain_predication, "generator_classification_loss"
    )
    of_discriminator += classification_loss_weight * classified(
        model.input_data_domain_label, model.discriminator_input_data_domain_predication, "discriminator_classification_loss"
    )
    return _tuples.GANLoss(of_generator, of_discriminator)
