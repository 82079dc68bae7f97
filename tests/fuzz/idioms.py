"""How TensorFlow 1 programs are put together: towers, twins, two players, networks chosen by name, builders with settings."""

from __future__ import annotations

from . import expressions as e
from .functions import _TENSORS
from .layers import dense, layer_name, matrix
from .maker import Kind, Maker, compound, statement
from .variables import request


def _network(m: Maker, parameters: str, *, most: int = 2) -> str:
    """A function of a matrix that is followed by layers and by whatever else; gives its name."""
    name = m.fresh("net")
    with m.block(f"def {name}({parameters}):"):
        _network_body(m, most)
    return name


def _network_body(m: Maker, most: int) -> None:
    m.forget(*_TENSORS)
    m.function_depth += 1
    loop_depth, m.loop_depth = m.loop_depth, 0
    m.line(_layer(m, "h", "x"))
    m.bind(Kind.MATRIX, "h")
    m.bind(Kind.TENSOR, "h")
    if m.choose.chance(60):
        m.statements(most)
    m.line(f"return {_call(m, 'h')}")
    m.loop_depth = loop_depth
    m.function_depth -= 1


def _layer(m: Maker, target: str, x: str) -> str:
    return f"{target} = {_call(m, x)}"


def _call(m: Maker, x: str) -> str:
    name = m.choose.one_of("", f", name={layer_name(m)}", "", f", name='{m.fresh('l')}'")
    return m.choose.one_of(
        f"tf.layers.dense({x}, 3{name})",
        f"tf.contrib.layers.fully_connected({x}, 3{name.replace('name', 'scope', 1)})",
        f"tf.layers.batch_normalization(tf.layers.dense({x}, 3{name}), training=True)",
        f"tf.matmul({x}, tf.get_variable('{m.fresh('weights')}', [{x}.get_shape()[-1].value, 3]))",
    )


@statement(2, compound)
def towers(m: Maker) -> None:
    """One network for each device, sharing variables, and the mean of their gradients."""
    net = _network(m, "x")
    x, i, grads = matrix(m), m.fresh("i"), m.fresh("grads")
    losses, optimizer, scope = m.fresh("losses"), m.fresh("optimizer"), e.scope_name(m)
    m.line(f"{losses}, {grads} = [], []")
    m.line(f"{optimizer} = {m.choose.one_of('tf.train.AdamOptimizer()', 'tf.train.MomentumOptimizer(0.1, 0.9)')}")
    form = m.choose.number(0, 3)
    with m.block(f"for {i} in range(2):"):
        m.line(f"with tf.device('/cpu:%d' % 0), tf.name_scope('tower_%d' % {i}) as tower:")
        m.depth += 1
        reuse = ("reuse=tf.AUTO_REUSE", f"reuse={i} > 0", f"reuse=True if {i} else None", "")[form]
        m.line(f"with tf.variable_scope({scope}{', ' if reuse else ''}{reuse}):")
        m.line(f"    {losses}.append(tf.reduce_mean({net}({x})))")
        if not reuse or m.choose.chance(20):
            m.line("    tf.get_variable_scope().reuse_variables()")
        if not m.partitions:
            m.line(f"{grads}.append({optimizer}.compute_gradients({losses}[-1], tf.trainable_variables({scope})))")
        if m.choose.chance(30):
            m.line("tf.Variable(0.0, name='p_' + tower.replace('/', '.') + str(len(tf.get_collection(tf.GraphKeys.UPDATE_OPS, tower))))")
        m.depth -= 1
    if not m.partitions and m.choose.chance(70):
        m.line(f"{optimizer}.apply_gradients([(tf.add_n([g for g, _ in pair]), pair[0][1]) for pair in zip(*{grads})])")


@statement(2, compound)
def twins(m: Maker) -> None:
    """One network for two inputs."""
    net, default = m.fresh("net"), m.choose.one_of("None", "False", "tf.AUTO_REUSE")
    with m.block(f"def {net}(x, reuse={default}):"), m.block(f"with tf.variable_scope({e.scope_name(m)}, reuse=reuse):"):
        _network_body(m, 2)
    first, second = matrix(m), matrix(m)
    m.line(f"{m.fresh('left')} = {net}({first})")
    m.line(f"{m.fresh('right')} = {net}({second}{m.choose.one_of(', reuse=True', ', True', ', tf.AUTO_REUSE', '')})")


@statement(1, lambda m: compound(m) and not m.partitions)
def two_players(m: Maker) -> None:
    """A generator and a discriminator, each trained by an optimizer of its own for the variables of its scope."""
    maker, judge = m.fresh("generator"), m.fresh("discriminator")
    with m.block(f"def {maker}(x):"), m.block(f"with tf.variable_scope('{maker}'):"):
        _network_body(m, 1)
    with m.block(f"def {judge}(x, reuse=None):"), m.block(f"with tf.variable_scope('{judge}', reuse=reuse):"):
        _network_body(m, 1)
    fake, true, false = m.fresh("fake"), m.fresh("real"), m.fresh("wrong")
    m.line(f"{fake} = {maker}(tf.zeros([2, 3]))")
    m.line(f"{true} = {judge}(tf.ones([2, 3]))")
    m.line(f"{false} = {judge}({fake}, reuse={m.choose.one_of('True', 'True', 'tf.AUTO_REUSE', 'None')})")
    for player, loss in ((judge, f"{true} - {false}"), (maker, false)):
        mine = m.choose.one_of(
            f"[v for v in tf.trainable_variables() if v.name.startswith('{player}')]",
            f"tf.trainable_variables('{player}')",
            f"tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope='{player}/')",
            f"[v for v in tf.global_variables() if '{player}' in v.op.name and v in tf.trainable_variables()]",
        )
        m.line(f"tf.train.AdamOptimizer(0.1, beta1=0.5).minimize(tf.reduce_mean({loss}), var_list={mine})")


@statement(2, compound)
def chosen_by_name(m: Maker) -> None:
    """Functions that register themselves, and are called by their names."""
    registry, register = m.fresh("NETWORKS"), m.fresh("register")
    m.line(f"{registry} = {{}}")
    with m.block(f"def {register}(key):"):
        with m.block("def add(function):"):
            m.line(f"{registry}[key] = function")
            m.line("return function")
        m.line("return add")
    keys = [m.fresh("key") for _ in range(m.choose.number(1, 2))]
    for key in keys:
        m.line(f"@{register}('{key}')")
        _network(m, "x")
    chosen = m.choose.pick(keys)
    x = matrix(m)
    m.line(
        m.choose.one_of(
            f"{registry}['{chosen}']({x})",
            f"[{registry}[key]({x}) for key in sorted({registry})]",
            f"{registry}.get('{chosen}', None)({x})",
        )
    )


@statement(2, compound)
def builder(m: Maker) -> None:
    """A model class with settings: one method builds it, and is called for training and again for evaluation."""
    cls, settings, units = m.fresh("Model"), m.fresh("settings"), m.choose.number(1, 2)
    with m.block(f"class {cls}(object):"):
        with m.block("def __init__(self, settings, is_training=True):"):
            m.line("self.settings, self.is_training = settings, is_training")
            m.line("self.outputs = self._build(tf.zeros([2, 3]))")
        with m.block("def _build(self, x):"):
            with m.block("for index, units in enumerate(self.settings.sizes):"):
                name = m.choose.one_of("None", "'layer%d' % index", "self.settings.prefix")
                m.line(f"x = tf.layers.dense(x, units, name={name})")
                if m.choose.chance(40):
                    m.line("if self.is_training: x = tf.nn.dropout(x, 0.5)")
            if m.choose.chance(50):
                m.line(f"with tf.variable_scope(self.settings.prefix): self.scale = {request(m)[0]}")
            m.line("return x")
    sizes = "[3, 2]" if units == 2 else "[4]"
    m.line(f"{settings} = tf.contrib.training.HParams(sizes={sizes}, prefix={e.scope_name(m)})")
    if m.choose.chance(40):
        m.line(f"{settings}.parse('sizes=[5, 5],prefix=given')")
    scope = e.scope_name(m)
    with m.block(f"with tf.variable_scope({scope}):"):
        m.line(f"{cls}({settings})")
    if m.choose.chance(70):
        with m.block(f"with tf.variable_scope({scope}, reuse={m.choose.one_of('True', 'True', 'tf.AUTO_REUSE', 'None')}):"):
            m.line(f"{cls}({settings}, is_training=False)")


@statement(1, lambda m: compound(m) and not m.partitions)
def target_network(m: Maker) -> None:
    """A copy of a network, whose variables are assigned from the first one's."""
    net, x = _network(m, "x", most=1), matrix(m)
    online, target = m.fresh("online"), m.fresh("target")
    for scope in (online, target):
        with m.block(f"with tf.variable_scope('{scope}'):"):
            m.line(f"{net}({x})")
    pairs = f"zip(tf.global_variables('{target}'), tf.global_variables('{online}'))"
    m.line(f"{m.fresh('update')} = tf.group(*[t.assign(o) for t, o in {pairs}], name={e.scope_name(m)})")
    m.line(f"tf.Variable(0.0, name='p_%d' % len(list({pairs})))")


@statement(2)
def matched(m: Maker) -> None:
    """`match` decides between ways of making a variable."""
    subject, bound = m.choose.pick(
        [
            (f"({e.scope_name(m)}, {e.integer(m)})", "(str() as name, 0 | 1)"),
            (f"{{'name': {e.scope_name(m)}, 'size': {e.integer(m)}}}", "{'name': name, 'size': int(size)} if size > 0"),
            (f"[{e.scope_name(m)}, 'x', 'y']", "[name, *_]"),
            (e.scope_name(m), "('a' | 'b' | 'enc') as name"),
        ]
    )
    with m.block(f"match {subject}:"):
        with m.block(f"case {bound}:"):
            m.line("tf.get_variable(name, [3, 2])")
        with m.block("case _:"):
            m.line(request(m)[0])


@statement(1, compound)
def deeper(m: Maker) -> None:
    """A network of blocks, each in a scope named by its number, with a shortcut where sizes differ."""
    x, i, h = matrix(m), m.fresh("i"), m.fresh("h")
    m.line(f"{h} = {x}")
    with m.block(f"for {i}, size in enumerate({m.choose.one_of('[3, 3]', '[4, 2, 2]', '(3, 4)')}):"):
        scope = m.choose.one_of(f"'block%d' % {i}", f"'block', reuse={i} > 0", "None, default_name='block'", f"'b_{{}}'.format({i} + 1)")
        with m.block(f"with tf.variable_scope({scope}):"):
            m.line("y = tf.layers.dense(" + h + ", size, activation=tf.nn.relu)")
            with m.block(f"if {h}.get_shape().as_list()[-1] != size:"):
                m.line(f"{h} = tf.layers.dense({h}, size, name='shortcut', use_bias=False)")
            m.line(f"{h} = tf.add({h}, y, name='sum')")
            if m.choose.chance(40):
                m.statements(1)
    m.line(f"tf.Variable(0.0, name='p_' + {h}.op.name.replace('/', '.'))")
    dense(m)
