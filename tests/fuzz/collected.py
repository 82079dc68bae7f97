"""Variables found again: collections, by scope and prefix, and contrib.framework's ways to them."""

from __future__ import annotations

from . import expressions as e
from .maker import Kind, Maker, statement


def _found(m: Maker) -> str:
    """A list of variables."""
    opened = f"{m.some(Kind.SCOPE)}.name" if m.known(Kind.SCOPE) else "None"
    scope = m.choose.one_of(e.scope_name(m), "tf.get_variable_scope().name", opened)
    keys = m.choose.one_of("GLOBAL_VARIABLES", "TRAINABLE_VARIABLES", "LOCAL_VARIABLES", "MODEL_VARIABLES")
    return m.choose.one_of(
        f"tf.get_collection(tf.GraphKeys.{keys}, scope={scope})",
        f"tf.get_collection(tf.GraphKeys.{keys})",
        f"tf.global_variables({scope})",
        f"tf.trainable_variables(scope={scope})",
        f"tf.contrib.framework.get_variables({scope})",
        f"tf.contrib.framework.get_trainable_variables({scope})",
        f"tf.contrib.framework.get_variables_by_suffix({e.repr_of(m.choose.pick(e.VARIABLE_NAMES))})",
        f"tf.contrib.framework.get_variables_by_name({e.repr_of(m.choose.pick(e.VARIABLE_NAMES))})",
        "tf.local_variables()",
        "tf.model_variables()",
        "tf.get_default_graph().get_collection('kept')",
        "[v for v in tf.global_variables() if v not in tf.trainable_variables()]",
        "[v for v in tf.trainable_variables() if 'kernel' in v.name or v.name.endswith('w:0')]",
        f"tf.get_variable_scope().{m.choose.one_of('global_variables', 'trainable_variables', 'local_variables')}()",
    )


@statement(4)
def counted(m: Maker) -> None:
    """How many, and which, become part of a name."""
    found, name = _found(m), m.fresh("found")
    m.line(f"{name} = {found}")
    m.line(
        m.choose.one_of(
            f"tf.Variable(0.0, name='p_%d' % len({name}))",
            f"tf.Variable(0.0, name='p_' + '.'.join(v.op.name.replace('/', '.') for v in {name}[-2:]))",
            f"if {name}: tf.Variable(0.0, name='p_' + {name}[0].name.split(':')[0].split('/')[-1])",
            f"tf.Variable(0.0, name='p_%d' % sum(v.get_shape().num_elements() for v in {name}))",
        )
    )


@statement(2, lambda m: bool(m.known(Kind.VARIABLE)))
def added(m: Maker) -> None:
    v = m.some(Kind.VARIABLE)
    m.line(
        m.choose.one_of(
            f"tf.add_to_collection('kept', {v})",
            f"tf.add_to_collections(['kept', tf.GraphKeys.MODEL_VARIABLES], {v})",
            f"tf.get_default_graph().add_to_collection('kept', {v})",
            f"tf.get_collection_ref('kept').append({v})",
            "tf.get_collection_ref('kept')[:] = []",
            f"tf.contrib.framework.add_model_variable({v})",
            f"tf.losses.add_loss(tf.reduce_sum({v}))",
        )
    )


@statement(2)
def by_framework(m: Maker) -> None:
    """Variables as contrib.framework makes them."""
    name, shape = e.variable_name(m)
    function = m.choose.one_of("model_variable", "variable", "local_variable")
    if function == "local_variable":
        m.line(f"tf.contrib.framework.local_variable(0.0, name={name})")
        return
    given = m.choose.one_of("", ", trainable=False", ", regularizer=tf.contrib.layers.l2_regularizer(0.1)", ", collections=['kept']")
    m.line(f"tf.contrib.framework.{function}({name}, shape={shape}, initializer=tf.zeros_initializer(){given})")


@statement(2)
def initialized(m: Maker) -> None:
    """Ops over all variables there are; they take names."""
    name = f"name={e.scope_name(m)}" if m.choose.chance(50) else ""
    m.line(
        m.choose.one_of(
            "tf.global_variables_initializer()",
            f"tf.variables_initializer(tf.global_variables(){', ' + name if name else ''})",
            "tf.local_variables_initializer()",
            "tf.train.Saver() if tf.global_variables() else None",
            f"tf.summary.scalar({e.scope_name(m)}, tf.constant(1.0))",
            "tf.add_n([tf.constant(0.0)] + tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))",
            "tf.report_uninitialized_variables()",
            f"tf.group(*tf.get_collection(tf.GraphKeys.UPDATE_OPS){', ' + name if name else ''})",
        )
    )
