"""Lists are joined with lists alone."""
result = []
for other in ({}, {1}, (2,), None, "a"):
    try:
        result.append([1] + other)
    except TypeError:
        result.append("refused")
try:
    (1,) + [2]
except TypeError:
    result.append("tuples, too")
values = [1]
values += (2,)
values += {3: 4}
result.append(values)
