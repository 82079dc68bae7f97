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
        f"tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True{name})",
        f"tf.train.ProximalAdagradOptimizer(0.1{name})",
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


@statement(3, lambda m: bool(m.known(Kind.VARIABLE)) and not m.partitions)
def clipped(m: Maker) -> None:
    """Gradients that are looked at before they are applied, for the variables of a scope."""
    v = m.some(Kind.VARIABLE)
    optimizer, pairs, g = m.fresh("optimizer"), m.fresh("pairs"), m.fresh("g")
    chosen = m.choose.one_of(
        f"[{v}]",
        f"[k for k in tf.trainable_variables() if k is {v}]",
        f"tf.trainable_variables() and [{v}]",
    )
    m.line(f"{optimizer} = {_optimizer(m)}")
    m.line(f"{pairs} = {optimizer}.compute_gradients(tf.reduce_sum({v} * 2.0), {chosen})")
    m.line(
        m.choose.one_of(
            f"{pairs} = [(tf.clip_by_value({g}, -1.0, 1.0), k) for {g}, k in {pairs} if {g} is not None]",
            f"{pairs} = [({g} * 0.5, k) for {g}, k in {pairs}]",
            f"{pairs} = list(zip(tf.clip_by_global_norm([{g} for {g}, _ in {pairs}], 5.0)[0], [k for _, k in {pairs}]))",
        )
    )
    m.line(f"{optimizer}.apply_gradients({pairs})")
    if m.choose.chance(50):
        m.line(f"tf.Variable(0.0, name='p_' + '.'.join({optimizer}.get_slot_names()))")


@statement(2)
def metric(m: Maker) -> None:
    name = f", name={e.scope_name(m)}" if m.choose.chance(50) else ""
    m.line(
        m.choose.one_of(
            f"tf.metrics.mean(tf.constant([1.0, 2.0]){name})",
            f"tf.metrics.accuracy(tf.constant([1, 0]), tf.constant([1, 1]){name})",
            f"tf.losses.mean_squared_error(tf.zeros([2]), tf.ones([2]){name.replace('name=', 'scope=')})",
            "tf.add_n([tf.losses.absolute_difference(tf.zeros([2]), tf.ones([2])), tf.losses.get_total_loss()])",
        )
    )


@statement(1, lambda m: bool(m.known(Kind.VARIABLE)) and not m.partitions)
def averaged_reads(m: Maker) -> None:
    """A custom getter that gives the moving averages in place of the variables."""
    v, ema, function = m.some(Kind.VARIABLE), m.fresh("ema"), m.fresh("averaged")
    m.line(f"{ema} = tf.train.ExponentialMovingAverage(0.9)")
    m.line(f"{ema}.apply([{v}])")
    with m.block(f"def {function}(getter, name, *args, **kwargs):"):
        m.line("found = getter(name, *args, **kwargs)")
        m.line(f"average = {ema}.average(found)")
        m.line("return average if average is not None else found")
    with m.block(f"with tf.variable_scope(tf.get_variable_scope(), reuse=tf.AUTO_REUSE, custom_getter={function}):", keep=True):
        m.statements(2)
