"""How the oracle watches, places and runs: what no statement about TensorFlow's scopes depends on."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Ask, run
from .oracle import Oracle, OracleUnavailableError, Program
from .truth import Call, Ended, Outcome, Place, Via

pytestmark = pytest.mark.tensorflow


def test_values_of_a_variable(oracle: Oracle) -> None:
    truth = run(
        oracle,
        """
        import tensorflow as tf
        tf.get_variable("w", [2, 3], tf.float64, trainable=False)
        tf.Variable(tf.placeholder(tf.int32, [None, 4]), validate_shape=False, name="v")
        with tf.variable_scope("", reuse=True):
            tf.get_variable("w", dtype=tf.float64, trainable=True)
            tf.get_variable("w", [5])
        """,
    ).truth
    assert [(event.outcome, event.shape, event.dtype, event.trainable) for event in truth.events] == [
        (Outcome.CREATE, (2, 3), "float64", False),
        (Outcome.CREATE, None, "int32", True),
        (Outcome.REUSE, (2, 3), "float64", False),
        (Outcome.ERROR, None, None, None),
    ]
    assert [event.via for event in truth.events[:2]] == [Via.GET_VARIABLE, Via.VARIABLE]
    assert truth.ended is Ended.ERROR
    assert truth.error is not None
    assert truth.error.message == ("Trying to share variable w, but specified shape (5,) and found shape (2, 3).")


def test_places_are_whole_calls_in_characters(oracle: Oracle) -> None:
    truth = run(
        oracle,
        """
        import tensorflow as tf
        s = "ünïcödé 🙂"; v = tf.get_variable("a", [])
        w = (tf
             .layers
             .dense(tf.zeros([1, 1]),
                    1, use_bias=False))
        def f(): return tf.get_variable(
            "c", [])
        x = 1 + [f() for _ in range(1)][0]
        """,
    ).truth
    assert [event.place for event in truth.events] == [
        Place("main.py", 2, 22, 2, 46),
        Place("main.py", 3, 6, 6, 31),
        Place("main.py", 7, 17, 8, 13),
    ]
    assert truth.events[2].calls == (Call("main.py", 9, 10),)


def test_the_call_stack_runs_through_modules_decorators_and_lambdas(oracle: Oracle) -> None:
    truth = run(
        oracle,
        {
            "main.py": """
                import tensorflow as tf
                from nets.blocks import block
                def twice(f):
                    def inner(*args):
                        return f(*args)
                    return inner
                @twice
                def build(name):
                    return (lambda: block(name))()
                build("x")
            """,
            "nets/__init__.py": "",
            "nets/blocks.py": """
                import tensorflow as tf
                def block(name):
                    with tf.variable_scope(name):
                        return tf.get_variable("w", [])
            """,
        },
    ).truth
    (event,) = truth.events
    assert str(event.place) == "nets/blocks.py:4:16"
    assert [(call.path, call.line) for call in event.calls] == [
        ("main.py", 10),
        ("main.py", 5),
        ("main.py", 9),
        ("main.py", 9),
    ]


def test_an_import_is_a_frame(ask: Ask) -> None:
    program = {
        "main.py": "import model\nimport model",
        "model.py": 'import tensorflow as tf\ntf.get_variable("w", [])',
    }
    assert ask(program) == ["create w model.py:2"]


def test_each_part_of_a_partitioned_variable_is_an_event(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        halves = tf.fixed_size_partitioner(2)
        with tf.variable_scope("s", partitioner=halves):
            tf.get_variable("w", [4, 2])
        with tf.variable_scope("s", reuse=True):
            tf.get_variable("w", [4, 2])
        with tf.variable_scope("s", reuse=True, partitioner=halves):
            tf.get_variable("x", [4, 2])
    """) == [
        "create s/w/part_0 4",
        "create s/w/part_1 4",
        "reuse s/w/part_0 6",
        "reuse s/w/part_1 6",
        "error s/x 8",
        "ValueError 8",
    ]


def test_custom_getters_are_seen_through(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        def renamed(getter, name, *args, **kwargs):
            return getter(name + "_r", *args, **kwargs)
        def averaged(getter, name, *args, **kwargs):
            getter(name + "/shadow", *args, **kwargs)
            return getter(name, *args, **kwargs)
        def constant(getter, name, *args, **kwargs):
            return tf.zeros([])
        def raising(getter, name, *args, **kwargs):
            raise ValueError("not TensorFlow's refusal")
        for getter in renamed, averaged, constant:
            with tf.variable_scope("s", custom_getter=getter):
                tf.get_variable("w", [])
        with tf.variable_scope("s", custom_getter=raising):
            tf.get_variable("w", [])
    """) == ["create s/w_r 3", "create s/w/shadow 5", "create s/w 6", "ValueError 10"]


def test_a_refusal_is_told_once_however_it_is_passed_on(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        def wrapping(getter, name, *args, **kwargs):
            try:
                return getter(name, *args, **kwargs)
            except ValueError as error:
                raise RuntimeError("wrapped") from error
        with tf.variable_scope("s", custom_getter=wrapping):
            tf.get_variable("w", [])
            tf.get_variable("w", [])
    """) == ["create s/w 4", "error s/w 4", "RuntimeError 6"]


@pytest.mark.parametrize(
    "request_",
    [
        'tf.get_variable("n")',
        'tf.get_variable("n", [2], initializer=tf.constant([1.0, 2.0]))',
        'tf.get_variable("n", initializer=tf.constant(1), dtype=tf.float32)',
        'tf.get_variable("n", [4], partitioner=3)',
        'tf.get_variable("n", [1], initializer=tf.constant_initializer([1.0, 2.0]))',
    ],
)
def test_get_variable_refuses_for_many_reasons(ask: Ask, request_: str) -> None:
    assert ask(f"import tensorflow as tf\n{request_}") == ["error n 2", "ValueError 2"]


def test_an_invalid_name_is_a_refusal(ask: Ask) -> None:
    assert ask('import tensorflow as tf\ntf.get_variable("a name", [])') == ["error a name 2", "ValueError 2"]


def test_an_endless_recursion_is_no_refusal(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        def initializer(*args, **kwargs):
            with tf.variable_scope("a"):
                return tf.get_variable("w", [], initializer=initializer)
        initializer()
    """)[-1].startswith("RecursionError")


def test_variables_inside_an_initializer_come_first(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        def initializer(shape, dtype=None, partition_info=None):
            return tf.get_variable("inner", [], initializer=tf.zeros_initializer()).initialized_value()
        tf.get_variable("outer", [], initializer=initializer)
    """) == ["create inner 3", "create outer 4"]


def test_what_is_no_variable_is_no_event(ask: Ask) -> None:
    assert (
        ask("""
        import tensorflow as tf
        data = tf.data.Dataset.range(3).map(lambda x: x + 1)
        data.make_initializable_iterator().get_next()
        tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(["a"], [1]), 0)
        tf.FIFOQueue(3, [tf.float32])
    """)
        == []
    )


def test_variables_of_an_imported_graph(oracle: Oracle) -> None:
    truth = run(
        oracle,
        """
        import tensorflow as tf
        tf.get_variable("w", [])
        saved = tf.train.export_meta_graph()
        tf.reset_default_graph()
        tf.train.import_meta_graph(saved)
        tf.get_variable("w", [])
        """,
    ).truth
    assert [(event.name, event.via) for event in truth.events] == [
        ("w", Via.GET_VARIABLE),
        ("w", Via.IMPORT),
        ("w_1", Via.GET_VARIABLE),
    ]


def test_resource_variables_and_keras_weights(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        tf.get_variable("w", [], use_resource=True)
        tf.Variable(1.0, use_resource=True, name="v")
        tf.keras.layers.Dense(2)(tf.zeros([1, 2]))
    """) == ["create w 2", "create v 3", "create dense/kernel 4", "create dense/bias 4"]


def test_user_layers_are_called_in_their_own_file(ask: Ask) -> None:
    assert ask("""
        import tensorflow as tf
        class Scale(tf.layers.Layer):
            def build(self, shape):
                self.scale = self.add_weight("scale", [])
                super().build(shape)
            def call(self, x):
                return x * self.scale * tf.get_variable("more", [])
        layer = Scale()
        layer(tf.zeros([1, 2]))
        layer(tf.zeros([1, 2]))
    """) == ["create scale/scale 4", "create scale/more 7", "reuse scale/more 7"]


def test_a_program_is_a_script(oracle: Oracle) -> None:
    result = run(
        oracle,
        """
        import argparse, os, sys
        import tensorflow as tf
        parser = argparse.ArgumentParser()
        parser.add_argument("--size", type=int, default=4)
        print(os.path.basename(__file__), __name__, os.listdir("."))
        print(os.path.dirname(os.path.abspath(__file__)) == sys.path[0])
        print([name for name in sys.modules if "oracle" in name or name == "tests"])
        print([path for path in sys.path[1:] if os.path.isdir(os.path.join(path, "oracle"))])
        def main(_):
            tf.get_variable("w", [parser.parse_args().size])
        if __name__ == "__main__":
            tf.app.run()
        """,
    )
    assert result.stdout == "main.py __main__ []\nTrue\n[]\n[]\n"
    assert result.truth.ended is Ended.EXITED
    assert [event.shape for event in result.truth.events] == [(4,)]


def test_arguments_and_further_roots(oracle: Oracle, tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "lib").mkdir()
    (tmp_path / "app" / "train.py").write_text("import sys\nfrom layer import make\nmake(sys.argv[1])\n")
    (tmp_path / "lib" / "layer.py").write_text("import tensorflow as tf\ndef make(name):\n    tf.get_variable(name, [])\n")
    with_root = oracle.run(tmp_path / "app" / "train.py", tmp_path / "app", src=[tmp_path / "lib"], argv=["w"]).truth
    assert with_root.program == "train.py"
    assert str(with_root.events[0].place) == "layer.py:3:5"
    whole = oracle.run(tmp_path / "app" / "train.py", tmp_path, src=[tmp_path / "lib"], argv=["w"]).truth
    assert whole.program == "app/train.py"
    assert [call.path for call in whole.events[0].calls] == ["app/train.py"]


@pytest.mark.parametrize(
    ("statement", "ended"),
    [
        ("pass", Ended.FINISHED),
        ("import sys; sys.exit(3)", Ended.EXITED),
        ("import os; os._exit(0)", Ended.EXITED),
        ("1 / 0", Ended.ERROR),
        ("raise KeyboardInterrupt", Ended.ERROR),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", Ended.CRASH),
        ("import ctypes; ctypes.string_at(0)", Ended.CRASH),
    ],
)
def test_ends(oracle: Oracle, statement: str, ended: Ended) -> None:
    truth = run(oracle, f'import tensorflow as tf\ntf.get_variable("w", [])\n{statement}\n').truth
    assert truth.ended is ended
    assert [event.name for event in truth.events] == ["w"]


def test_a_time_limit_keeps_what_was_seen() -> None:
    with Oracle(seconds=3) as oracle:
        result = oracle.run_source('import tensorflow as tf\ntf.get_variable("w", [])\nprint("on", flush=True)\nwhile True: pass\n')
        assert result.truth.ended is Ended.TIMEOUT
        assert [event.name for event in result.truth.events] == ["w"]
        assert result.stdout == "on\n"
        assert oracle.run_source("pass").truth.ended is Ended.FINISHED


def test_what_the_program_prints_is_cut(oracle: Oracle) -> None:
    result = run(oracle, "import sys\nprint('x' * 10**6)\nprint('y' * 10**6, file=sys.stderr)\n")
    assert (len(result.stdout), len(result.stderr)) == (8000, 8000)


def test_messages_hold_nothing_of_this_machine(oracle: Oracle) -> None:
    error = run(
        oracle,
        """
        import tensorflow as tf
        tf.get_variable("w", [])
        tf.get_variable("w", [])
        """,
    ).truth.error
    assert error is not None
    assert error.message == ("Variable w already exists, disallowed. Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?")
    error = run(oracle, "raise ValueError(__file__, object())").truth.error
    assert error is not None
    assert error.message == "('main.py', <object object at 0x…>)"


def test_broken_programs(oracle: Oracle) -> None:
    python2 = run(oracle, 'x = 1\nprint "two"\n').truth.error
    assert python2 is not None
    assert (python2.type, python2.path, python2.line) == ("SyntaxError", "main.py", 2)
    imported = run(oracle, {"main.py": "import other", "other.py": "x = 1\n\n1 +\n"}).truth.error
    assert imported is not None
    assert (imported.type, imported.path, imported.line) == ("SyntaxError", "other.py", 3)


def test_programs_know_nothing_of_each_other(oracle: Oracle) -> None:
    source = 'import tensorflow as tf\ntf.foo = getattr(tf, "foo", 0) + 1\ntf.get_variable("w%d" % tf.foo, [])'
    results = list(oracle.run_sources([source] * 4))
    assert [event.name for result in results for event in result.truth.events] == ["w1"] * 4


def test_results_come_in_the_order_of_the_programs(oracle: Oracle) -> None:
    sources = [
        f'import time\ntime.sleep({0.4 if number % 3 == 0 else 0})\nimport tensorflow as tf\ntf.Variable(1., name="n{number}")'
        for number in range(7)
    ]
    results = oracle.run_sources(sources)
    assert [result.truth.events[0].name for result in results] == [f"n{number}" for number in range(7)]


def test_results_that_nobody_waited_for_are_dropped(oracle: Oracle) -> None:
    source = 'import tensorflow as tf\ntf.Variable(1., name="{}")'
    abandoned = oracle.run_sources(source.format(f"a{number}") for number in range(9))
    next(abandoned)
    abandoned.close()
    assert run(oracle, source.format("b")).truth.events[0].name == "b"


def test_a_missing_program_and_a_missing_tensorflow(oracle: Oracle, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.py"):
        list(oracle.run_many([Program(tmp_path / "nothing.py")]))
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\necho no tensorflow here >&2\nexit 1\n")
    fake.chmod(0o755)
    with pytest.raises(OracleUnavailableError, match="no tensorflow here"), Oracle(python=str(fake)):
        pass
