"""What TensorFlow does with variable scopes, asked of TensorFlow: the facts that scopelint is built on."""

from __future__ import annotations

import pytest

from .conftest import Ask

pytestmark = pytest.mark.tensorflow


def test_get_variable_ignores_name_scopes_and_variables_do_not(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        with tf.name_scope("my_scope"):
            tf.get_variable("var1", [1])
            tf.Variable(1.0, name="var2")
    """) == ["create var1 3", "create my_scope/var2 4"]


def test_a_scope_opened_again_with_reuse_shares(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        with tf.variable_scope("scope1"):
            tf.get_variable("w", [1])
        with tf.variable_scope("scope1", reuse=True):
            tf.get_variable("w", [1])
    """) == ["create scope1/w 3", "reuse scope1/w 5"]


def test_reuse_variables_ends_with_its_block(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        with tf.variable_scope("scope1") as scope:
            tf.get_variable("w", [1])
            scope.reuse_variables()
            tf.get_variable("w", [1])
        with tf.variable_scope("scope1"):
            tf.get_variable("w", [1])
    """) == ["create scope1/w 3", "reuse scope1/w 5", "error scope1/w 7", "ValueError 7"]


def test_reuse_of_what_was_never_made_is_refused_even_with_an_initializer(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        with tf.variable_scope("a", reuse=True):
            tf.get_variable("w", [1], initializer=tf.zeros_initializer())
    """) == ["error a/w 3", "ValueError 3"]


def test_an_inner_scope_inherits_reuse_and_only_auto_reuse_overrides_it(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        with tf.variable_scope("a"), tf.variable_scope("b"):
            tf.get_variable("w", [1])
        with tf.variable_scope("a", reuse=True):
            with tf.variable_scope("b", reuse=False):
                tf.get_variable("w", [1])
            with tf.variable_scope("b", reuse=tf.AUTO_REUSE):
                tf.get_variable("v", [1])
    """) == ["create a/b/w 3", "reuse a/b/w 6", "create a/b/v 8"]


def test_a_refusal_that_the_program_catches_is_told(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        tf.get_variable("w", [1])
        try:
            tf.get_variable("w", [1])
        except ValueError:
            tf.get_variable_scope().reuse_variables()
        tf.get_variable("w", [1])
    """) == ["create w 2", "error w 4", "reuse w 7"]


def test_variable_scope_of_none_is_a_type_error(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        with tf.variable_scope(None):
            pass
    """) == ["TypeError 2"]


def test_a_variable_is_never_found_by_get_variable_and_takes_its_name_away(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        tf.Variable(1.0, name="w")
        tf.get_variable("w", [])
        tf.Variable(1.0, name="w")
        with tf.variable_scope("", reuse=True):
            tf.get_variable("w", [])
        tf.get_variable("w", [])
    """) == [
        "create w 2",
        "create w_1 3",
        "create w_2 4",
        "reuse w_1 6",
        "error w 7",
        "ValueError 7",
    ]


def test_a_scope_opened_twice_has_another_name_scope(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        for i in range(2):
            with tf.variable_scope("a", reuse=tf.AUTO_REUSE) as scope:
                tf.get_variable("w", [])
                tf.Variable(1.0, name="v")
        with tf.variable_scope(scope, auxiliary_name_scope=False), tf.name_scope(scope.original_name_scope):
            tf.Variable(1.0, name="u")
    """) == ["create a/w 4", "create a/v 5", "reuse a/w 4", "create a_1/v 5", "create a_1/u 7"]


def test_a_scope_object_jumps_to_its_own_name(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        with tf.variable_scope("a") as a:
            pass
        with tf.variable_scope("b"), tf.variable_scope(a):
            tf.get_variable("w", [])
    """) == ["create a/w 5"]


def test_default_names_are_numbered(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        for i in range(2):
            with tf.variable_scope(None, default_name="x"):
                tf.get_variable("w", [])
    """) == ["create x/w 4", "create x_1/w 4"]


def test_unnamed_layers_are_numbered_again_in_a_scope_that_is_re_entered(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        def net(x):
            return tf.layers.dense(tf.layers.dense(x, 2, use_bias=False), 2, use_bias=False)
        x = tf.placeholder(tf.float32, [None, 2])
        with tf.variable_scope("net"):
            net(x)
        with tf.variable_scope("net", reuse=True):
            net(x)
    """) == [
        "create net/dense/kernel 3",
        "create net/dense_1/kernel 3",
        "reuse net/dense/kernel 3",
        "reuse net/dense_1/kernel 3",
    ]


def test_slots_are_refused_when_the_root_scope_reuses(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        w = tf.get_variable("w", [])
        tf.get_variable_scope().reuse_variables()
        tf.train.MomentumOptimizer(0.1, 0.9).minimize(w * w)
    """) == ["create w 2", "error w/Momentum 4", "ValueError 4"]


def test_slots_of_adam(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        w = tf.get_variable("w", [])
        tf.train.AdamOptimizer().minimize(w * w)
    """) == ["create w 2", "create beta1_power 3", "create beta2_power 3", "create w/Adam 3", "create w/Adam_1 3"]


def test_eager_execution_makes_a_new_variable_each_time(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        tf.enable_eager_execution()
        for i in range(2):
            with tf.variable_scope("a", reuse=bool(i)):
                tf.get_variable("w", [])
    """) == ["create a/w 5", "create a/w 5"]


def test_a_layer_object_builds_once(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        x = tf.zeros([1, 2])
        layer = tf.layers.Dense(2, use_bias=False)
        layer(x)
        layer(x)
        tf.layers.Dense(2, use_bias=False)(x)
    """) == ["create dense/kernel 4", "create dense_1/kernel 6"]


def test_op_scope_and_variable_op_scope_still_run(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        with tf.op_scope([], "ops"), tf.variable_op_scope([], "vars"):
            tf.get_variable("w", [])
            tf.Variable(1.0, name="v")
    """) == ["create vars/w 3", "create ops/vars/v 4"]


def test_templates_share_and_refuse_new_variables(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        def layer():
            return tf.get_variable("w", [])
        shared = tf.make_template("shared", layer)
        shared()
        shared()
        tf.make_template("shared", layer)()
        grown = iter("ab")
        growing = tf.make_template("growing", lambda: tf.get_variable(next(grown), []))
        growing()
        growing()
    """) == [
        "create shared/w 3",
        "reuse shared/w 3",
        "create shared_1/w 3",
        "create growing/a 9",
        "error growing/b 9",
        "ValueError 9",
    ]
