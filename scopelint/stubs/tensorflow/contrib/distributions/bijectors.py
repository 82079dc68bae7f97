"""Bijectors that make no variables (contrib/distributions/python/ops/bijectors/*.py, ops/distributions/bijector_impl.py)."""

import _scopelint
import tensorflow as tf


class Bijector(object):
    _keeps_shape = False

    def __init__(self, *args, **kwargs):
        self._name = kwargs.get("name") or type(self).__name__
        given = [each for each in tf.nest.flatten([list(args), list(kwargs.values())]) if not _scopelint.is_unknown(each)]
        self._parameters = [each for each in given if isinstance(each, (tf.Tensor, tf.Variable))]

    def __getattr__(self, name):
        return _scopelint.unknown("an attribute of a bijector")

    @property
    def name(self):
        return self._name

    def _given(self, value, keeps_shape):
        value = tf.convert_to_tensor(value)
        shape = value.get_shape() if keeps_shape else _scopelint.unknown("the shape of what a bijector gives")
        return _scopelint.tensor(shape, value.dtype, value, *self._parameters)

    def forward(self, x, name="forward", **kwargs):
        return self._given(x, self._keeps_shape)

    def inverse(self, y, name="inverse", **kwargs):
        return self._given(y, self._keeps_shape)

    def forward_log_det_jacobian(self, x, event_ndims=None, name="forward_log_det_jacobian", **kwargs):
        return self._given(x, False)

    def inverse_log_det_jacobian(self, y, event_ndims=None, name="inverse_log_det_jacobian", **kwargs):
        return self._given(y, False)


class _Elementwise(Bijector):
    _keeps_shape = True


class AbsoluteValue(Bijector):
    pass


class Affine(Bijector):
    pass


class AffineLinearOperator(Bijector):
    pass


class AffineScalar(Bijector):
    pass


class Chain(Bijector):
    pass


class CholeskyOuterProduct(Bijector):
    pass


class ConditionalBijector(Bijector):
    pass


class FillTriangular(Bijector):
    pass


class Gumbel(Bijector):
    pass


class Identity(_Elementwise):
    pass


class Inline(Bijector):
    pass


class Invert(Bijector):
    pass


class Kumaraswamy(Bijector):
    pass


class MatrixInverseTriL(_Elementwise):
    pass


class Ordered(_Elementwise):
    pass


class Permute(_Elementwise):
    pass


class PowerTransform(_Elementwise):
    pass


class Exp(PowerTransform):
    pass


class Reshape(Bijector):
    pass


class ScaleTriL(Chain):
    pass


class Sigmoid(_Elementwise):
    pass


class SinhArcsinh(Bijector):
    pass


class SoftmaxCentered(Bijector):
    pass


class Softplus(_Elementwise):
    pass


class Softsign(_Elementwise):
    pass


class Square(_Elementwise):
    pass


class TransformDiagonal(_Elementwise):
    pass


class Weibull(Bijector):
    pass
