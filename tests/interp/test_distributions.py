"""Classes of `tf.contrib.distributions`: what extends what is known, and that none of them makes variables."""

from __future__ import annotations

from pathlib import Path

from scopelint.runner import Request, names

PROGRAM = """
import inspect

import tensorflow as tf

ds = tf.contrib.distributions
found = []
for name in sorted(dir(ds)):
    each = getattr(ds, name)
    if inspect.isclass(each) and each != ds.Distribution and issubclass(each, ds.Distribution):
        found.append(type(name, (each,), {}))
tf.get_variable("classes_%d" % len(found), [1])
x = tf.get_variable("x", [3, 4])
bent = ds.TransformedDistribution(distribution=ds.Normal(x, 1.0), bijector=ds.bijectors.Exp())
relaxed = ds.RelaxedOneHotCategorical(0.5, logits=x)
for name, holds in (
    ("transformed", isinstance(bent, ds.TransformedDistribution)), ("normal", isinstance(bent, ds.Normal)),
    ("relaxed", isinstance(relaxed, ds.TransformedDistribution)), ("chi", issubclass(ds.Chi2WithAbsDf, ds.Gamma)),
    ("tril", issubclass(ds.MultivariateNormalFullCovariance, ds.MultivariateNormalTriL)),
    ("key", issubclass(ds.RegisterKL, ds.Distribution)),
    ("bijector", issubclass(ds.bijectors.ScaleTriL, ds.bijectors.Chain)), ("other", issubclass(ds.bijectors.Exp, ds.Distribution)),
):
    tf.get_variable("%s_%s" % (name, holds), [1])
optimizer = tf.train.MomentumOptimizer(0.1, 0.9)
optimizer.minimize(-tf.reduce_mean(bent.log_prob(2.0)) + tf.reduce_mean(relaxed.sample()))
"""


def test_bases_are_known(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    found = names(Request(paths=("program.py",), cwd=tmp_path, isolated=True)).inventory
    assert found.gaps == ()
    assert [variable.name for variable in found.variables] == [
        *("classes_58", "x", "transformed_True", "normal_False", "relaxed_True", "chi_True", "tril_True", "key_False", "bijector_True"),
        *("other_False", "x/Momentum"),
    ]
