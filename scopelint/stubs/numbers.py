"""`numbers`: what `isinstance` says (Lib/numbers.py)."""


class _Checked(type):
    def __instancecheck__(cls, value):
        return cls in type(value).__mro__ or isinstance(value, cls._kinds)


class Number(metaclass=_Checked):
    _kinds = (int, float, complex)


class Complex(Number):
    _kinds = (int, float, complex)


class Real(Complex):
    _kinds = (int, float)


class Rational(Real):
    _kinds = (int,)


class Integral(Rational):
    _kinds = (int,)
