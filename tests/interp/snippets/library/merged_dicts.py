d = {"a": 1}
alias = d
d |= {"b": 2}
result = [d | {"c": 3}, alias, {"b": 5} | d, slice(1, 2).start, slice(3).stop]
