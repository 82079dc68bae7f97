"""Partitioned variables: one name, several variables in the store.

Flows in: what the true getter wants, and a partitioner. Flows out: `PartitionedVariable` objects, and one event a part. Mirrors
`_VariableStore._get_partitioned_variable`, `_call_partitioner` and `_iter_slices` of ops/variable_scope.py. Must not import
store.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from scopelint.domain.names import Hole, Text, join
from scopelint.domain.values import Unknown, Value
from scopelint.tf import shapes, strangers, texts
from scopelint.tf.host import PartitionInfo
from scopelint.tf.objects import DType, Graph, PartitionedVariable, Shape, Tensor, Variable
from scopelint.tf.requests import unknown_shape_of
from scopelint.tf.single import SingleVariables, Wanted, differ, dtype_name
from scopelint.trace import RefusalKind

Partitions = tuple[int, ...] | Unknown


class PartitionedVariables(SingleVariables):
    """Stored partitioned variables; the wholes lie in each graph's table "partitioned", the parts in "vars"."""

    def partitioned(self, wanted: Wanted, partitioner: Value) -> PartitionedVariable:
        """Share, refuse or create all parts; `partitioner` is None where a whole is shared by name alone.

        A partitioner whose result is not known makes one part, with a hole for its number.

        Raises:
            TFError: ValueError, after the ERROR event.
        """
        name, initializer = wanted.name, wanted.initializer
        graph = self.graphs.default_graph()
        if self.lookup(graph, "vars", name) is not None:
            message = (
                f"A partitioner was provided, but an unpartitioned version of the variable was found: {name}.  "
                "Perhaps a variable of the same name was already created without partitioning?"
            )
            self.refuse(RefusalKind.OTHER, message)
        shape = None if wanted.shape is None else self.host.shape(wanted.shape)
        if isinstance(initializer, Tensor):
            if shapes.compatible(shape, initializer.shape) is False:
                message = f"Shapes {shapes.text(shape)} and {shapes.text(initializer.shape)} are not compatible"
                self.refuse(RefusalKind.SHAPE, message)
            shape = shapes.merge(shape, initializer.shape)
        partitions = None if partitioner is None else self._partitions(partitioner, shape, wanted.dtype)
        found = self.lookup(graph, "partitioned", name)
        if found is not None:
            assert isinstance(found, PartitionedVariable)
            return self._share_parts(wanted, found, shape, partitions)
        if wanted.reuse is True and not (graph.open or strangers.may_have_made(self.state, graph, name)):
            message = (
                f"PartitionedVariable {name} does not exist, or was not created with tf.get_variable(). "
                "Did you mean to set reuse=False or reuse=tf.AUTO_REUSE in VarScope?"
            )
            self.refuse(RefusalKind.MISSING, message)
        assert partitions is not None
        parts = self._create_parts(wanted, shape, partitions)
        dtype = initializer.dtype if isinstance(initializer, Tensor) else wanted.dtype
        made = PartitionedVariable(name, shape, dtype, parts)
        made.fields["partitions"] = partitions
        if not self.graphs.executing_eagerly() or self.graphs.eager_store() is not None:
            self.state.set(self.stored(graph, "partitioned"), name, made)
        return made

    def _partitions(self, partitioner: Value, shape: Shape, dtype: DType | Unknown) -> Partitions:
        """`_call_partitioner`: how many slices on each axis."""
        defined = shapes.is_fully_defined(shape)
        if defined is False:
            message = f"Shape of a new partitioned variable must be fully defined, but instead was {shapes.text(shape)}."
            self.refuse(RefusalKind.NO_SHAPE, message)
        if isinstance(shape, tuple) and not shape:
            self.refuse(RefusalKind.SHAPE, f"A partitioned Variable must have rank at least 1, shape: {shapes.text(shape)}")
        whole = known_dims(shape)
        if whole is None:
            return Unknown(("partitions", self.state.fresh()), "N", "the shape is not known")
        slicing = self.variables.outside(lambda: self.host.partition(partitioner, whole, dtype))
        if isinstance(slicing, Unknown):
            return slicing
        text = self.host.text_of(slicing)
        if not isinstance(slicing, tuple):
            self.refuse(RefusalKind.OTHER, f"Partitioner must return a sequence, but saw: {text}")
        if len(slicing) != len(whole):
            message = f"Partitioner returned a partition list that does not match the Variable's rank: {text} vs. {shapes.text(shape)}"
            self.refuse(RefusalKind.OTHER, message)
        if any(isinstance(part, Unknown) for part in slicing):
            return Unknown(("partitions", self.state.fresh()), "N", "the partitioner's result is not known")
        if any(part < 1 for part in slicing):
            self.refuse(RefusalKind.OTHER, f"Partitioner returned zero partitions for some axes: {text}")
        if sum(part > 1 for part in slicing) > 1:
            message = f"Can only slice a variable along one dimension: shape: {shapes.text(shape)}, partitioning: {text}"
            self.refuse(RefusalKind.OTHER, message)
        return slicing

    def _share_parts(self, wanted: Wanted, found: PartitionedVariable, shape: Shape, partitions: Partitions | None) -> PartitionedVariable:
        trying = f"Trying to reuse partitioned variable {wanted.name}, but specified"
        if wanted.reuse is False:
            message = (
                f"Partitioned variable with name {wanted.name} already exists. "
                "Did you mean to set reuse=True or reuse=tf.AUTO_REUSE in VarScope?"
            )
            self.refuse(RefusalKind.EXISTS, message)
        if shapes.compatible(shape, found.shape) is False:
            self.refuse(RefusalKind.SHAPE, f"{trying} shape {shapes.text(shape)} and found shape {shapes.text(found.shape)}.")
        if differ(wanted.dtype, found.dtype):
            self.refuse(RefusalKind.DTYPE, f"{trying} dtype {dtype_name(wanted.dtype)} and found dtype {dtype_name(found.dtype)}.")
        before = self.state.need(found.fields, "partitions")
        if isinstance(partitions, tuple) and isinstance(before, tuple) and partitions != before:
            self.refuse(RefusalKind.OTHER, f"{trying} partitions {list(partitions)} and found partitions {list(before)}.")
        for part in found.parts:
            self.tell_shared(wanted, part)
        return found

    def _create_parts(self, wanted: Wanted, shape: Shape, partitions: Partitions) -> tuple[Variable, ...]:
        """The second half of `_get_partitioned_variable`; each part is a variable of its own in the store."""
        name, graph = wanted.name, self.graphs.default_graph()
        whole = known_dims(shape)
        if isinstance(partitions, Unknown) or whole is None:
            full = join((name, "/part_", Hole(("part", name, self.state.fresh()), "i", r"\d+")))
            return (self.single(replace(wanted, name=full, shape=unknown_shape_of(full))),)
        axis, count = next(((i, n) for i, n in enumerate(partitions) if n > 1), (0, 1))
        self._check_parts(graph, name, count)
        parts: list[Variable] = []
        for index, (offset, dims) in enumerate(_slices(whole, count, axis)):
            info = self._part(whole, offset)
            full = join((name, f"/part_{index}"))
            with self.graphs.name_scoped(join((full, "/PartitionedInitializer")), graph):
                piece = replace(self._piece(wanted, dims), name=full, part=info)
            with self.graphs.name_scoped(None):
                variable = self.single(piece)
            variable.save_slice = (name, whole, offset)
            parts.append(variable)
        return tuple(parts)

    def _piece(self, wanted: Wanted, dims: tuple[int, ...]) -> Wanted:
        """The initializer, shape and dtype for one part: what is no callable is cut, and gives the shape itself."""
        initializer = wanted.initializer
        if initializer is None:
            return replace(wanted, shape=dims, initializer=self.default_initializer(wanted.name, wanted.dtype))
        if self.is_callable(initializer, dims):
            return replace(wanted, shape=dims)
        is_tensor = isinstance(initializer, Tensor)
        whole = initializer if is_tensor else self.variables.convert(initializer, wanted.dtype, None)
        dtype = whole.dtype if is_tensor else wanted.dtype
        return replace(wanted, shape=None, initializer=self._slice(whole, dims), dtype=dtype)

    def _slice(self, whole: Tensor, shape: tuple[int, ...]) -> Tensor:
        """`array_ops.slice` with constant begin and size: three ops, in the graph of the tensor."""
        graphs = self.graphs
        run = graphs.push_graph(whole.graph or graphs.default_graph())
        try:
            with graphs.name_scoped("Slice") as scope:
                for name in ("begin", "size"):
                    graphs.take_op(name, "Const")
                if isinstance(whole.shape, tuple) and len(whole.shape) != len(shape):
                    op = texts.without_slash(self.state.resolve(scope))
                    message = f"Shape must be rank {len(shape)} but is rank {len(whole.shape)} for '{{{{node {op}}}}}"
                    self.refuse(RefusalKind.SHAPE, message)
                return graphs.tensor(shape, whole.dtype, graphs.take_op(scope, "Slice"))
        finally:
            graphs.pop_graph(run)

    def _part(self, whole: tuple[int, ...], offset: tuple[int, ...]) -> PartitionInfo:
        """`_PartitionInfo.__init__`: more parts than rows is an error, but only when it comes to the first empty part."""
        for start, size in zip(offset, whole, strict=True):
            if start >= size:
                message = (
                    f"Expected 0 <= offset < shape but found offset={start}, shape={size} "
                    f"for var_offset={list(offset)}, full_shape={list(whole)}"
                )
                self.refuse(RefusalKind.SHAPE, message)
        return PartitionInfo(whole, offset)

    def _check_parts(self, graph: Graph, name: Text, count: int) -> None:
        """Parts in the store without their whole come from requests for `<name>/part_<i>` by name."""

        def stored(index: int) -> bool:
            return self.lookup(graph, "vars", join((name, f"/part_{index}"))) is not None

        if not stored(0):
            return
        different = (
            "Partitioner returned a different partitioning than what was already found.  "
            f"Partitioner returned {count} shards, and shard {name}/part_0 was found, but"
        )
        if not stored(count - 1):
            self.refuse(RefusalKind.OTHER, f"{different} {name}/part_{count - 1} was not.")
        if stored(count):
            self.refuse(RefusalKind.OTHER, f"{different} so was the extra shard {name}/part_{count}.")


def known_dims(shape: Shape) -> tuple[int, ...] | None:
    """A shape of which every dimension is known, else None."""
    if not isinstance(shape, tuple):
        return None
    dims = tuple(dim for dim in shape if isinstance(dim, int))
    return dims if len(dims) == len(shape) else None


def _slices(shape: tuple[int, ...], count: int, axis: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """`_iter_slices`: offset and shape of each part; the first ones get what does not divide."""
    size, excess = divmod(shape[axis], count)
    offset = 0
    for index in range(count):
        length = size + (index < excess)
        before, after = shape[:axis], shape[axis + 1 :]
        yield (*(0 for _ in before), offset, *(0 for _ in after)), (*before, length, *after)
        offset += length
