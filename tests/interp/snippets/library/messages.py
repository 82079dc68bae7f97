import enum
class K(enum.IntEnum):
    A = 1
found = []
try: {}["x"]
except KeyError as e: found.append(str(e))
try: a, b = 1, 2, 3
except ValueError as e: found.append(str(e))
try: a, b = [1]
except ValueError as e: found.append(str(e))
try: assert False, "msg %d" % 3
except AssertionError as e: found.append(str(e))
try: raise ValueError("a", 2)
except ValueError as e: found.append(str(e))
result = found + [K.A in K, f"{K.A:02d}"]
