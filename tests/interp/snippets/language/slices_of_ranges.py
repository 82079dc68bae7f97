import sys

count = len(sys.argv) + 2
numbers = range(0, count)
try:
    first = numbers[0]
    rest = [n for n in numbers[1:]]
    reached = "end"
except TypeError:
    reached = "refused"
result = [reached]
