import numbers, sys
result = [isinstance(1, numbers.Number), isinstance(1.5, numbers.Integral), isinstance("a", numbers.Real), sys.version_info[0], sys.version_info >= (3, 0),
          sys.version_info.major, sys.version_info < (3,)]
