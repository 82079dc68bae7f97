import itertools
class Down:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n
class Both:
    def __iter__(self):
        return iter("ab")
    def __reversed__(self):
        return iter("yx")
one = Down(1)
result = [
    next(one, "end"), next(one, "end"), list(zip(Down(3), "abcd")), list(reversed(Both())), sum(Down(4)), [*Down(2)],
    list(itertools.filterfalse(lambda v: v % 2, range(5))), list(itertools.filterfalse(None, [0, 1, ""])),
    list(itertools.compress("defg", [1, 0, 1, 0])), list(itertools.pairwise([1, 2, 3])), list(reversed([1, 2])),
]
