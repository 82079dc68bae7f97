"""Optimizers and their slots, moving averages, the global step, metrics."""

from __future__ import annotations

from . import expressions as e
from .maker import Kind, Maker, statement


def _optimizer(m: Maker) -> str:
    name = f", name={e.scope_name(m)}" if m.choose.chance(15) else ""
    return m.choose.one_of(
        f"tf.train.AdamOptimizer(0.1{name})",
        f"tf.train.MomentumOptimizer(0.1, 0.9{name})",
        f"tf.train.RMSPropOptimizer(0.1{name})",
        f"tf.train.AdagradOptimizer(0.1{name})",
        f"tf.train.GradientDescentOptimizer(0.1{name})",
        f"tf.train.RMSPropOptimizer(0.1, centered=True{name})",
        f"tf.train.AdadeltaOptimizer(0.1{name})",
        f"tf.train.FtrlOptimizer(0.1{name})",
    )


@statement(5, lambda m: bool(m.known(Kind.VARIABLE)) and not m.partitions)
def minimize(m: Maker) -> None:
    v, other = m.some(Kind.VARIABLE), m.some(Kind.VARIABLE, Kind.MATRIX)
    loss = m.choose.one_of(
        f"tf.reduce_sum({v})", f"tf.reduce_mean({v} * 2.0)", f"tf.reduce_sum({v}) + tf.reduce_mean({other})", f"tf.nn.l2_loss({v})"
    )
    step = m.choose.one_of("", "", "", ", global_step=tf.train.get_or_create_global_step()")
    optimizer = m.fresh("optimizer")
    m.line(f"{optimizer} = {_optimizer(m)}")
    form = m.choose.number(0, 3)
    if form == 0:
        grads = m.fresh("grads")
        m.line(f"{grads} = {optimizer}.compute_gradients({loss}, var_list=[{v}])")
        m.line(f"{optimizer}.apply_gradients({grads}{step})")
    elif form == 1:
        m.line(f"{optimizer}.minimize({loss}, var_list=[{v}]{step})")
    else:
        m.line(f"{optimizer}.minimize({loss}{step})")
    if m.choose.chance(20):
        m.line(f"{optimizer}.minimize({loss}, var_list=[{v}])")


@statement(2, lambda m: bool(m.known(Kind.VARIABLE)) and not m.partitions)
def averages(m: Maker) -> None:
    v = m.some(Kind.VARIABLE)
    ema = m.fresh("ema")
    options = m.choose.one_of("", ", zero_debias=True", ", name='avg'", ", num_updates=3")
    m.line(f"{ema} = tf.train.ExponentialMovingAverage(0.9{options})")
    m.line(f"{ema}.apply({m.choose.one_of(f'[{v}]', 'tf.trainable_variables()[:1]', f'[{v}]')})")
    if m.choose.chance(40):
        m.line(f"tf.Variable(0.0, name='p_' + {ema}.average_name({v}).replace('/', '.'))")


@statement(1)
def global_step(m: Maker) -> None:
    m.line(
        m.choose.one_of(
            "tf.train.get_or_create_global_step()",
            "tf.train.create_global_step()",
            "tf.train.get_global_step()",
            "tf.Variable(0, name='global_step', trainable=False)",
        )
    )
