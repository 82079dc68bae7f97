import itertools
import re
def attempt(function):
    try:
        return function()
    except (TypeError, ValueError) as error:
        return type(error).__name__
result = [
    attempt(lambda: list(itertools.islice([1, 2], -1))),
    attempt(lambda: list(itertools.islice([1, 2]))),
    attempt(lambda: list(itertools.combinations([1, 2], -1))),
    attempt(lambda: list(itertools.combinations([1, 2], "a"))),
    attempt(lambda: list(itertools.product([1, 2], repeat=2))),
]
try:
    raise re.error("no pattern")
except re.error as error:
    result.append(issubclass(re.error, Exception))
