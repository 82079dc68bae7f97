"""The losses, each of a model instead of its parts (contrib/gan/python/losses/python/tuple_losses_impl.py)."""

import inspect

from tensorflow.contrib.gan.losses import wargs


def _of_model(loss):
    """What takes a model, and as keywords what is no part of it."""
    named = inspect.getfullargspec(loss).args

    def of_model(gan_model, **kwargs):
        for name in named:
            part = getattr(gan_model, name, None)
            if part is not None:
                kwargs[name] = part
        return loss(**kwargs)

    return of_model


wasserstein_generator_loss = _of_model(wargs.wasserstein_generator_loss)
wasserstein_discriminator_loss = _of_model(wargs.wasserstein_discriminator_loss)
wasserstein_hinge_generator_loss = _of_model(wargs.wasserstein_hinge_generator_loss)
wasserstein_hinge_discriminator_loss = _of_model(wargs.wasserstein_hinge_discriminator_loss)
wasserstein_gradient_penalty = _of_model(wargs.wasserstein_gradient_penalty)
acgan_discriminator_loss = _of_model(wargs.acgan_discriminator_loss)
acgan_generator_loss = _of_model(wargs.acgan_generator_loss)
minimax_discriminator_loss = _of_model(wargs.minimax_discriminator_loss)
minimax_generator_loss = _of_model(wargs.minimax_generator_loss)
modified_discriminator_loss = _of_model(wargs.modified_discriminator_loss)
modified_generator_loss = _of_model(wargs.modified_generator_loss)
least_squares_generator_loss = _of_model(wargs.least_squares_generator_loss)
least_squares_discriminator_loss = _of_model(wargs.least_squares_discriminator_loss)
mutual_information_penalty = _of_model(wargs.mutual_information_penalty)
relativistic_generator_loss = _of_model(wargs.relativistic_generator_loss)
relativistic_discriminator_loss = _of_model(wargs.relativistic_discriminator_loss)


def combine_adversarial_loss(
    gan_loss, gan_model, non_adversarial_loss, weight_factor=None, gradient_ratio=None, gradient_ratio_epsilon=1e-6,
    scalar_summaries=True, gradient_summaries=True,
):
    loss = wargs.combine_adversarial_loss(
        non_adversarial_loss, gan_loss.generator_loss, weight_factor, gradient_ratio, gradient_ratio_epsilon,
        gan_model.generator_variables, scalar_summaries, gradient_summaries,
    )
    return gan_loss._replace(generator_loss=loss)


def cycle_consistency_loss(cyclegan_model, scope=None, add_summaries=False):
    return wargs.cycle_consistency_loss(
        cyclegan_model.model_x2y.generator_inputs, cyclegan_model.reconstructed_x,
        cyclegan_model.model_y2x.generator_inputs, cyclegan_model.reconstructed_y, scope, add_summaries,
    )


def stargan_generator_loss_wrapper(loss_fn):
    return lambda stargan_model, **kwargs: loss_fn(stargan_model.discriminator_generated_data_source_predication, **kwargs)


def stargan_discriminator_loss_wrapper(loss_fn):
    return lambda stargan_model, **kwargs: loss_fn(
        discriminator_real_outputs=stargan_model.discriminator_input_data_source_predication,
        discriminator_gen_outputs=stargan_model.discriminator_generated_data_source_predication,
        **kwargs,
    )


def stargan_gradient_penalty_wrapper(loss_fn):
    def of_model(stargan_model, **kwargs):
        domains = stargan_model.input_data_domain_label.shape.as_list()[-1]

        def source(data, _):
            return stargan_model.discriminator_fn(data, domains)[0]

        return loss_fn(
            real_data=stargan_model.input_data, generated_data=stargan_model.generated_data,
            generator_inputs=stargan_model.generated_data_domain_target, discriminator_fn=source,
            discriminator_scope=stargan_model.discriminator_scope, **kwargs,
        )

    return of_model
