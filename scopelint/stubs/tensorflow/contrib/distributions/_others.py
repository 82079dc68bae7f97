"""Distributions of `tf.contrib.distributions` of which only the class is known (contrib/distributions/python/ops/*.py).

What they give are tensors made of their parameters, of shapes that nobody knows; they make no variables.
"""

import _scopelint
import tensorflow as tf
from tensorflow import distributions
from tensorflow.distributions import Distribution


class _Other(Distribution):
    def __init__(self, *args, **kwargs):
        with tf.name_scope(kwargs.get("name") or type(self).__name__) as scope:
            self._name = scope
        given = [each for each in tf.nest.flatten([list(args), list(kwargs.values())]) if not _scopelint.is_unknown(each)]
        self._parameters = [each for each in given if isinstance(each, (tf.Tensor, tf.Variable))]
        for each in given:
            if isinstance(each, Distribution):
                self._parameters = self._parameters + each._parameters
        self._dtype = self._parameters[0].dtype if self._parameters else tf.float32
        self._batch = self._event = _scopelint.unknown("the shape of a distribution")

    def __getattr__(self, name):
        return _scopelint.unknown("an attribute of a distribution")

    def _given(self, *more):
        return _scopelint.tensor(_scopelint.unknown("the shape of what a distribution gives"), self._dtype, *self._parameters, *more)

    def _of(self, value, name):
        return self._given(tf.convert_to_tensor(value))

    def _moment(self, name):
        return self._given()

    def sample(self, sample_shape=(), seed=None, name="sample"):
        return self._given()

    def mode(self, name="mode"):
        return self._given()

    def entropy(self, name="entropy"):
        return self._given()

    def covariance(self, name="covariance"):
        return self._given()


class Autoregressive(_Other):
    pass


class BatchReshape(_Other):
    pass


class BetaWithSoftplusConcentration(_Other, distributions.Beta):
    pass


class Binomial(_Other):
    pass


class Cauchy(_Other):
    pass


class Chi2(_Other, distributions.Gamma):
    pass


class Chi2WithAbsDf(Chi2):
    pass


class ConditionalDistribution(_Other):
    pass


class DirichletMultinomial(_Other):
    pass


class ExpRelaxedOneHotCategorical(_Other):
    pass


class ExponentialWithSoftplusRate(_Other, distributions.Exponential):
    pass


class GammaWithSoftplusConcentrationRate(_Other, distributions.Gamma):
    pass


class Geometric(_Other):
    pass


class HalfNormal(_Other):
    pass


class Independent(_Other):
    pass


class InverseGamma(_Other):
    pass


class InverseGammaWithSoftplusConcentrationRate(InverseGamma):
    pass


class LaplaceWithSoftplusScale(_Other, distributions.Laplace):
    pass


class Logistic(_Other):
    pass


class Mixture(_Other):
    pass


class MixtureSameFamily(_Other):
    pass


class Multinomial(_Other):
    pass


class NegativeBinomial(_Other):
    pass


class NormalWithSoftplusScale(_Other, distributions.Normal):
    pass


class PoissonLogNormalQuadratureCompound(_Other):
    pass


class QuantizedDistribution(_Other):
    pass


class StudentTWithAbsDfSoftplusScale(_Other, distributions.StudentT):
    pass


class VectorDeterministic(_Other):
    pass


class VectorDiffeomixture(_Other):
    pass


class WishartCholesky(_Other):
    pass


class WishartFull(_Other):
    pass


# --- what a bijector makes of another distribution ----------------------------------------------------


class TransformedDistribution(_Other):
    pass


class ConditionalTransformedDistribution(ConditionalDistribution, TransformedDistribution):
    pass


class Kumaraswamy(TransformedDistribution):
    pass


class MultivariateNormalDiagPlusLowRank(TransformedDistribution):
    pass


class MultivariateNormalDiagWithSoftplusScale(TransformedDistribution):
    pass


class MultivariateNormalTriL(TransformedDistribution):
    pass


class MultivariateNormalFullCovariance(MultivariateNormalTriL):
    pass


class RelaxedBernoulli(TransformedDistribution):
    pass


class RelaxedOneHotCategorical(TransformedDistribution):
    pass


class SinhArcsinh(TransformedDistribution):
    pass


class VectorExponentialDiag(TransformedDistribution):
    pass


class VectorLaplaceDiag(TransformedDistribution):
    pass


class VectorSinhArcsinhDiag(TransformedDistribution):
    pass


# --- what is no distribution ---------------------------------------------------------------------------


class ReparameterizationType(object):
    def __init__(self, rep_type):
        self._rep_type = rep_type


class RegisterKL(object):
    def __init__(self, dist_cls_a, dist_cls_b):
        pass

    def __call__(self, kl_fn):
        return kl_fn


class SeedStream(object):
    def __init__(self, seed, salt):
        self.original_seed = seed

    def __call__(self):
        return _scopelint.unknown("a seed")
