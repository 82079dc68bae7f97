"""The rules on traces made by hand: what they find, what they leave alone, what is one finding."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from scopelint.domain.names import join
from scopelint.model import Diagnostic, ParseFailure, Severity
from scopelint.rules import Record, check, registry
from scopelint.trace import Outcome, Trace
from tests.traces import Recorder, hole, site


def findings(*traces: Trace) -> list[Diagnostic]:
    checked = check(Record(traces), registry.chosen(None, ()))
    assert checked.problems == ()
    return list(checked.diagnostics)


def found(*traces: Trace) -> list[tuple[str, int]]:
    return [(d.code, d.site.span.line) for d in findings(*traces)]


class TestDuplicateVariable:
    def test_same_name_twice(self) -> None:
        t = Recorder()
        with t.variable_scope("net", line=1):
            t.get_variable("w", line=2)
            t.get_variable("w", line=3)
        (d,) = findings(t.trace())
        assert (d.code, d.severity, d.site, d.certain) == ("TFS101", Severity.ERROR, site(3), True)
        assert d.variable == "net/w"
        assert "it was created at line 2" in d.message
        assert [(r.message, r.site) for r in d.related] == [("first created here", site(2))]
        assert d.help is not None

    def test_caught_by_the_program(self) -> None:
        t = Recorder()
        t.get_variable("w", line=1)
        t.caught = True
        t.get_variable("w", line=2)
        assert found(t.trace()) == []

    def test_functions_that_share_no_function(self) -> None:
        t = Recorder()
        for line in (10, 11):
            with t.call(line):
                t.get_variable("w", line=2)
        (d,) = findings(t.trace())
        assert (d.code, d.variable) == ("TFS101", "w")
        assert "the call at line 11 led here again" in d.message
        assert [(r.message, r.site.span.line) for r in d.related] == [
            ("first created here", 2),
            ("when called from here", 10),
            ("called from here", 11),
        ]

    def test_repetition_that_shows_no_loop(self) -> None:
        """A comprehension, or `map`: same place, same calls."""
        t = Recorder()
        for _ in range(2):
            with t.call(10):
                t.get_variable("w", line=2)
                t.get_variable("b", line=3)
        assert found(t.trace()) == [("TFS101", 2)]

    def test_block_written_twice_is_one_finding(self) -> None:
        t = Recorder()
        for line in (1, 5):
            with t.variable_scope("net", line=line):
                t.get_variable("w", line=line + 1)
                t.get_variable("b", line=line + 2)
        assert found(t.trace()) == [("TFS101", 6)]

    def test_independent_mistakes_after_the_first_are_found(self) -> None:
        t = Recorder()
        for line in (1, 2):
            t.get_variable("a", line=line)
        for line in (3, 4):
            t.get_variable("b", line=line)
        assert found(t.trace()) == [("TFS101", 2), ("TFS101", 4)]

    def test_several_entries_tell_one_story(self) -> None:
        traces = []
        for entry in ("train.py", "eval.py"):
            t = Recorder(entry)
            with t.call(1, path=entry):
                t.get_variable("w", line=2)
                t.get_variable("w", line=3)
            traces.append(t.trace())
        (d,) = findings(*traces)
        assert "one other way" in d.message
        assert findings(*reversed(traces)) == [d]

    def test_definite_name_says_it_all(self) -> None:
        t = Recorder()
        u = Recorder("model.py::layer")
        for recorder, name in ((t, "fc"), (u, join((hole("name"),)))):
            for line in (1, 2):
                with recorder.variable_scope(name, line=1):
                    recorder.get_variable("w", line=line)
        assert [d.variable for d in findings(t.trace(), u.trace())] == ["fc/w"]
        assert [d.variable for d in findings(u.trace())] == ["{name}/w"]

    def test_possible_on_some_paths(self) -> None:
        t = Recorder()
        t.get_variable("w", line=1)
        t.reached = False
        t.get_variable("w", line=2)
        assert [d.certain for d in findings(t.trace())] == [False]


class TestReuseOfMissingVariable:
    def test_never_made(self) -> None:
        t = Recorder()
        with t.variable_scope("net", line=1, reuse="True"):
            t.get_variable("w", line=2)
            t.get_variable("b", line=3)
        (d,) = findings(t.trace())
        assert (d.code, d.severity, d.site, d.variable) == ("TFS102", Severity.ERROR, site(2), "net/w")
        assert "reuse is on (since line 1)" in d.message
        assert [(r.message, r.site) for r in d.related] == [("reuse was switched on here", site(1))]

    def test_later_clash_with_what_was_missing_is_no_news(self) -> None:
        t = Recorder()
        with t.variable_scope("net", line=1, reuse="True"):
            t.get_variable("w", line=2)
        with t.variable_scope("net", line=3):
            t.get_variable("w", line=4)
        assert found(t.trace()) == [("TFS102", 2)]

    def test_in_another_scope(self) -> None:
        t = Recorder()
        with t.variable_scope("train", line=1):
            t.get_variable("embed/table", line=2)
        with t.variable_scope("embed", line=3, reuse="True"):
            t.get_variable("table", line=4)
        (d,) = findings(t.trace())
        assert d.message.endswith('In another scope there is "train/embed/table".')
        assert d.related[1].site == site(2)

    def test_name_that_cells_gave_before_tensorflow_1_2(self) -> None:
        t = Recorder()
        with t.variable_scope("net", line=1):
            t.get_variable("cell/kernel", line=2)
            t.get_variable("cell/bias", line=2)
        with t.variable_scope("net", line=3, reuse="True"):
            t.get_variable("cell/weights", line=4)
        (d,) = findings(t.trace())
        assert d.message.endswith('From TensorFlow 1.2 on a cell calls it "net/cell/kernel".')

    def test_nearly_the_same_name(self) -> None:
        t = Recorder()
        with t.variable_scope("net", line=1):
            t.get_variable("weights", line=2)
        with t.variable_scope("net", line=3, reuse="True"):
            t.get_variable("weight", line=4)
        (d,) = findings(t.trace())
        assert d.message.endswith('Did you mean "net/weights"?')

    def test_made_later(self) -> None:
        t = Recorder()
        with t.variable_scope("a", line=1, reuse="True"):
            missing = t.get_variable("w", line=2)
        t.get_variable("a/w", line=5, first=None, refusal=None, outcome=Outcome.CREATE)
        (d,) = findings(t.trace())
        assert d.variable == str(missing.name)
        assert d.message.endswith("It is created only later, at line 5.")

    def test_made_by_tf_variable(self) -> None:
        t = Recorder()
        t.variable("w", line=1)
        t.reuse_variables(line=2)
        t.get_variable("w", line=3)
        (d,) = findings(t.trace())
        assert "A tf.Variable has this name" in d.message

    def test_slot_of_an_optimizer(self) -> None:
        t = Recorder()
        t.get_variable("w", line=1)
        t.reuse_variables(line=2)
        for slot in ("w/Adam", "w/Adam_1"):
            event = t.get_variable(slot, line=3, api="tf.train.Optimizer.minimize")
            event.context = replace(event.context, through=("tf.train.create_slot",))
        (d,) = findings(t.trace())
        assert d.code == "TFS107"
        assert d.message.startswith('tf.train.Optimizer.minimize has to create "w/Adam" here, but reuse is on since line 2')


class TestVariableInLoop:
    def test_loop(self) -> None:
        t = Recorder()
        for number in range(3):
            with t.turn(number, line=1):
                t.get_variable("w", line=2)
                t.get_variable("b", line=3)
        (d,) = findings(t.trace())
        assert (d.code, d.site) == ("TFS105", site(2))
        assert "A later turn of the loop at line 1" in d.message

    def test_loop_of_another_call(self) -> None:
        """Each call runs the loop from its first turn on: it is not the loop that asks again."""
        t = Recorder()
        for line in (10, 11):
            with t.call(line, function="build"):
                for number in range(2):
                    with t.turn(number, line=1):
                        t.get_variable(f"w{number}", line=2)
        assert found(t.trace()) == [("TFS106", 11)]

    def test_nested_loops_in_one_place(self) -> None:
        """A comprehension with two clauses."""
        t = Recorder()
        for outer in range(2):
            with t.turn(outer, line=1):
                for inner in range(2):
                    with t.turn(inner, line=1):
                        t.get_variable(f"w{inner}", line=1)
        assert found(t.trace()) == [("TFS105", 1)]


class TestBuilderCalledAgain:
    def test_stands_at_the_second_call(self) -> None:
        t = Recorder()
        for line in (10, 11):
            with t.call(line, function="Model.build"):
                t.get_variable("w", line=2)
                t.get_variable("b", line=3)
        (d,) = findings(t.trace())
        assert (d.code, d.site, d.variable) == ("TFS106", site(11), "w")
        assert d.message.startswith('Model.build() runs again here, after line 10, and asks for "w"')
        assert [(r.message, r.site.span.line) for r in d.related] == [("called before here", 10), ("refused here", 2)]

    def test_outermost_function_that_both_calls_run(self) -> None:
        t = Recorder()
        with t.call(30, function="main"):
            for line in (20, 21):
                with t.call(line, function="build"), t.call(10, function="layer"):
                    t.get_variable("w", line=1)
        (d,) = findings(t.trace())
        assert d.site == site(21)
        assert [(r.message, r.site.span.line) for r in d.related] == [
            ("called before here", 20),
            ("which calls", 10),
            ("refused here", 1),
            ("called from here", 30),
        ]

    def test_helper_of_two_functions(self) -> None:
        t = Recorder()
        for line in (20, 21):
            with t.call(line), t.call(line - 10, function="layer"):
                t.get_variable("w", line=1)
        assert found(t.trace()) == [("TFS106", 11)]

    def test_class(self) -> None:
        t = Recorder()
        for line in (10, 11):
            with t.call(line, function="Model.__init__"):
                t.get_variable("w", line=2)
        (d,) = findings(t.trace())
        assert d.message.startswith("Model() runs again")

    def test_further_calls_add_to_the_same_finding(self) -> None:
        t = Recorder()
        for line in (10, 11, 12, 13):
            with t.call(line, function="build"):
                t.get_variable("w", line=2)
        (d,) = findings(t.trace())
        assert d.message.endswith("The same happens at line 12, line 13.")

    def test_other_ways_that_lead_to_the_same_call(self) -> None:
        t = Recorder()
        for block in (20, 21):
            with t.call(block, function="block"), t.variable_scope(f"block{block}", line=1):
                for line in (10, 11):
                    with t.call(line, function="norm"):
                        t.get_variable("beta", line=2)
        (d,) = findings(t.trace())
        assert d.site == site(11)
        assert d.message.endswith("The program comes here in one other way, too, with the same result.")

    def test_loop_that_calls(self) -> None:
        t = Recorder()
        for number in range(3):
            with t.turn(number, line=9), t.call(10, function="build"):
                t.get_variable("w", line=2)
        (d,) = findings(t.trace())
        assert (d.code, d.site) == ("TFS106", site(10))
        assert "in each turn of the loop at line 9" in d.message

    def test_helper_called_for_two_names_is_two_findings(self) -> None:
        t = Recorder()
        for line, name in ((10, "a"), (11, "a"), (12, "b"), (13, "b")):
            with t.call(line, function="layer"):
                t.get_variable(name, line=2)
        assert [(d.variable, d.site) for d in findings(t.trace())] == [("a", site(11)), ("b", site(13))]


class TestNameScopeIgnored:
    def test_at_the_root(self) -> None:
        t = Recorder()
        with t.name_scope("layer", line=1):
            t.get_variable("w", line=2)
        (d,) = findings(t.trace())
        assert (d.code, d.severity, d.site, d.variable) == ("TFS201", Severity.WARNING, site(2), "w")
        assert 'called "w", not "layer/w"' in d.message
        assert [r.site for r in d.related] == [site(1)]

    def test_within_a_variable_scope(self) -> None:
        t = Recorder()
        with t.variable_scope("net", line=1), t.name_scope("a", line=2), t.name_scope("b", line=3):
            t.get_variable("w", line=4)
        (d,) = findings(t.trace())
        assert 'called "net/w", not "net/a/b/w"' in d.message

    def test_around_a_variable_scope(self) -> None:
        t = Recorder()
        with t.name_scope("tower", line=1), t.variable_scope("net", line=2):
            t.get_variable("w", line=3)
        assert found(t.trace()) == []

    def test_opened_by_a_caller(self) -> None:
        t = Recorder()
        with t.name_scope("tower", line=1), t.call(2):
            t.get_variable("w", line=3)
        assert found(t.trace()) == []

    def test_opened_by_a_helper(self) -> None:
        """`with helper():`, where the helper opens the name scope."""
        t = Recorder()
        with t.call(1), t.name_scope("tower", line=10):
            t._calls = ()  # the helper has yielded: what follows stands in the caller
            t.get_variable("w", line=2)
        assert found(t.trace()) == []

    def test_opened_by_the_library_call_itself(self) -> None:
        t = Recorder()
        with t.name_scope("dense", line=2):
            t.get_variable("kernel", line=2)
        assert found(t.trace()) == []

    def test_other_apis(self) -> None:
        t = Recorder()
        with t.name_scope("layer", line=1):
            t.get_variable("dense/kernel", line=2, api="tf.layers.dense")
            t.variable("v", line=3)
        assert found(t.trace()) == []

    @pytest.mark.parametrize(("scope", "name"), [("conv1", "conv1_w"), ("Conv1", "w_conv1"), ("outer/", "w"), ("", "w")])
    def test_name_that_shows_that_the_author_knows(self, scope: str, name: str) -> None:
        t = Recorder()
        with t.name_scope(scope, line=1):
            t.get_variable(name, line=2)
        assert found(t.trace()) == []

    def test_line_that_asks_for_several_names(self) -> None:
        t = Recorder()
        for number in range(2):
            with t.turn(number, line=1), t.name_scope(f"layer{number}", line=2):
                t.get_variable(f"w{number}", line=3)
        assert found(t.trace()) == []

    def test_parts_of_a_partitioned_variable_are_one_request(self) -> None:
        t = Recorder()
        with t.name_scope("layer", line=1):
            for part in range(2):
                t.get_variable(f"w/part_{part}", line=2, requested="w")
        assert [d.code for d in findings(t.trace())] == ["TFS201"]

    def test_name_scope_with_several_variables_is_one_finding(self) -> None:
        t = Recorder()
        with t.name_scope("layer", line=1):
            for line, name in enumerate(("w", "b", "scale", "shift", "gate"), start=2):
                t.get_variable(name, line=line)
        (d,) = findings(t.trace())
        assert (d.site, d.variable) == (site(2), "w")
        assert d.message.endswith('Nor does it name "b" (line 3), "scale" (line 4), "shift" (line 5) and 1 more.')
        assert d.ends == (site(3), site(4), site(5), site(6))

    def test_shared_by_towers(self) -> None:
        t = Recorder()
        for number in range(2):
            with t.turn(number, line=1), t.name_scope(f"tower_{number}", line=2):
                t.get_variable("w", line=3)
                t.reuse_variables(line=4)
        assert found(t.trace()) == []

    def test_shared_by_auto_reuse_at_one_line(self) -> None:
        t = Recorder()
        with t.variable_scope("net", line=1, reuse="AUTO_REUSE"):
            for number in range(2):
                with t.turn(number, line=2), t.name_scope(f"tower_{number}", line=3):
                    t.get_variable("w", line=4)
        assert found(t.trace()) == []

    def test_shared_in_another_entry(self) -> None:
        t, u = Recorder("train.py"), Recorder("eval.py")
        with t.name_scope("layer", line=1):
            t.get_variable("w", line=2)
        u.get_variable("w", line=1)
        u.reuse_variables(line=2)
        u.get_variable("w", line=3)
        assert found(t.trace(), u.trace()) == []


class TestNameScopeCollision:
    def test_two_layers(self) -> None:
        t = Recorder()
        for line, name in ((1, "layer1"), (3, "layer2")):
            with t.name_scope(name, line=line):
                t.get_variable("w", line=line + 1)
        first, second = findings(t.trace())
        assert (first.code, first.site) == ("TFS201", site(2))
        assert (second.code, second.severity, second.site) == ("TFS202", Severity.ERROR, site(4))
        assert [(r.message, r.site) for r in second.related] == [
            ("first created here", site(2)),
            ('in the name scope "layer1"', site(1)),
            ('in the name scope "layer2"', site(3)),
        ]

    def test_helper_called_in_two_name_scopes(self) -> None:
        t = Recorder()
        for line, name in ((10, "first"), (12, "second")):
            with t.name_scope(name, line=line), t.call(line + 1):
                t.get_variable("w", line=2)
                t.get_variable("b", line=3)
        assert found(t.trace()) == [("TFS202", 2)]

    def test_one_line_under_two_names(self) -> None:
        """`def layer(name): with tf.name_scope(name): ...`: TFS202 speaks alone at this line."""
        t = Recorder()
        for line, name in ((10, "first"), (11, "second")):
            with t.call(line), t.name_scope(name, line=1):
                t.get_variable("w", line=2)
        assert found(t.trace()) == [("TFS202", 2)]

    def test_same_name_scope_written_twice_is_a_plain_duplicate(self) -> None:
        t = Recorder()
        for line in (1, 3):
            with t.name_scope("layer", line=line), t.variable_scope("net", line=line):
                t.get_variable("w", line=line + 1)
        assert found(t.trace()) == [("TFS101", 4)]

    def test_silent_sharing_by_auto_reuse(self) -> None:
        t = Recorder()
        with t.variable_scope("model", line=1, reuse="AUTO_REUSE"):
            for line, name in ((2, "actor"), (4, "critic")):
                with t.name_scope(name, line=line):
                    t.get_variable("w", line=line + 1)
        first, second = findings(t.trace())
        assert (first.code, first.site) == ("TFS201", site(3))
        assert (second.code, second.severity, second.site) == ("TFS202", Severity.WARNING, site(5))

    def test_express_sharing(self) -> None:
        t = Recorder()
        with t.name_scope("train", line=1):
            t.get_variable("w", line=2)
        t.reuse_variables(line=3)
        with t.name_scope("eval", line=4):
            t.get_variable("w", line=5)
        assert found(t.trace()) == []


def test_unparsable_file() -> None:
    failure = ParseFailure("old.py", 3, 5, "a `print` statement, which is Python 2", "convert it")
    (d,) = check(Record((), (failure,)), registry.chosen(None, ())).diagnostics
    assert (d.code, d.site.path, d.site.span.line, d.site.span.column) == ("TFS901", "old.py", 3, 5)
    assert d.message == "This file was not analysed: a `print` statement, which is Python 2."
    assert d.help == "convert it"


def test_cuts_are_told_on_request() -> None:
    t = Recorder()
    t.cut("a limit was reached", line=4)
    assert found(t.trace()) == []
    (d,) = check(Record((t.trace(),)), registry.chosen(["TFS902"], ())).diagnostics
    assert (d.code, d.severity, d.site) == ("TFS902", Severity.INFO, site(4))


def test_findings_are_sorted_by_place() -> None:
    t = Recorder()
    for path, line in (("b.py", 9), ("b.py", 2), ("a.py", 7)):
        t.get_variable(f"{path}{line}", line=line, path=path)
        t.get_variable(f"{path}{line}", line=line + 1, path=path)
    assert [(d.site.path, d.site.span.line) for d in findings(t.trace())] == [("a.py", 8), ("b.py", 3), ("b.py", 10)]
