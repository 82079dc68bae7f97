"""What the functions of `tf.contrib.gan` hand to one another (contrib/gan/python/namedtuples.py)."""

import collections

_NETWORKS = (
    "generator_inputs", "generated_data", "generator_variables", "generator_scope", "generator_fn", "real_data",
    "discriminator_real_outputs", "discriminator_gen_outputs", "discriminator_variables", "discriminator_scope", "discriminator_fn",
)


class GANModel(collections.namedtuple("GANModel", _NETWORKS)):
    pass


class InfoGANModel(
    collections.namedtuple(
        "InfoGANModel", _NETWORKS + ("structured_generator_inputs", "predicted_distributions", "discriminator_and_aux_fn")
    )
):
    pass


class ACGANModel(
    collections.namedtuple(
        "ACGANModel",
        _NETWORKS + ("one_hot_labels", "discriminator_real_classification_logits", "discriminator_gen_classification_logits"),
    )
):
    pass


class CycleGANModel(collections.namedtuple("CycleGANModel", ("model_x2y", "model_y2x", "reconstructed_x", "reconstructed_y"))):
    pass


class StarGANModel(
    collections.namedtuple(
        "StarGANModel",
        (
            "input_data", "input_data_domain_label", "generated_data", "generated_data_domain_target", "reconstructed_data",
            "discriminator_input_data_source_predication", "discriminator_generated_data_source_predication",
            "discriminator_input_data_domain_predication", "discriminator_generated_data_domain_predication",
            "generator_variables", "generator_scope", "generator_fn",
            "discriminator_variables", "discriminator_scope", "discriminator_fn",
        ),
    )
):
    pass


class GANLoss(collections.namedtuple("GANLoss", ("generator_loss", "discriminator_loss"))):
    pass


class CycleGANLoss(collections.namedtuple("CycleGANLoss", ("loss_x2y", "loss_y2x"))):
    pass


class GANTrainOps(
    collections.namedtuple("GANTrainOps", ("generator_train_op", "discriminator_train_op", "global_step_inc_op", "train_hooks"))
):
    def __new__(cls, generator_train_op, discriminator_train_op, global_step_inc_op, train_hooks=()):
        return super().__new__(cls, generator_train_op, discriminator_train_op, global_step_inc_op, train_hooks)


class GANTrainSteps(collections.namedtuple("GANTrainSteps", ("generator_train_steps", "discriminator_train_steps"))):
    pass
