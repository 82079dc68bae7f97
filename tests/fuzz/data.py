"""Python's data and iteration: records of settings, tables of variables, counters, iterators, classes that behave like lists."""

from __future__ import annotations

from . import expressions as e
from . import variables
from .maker import Kind, Maker, compound, statement


@statement(4)
def record(m: Maker) -> None:
    """Settings by attribute or by key."""
    name = m.fresh("config")
    text, size, flag = e.scope_name(m), e.integer(m), e.flag(m)
    access = "{}.{}"
    match m.choose.number(0, 6):
        case 0:
            m.imported("import collections")
            m.line(f"{name} = collections.namedtuple('Config', 'name size reuse')({text}, {size}, reuse={flag})")
        case 1:
            access = "{}['{}']"
            m.line(f"{name} = dict(name={text}, size={size}, reuse={flag})")
        case 2:
            access = "{}['{}']"
            m.line(f"{name} = {{'name': {text}, 'size': 0, **{{'size': {size}, 'reuse': {flag}}}}}")
        case 3:
            m.imported("import dataclasses")
            m.need(
                "Settings",
                """
@dataclasses.dataclass
class Settings:
    name: str
    size: int = 1
    reuse: object = None

    @property
    def label(self):
        return self.name + "_%d" % self.size
""",
            )
            m.line(f"{name} = Settings({text}, {size}, reuse={flag})")
            m.bind(Kind.NAME, f"{name}.label")
        case 4:
            m.imported("import argparse")
            m.line(f"{name} = argparse.Namespace(name={text}, size={size}, reuse={flag})")
        case 5:
            with m.block(f"class {name}(object):"):
                m.line(f"name = {text}")
                m.line(f"size, reuse = {size}, {flag}")
        case _:
            m.line(f"{name} = tf.contrib.training.HParams(name={text}, size={size}, reuse=False)")
    for kind, attribute in ((Kind.NAME, "name"), (Kind.INT, "size"), (Kind.FLAG, "reuse")):
        m.bind(kind, access.format(name, attribute))


@statement(3)
def names_in_a_container(m: Maker) -> None:
    """Names in something other than a list."""
    name = m.fresh("names")
    first, second = e.scope_name(m), e.scope_name(m)
    match m.choose.number(0, 4):
        case 0:
            m.imported("import collections")
            m.line(f"{name} = collections.deque([{first}, {second}, 'd'], maxlen={m.choose.number(2, 3)})")
        case 1:
            m.need(
                "Series",
                """
class Series(object):
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __iter__(self):
        for item in self.items:
            yield item

    def append(self, item):
        self.items.append(item)
""",
            )
            m.line(f"{name} = Series({first}, {second})")
        case 2:
            m.need("Names", "\nclass Names(list):\n    pass\n")
            m.line(f"{name} = Names([{first}, {second}])")
        case 3:
            rest = m.fresh("rest")
            m.line(f"{rest}, *{name} = [{first}, {second}, 'r']")
            m.bind(Kind.NAME, rest)
        case _:
            m.line(f"{name} = [part for part in ({first} + '/' + {second}).split('/') if part]")
    m.bind(Kind.NAMES, name)


@statement(5, compound)
def iteration(m: Maker) -> None:
    """Loops over what itertools and its kin give."""
    i, name = m.fresh("i"), m.fresh("n")
    names = m.some(Kind.NAMES) or "['a', 'b']"
    header, bound = m.choose.pick(
        [
            (f"for {name}, {i} in itertools.product(['a', 'b'], range({m.choose.number(1, 2)})):", {i: Kind.INT, name: Kind.NAME}),
            (f"for {name} in itertools.chain({names}, ['z']):", {name: Kind.NAME}),
            (f"for {i} in itertools.islice(itertools.count(1), 2):", {i: Kind.INT}),
            (f"for {i}, {name} in enumerate({names}, start=1):", {i: Kind.INT, name: Kind.NAME}),
            (f"for {name}, *_ in [('a', 1), ('b', 2)]:", {name: Kind.NAME}),
            (f"for {i} in filter(lambda q: q % 2, range(4)):", {i: Kind.INT}),
            (f"for {name}, {i} in sorted({{'b': 1, 'a': 2}}.items(), key=lambda item: item[1]):", {i: Kind.INT, name: Kind.NAME}),
            (f"for {name} in dict.fromkeys({names}):", {name: Kind.NAME}),
            (f"for {name} in map(str.upper, {names}):", {name: Kind.NAME}),
            (f"for {name} in list({names})[::-1]:", {name: Kind.NAME}),
            (f"for {name}, {i} in collections.OrderedDict([('b', 1), ('a', 2)]).items():", {i: Kind.INT, name: Kind.NAME}),
            (f"for {name} in ('%s%d' % (p, q) for p in 'ab' for q in range(2)):", {name: Kind.NAME}),
            (f"for {name}, {i} in zip('ab', itertools.repeat(2)):", {i: Kind.INT, name: Kind.NAME}),
            (f"for {i}, {name} in zip(*[(0, 1), ('a', 'b')]):", {i: Kind.INT, name: Kind.NAME}),
        ]
    )
    if "itertools." in header:
        m.imported("import itertools")
    if "collections." in header:
        m.imported("import collections")
    with m.block(header):
        for target, kind in bound.items():
            m.bind(kind, target)
        m.loop_depth += 1
        m.statements(3)
        m.loop_depth -= 1


@statement(2, compound)
def endless_loop(m: Maker) -> None:
    counter = m.fresh("t")
    m.line(f"{counter} = 0")
    with m.block("while True:"):
        m.line(f"{counter} += 1")
        m.bind(Kind.INT, counter)
        m.line(f"if {counter} > {m.choose.number(1, 2)}: break")
        m.loop_depth += 1
        m.statements(2)
        m.loop_depth -= 1


@statement(3)
def table_of_variables(m: Maker) -> None:
    """Variables that are kept by name, and made when they are first asked for."""
    name = m.fresh("table")
    names = m.some(Kind.NAMES) or "['a', 'b', 'a']"
    made = m.choose.one_of("{}", "dict()", "collections.OrderedDict()")
    if "collections" in made:
        m.imported("import collections")
    m.line(f"{name} = {made}")
    key = m.fresh("key")
    with m.block(f"for {key} in {names}:"):
        condition = m.choose.one_of(f"if {key} not in {name}:", f"if {name}.get({key}) is None:", f"if not {key} in {name}.keys():")
        with m.block(condition):
            m.line(f"{name}[{key}] = tf.get_variable({key} + '_kept', [2, 3])")
    m.line(f"tf.Variable(0.0, name='p_' + '.'.join(v.op.name.replace('/', '.') for v in {name}.values()))")


@statement(2)
def kept_maker(m: Maker) -> None:
    """A function that keeps what it has made in a default argument or an attribute of its own."""
    name = m.fresh("kept")
    if m.choose.chance(50):
        with m.block(f"def {name}(name, cache={{}}):"):
            with m.block("if name not in cache:"):
                m.line("cache[name] = tf.get_variable(name, [2, 3])")
            m.line("return cache[name]")
    else:
        with m.block(f"def {name}(name):"):
            m.line(f"{name}.calls += 1")
            m.line(f"return tf.get_variable('%s_%d' % (name, {name}.calls), [2, 3])")
        m.line(f"{name}.calls = 0")
    m.bind(Kind.MAKER, name)


@statement(3)
def counting(m: Maker) -> None:
    """A counter that goes on by itself whenever it is looked at."""
    name = m.fresh("ids")
    match m.choose.number(0, 3):
        case 0:
            m.imported("import itertools")
            m.line(f"{name} = itertools.count({m.choose.number(0, 2)})")
            m.bind(Kind.INT, f"next({name})")
        case 1:
            factory = m.fresh("counter")
            with m.block(f"def {factory}():"):
                m.line("n = 0")
                with m.block("def step():"):
                    m.line("nonlocal n")
                    m.line("n += 1")
                    m.line("return n")
                m.line("return step")
            m.line(f"{name} = {factory}()")
            m.bind(Kind.INT, f"{name}()")
        case 2:
            with m.block(f"class {name}(object):"):
                m.line("total = 0")
                m.line("@classmethod")
                with m.block("def next(cls):"):
                    m.line("cls.total += 1")
                    m.line("return cls.total")
            m.bind(Kind.INT, f"{name}.next()")
        case _:
            total = m.fresh("total")
            if m.depth or m.function_depth:
                return
            m.line(f"{total} = 0")
            with m.block(f"def {name}(prefix):"):
                m.line(f"global {total}")
                m.line(f"{total} += 1")
                m.line(f"return '%s_%d' % (prefix, {total})")
            m.bind(Kind.NAME, f"{name}({e.repr_of(m.choose.pick(e.SCOPE_NAMES))})")


@statement(2, lambda m: bool(m.known(Kind.VARIABLE)))
def list_of_tensors(m: Maker) -> None:
    """Variables kept in a list, added up, or looked up again by name."""
    v, other = m.some(Kind.VARIABLE), m.some(Kind.VARIABLE)
    name = m.fresh("kept")
    m.line(f"{name} = [{v}, {other}]")
    m.line(f"{name}.append(tf.Variable(1.0, name={e.variable_name(m)[0]}))")
    m.line(
        m.choose.one_of(
            f"tf.Variable(0.0, name='p_' + {name}[-1].op.name.replace('/', '.'))",
            f"tf.Variable(0.0, name='p_' + '.'.join(sorted(k.op.name.replace('/', '.') for k in {name})))",
            f"tf.Variable(0.0, name='p_%d' % len([k for k in {name} if k.op.name.startswith('a')]))",
            f"tf.Variable(0.0, name='p_%s' % tf.add_n([tf.reduce_sum(tf.cast(k, tf.float64)) for k in {name}]).op.name.replace('/', '.'))",
        )
    )


@statement(1)
def assertion(m: Maker) -> None:
    m.line(f"assert {e.test(m)}, 'no'")


@statement(2)
def request_in_an_expression(m: Maker) -> None:
    """A variable is made, or not, in the middle of an expression."""
    call, _ = variables.request(m)
    m.line(m.choose.one_of(f"{call} if {e.test(m)} else None", f"{e.test(m)} and {call}", f"({e.test(m)}) or {call}", f"[{call}, None][0]"))
