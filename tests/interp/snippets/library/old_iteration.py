class It:
    def __init__(s, n): s.n = n
    def __iter__(s): return s
    def __next__(s):
        if s.n <= 0: raise StopIteration
        s.n -= 1
        return s.n
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
result = [list(It(3)), sum(It(3)), 1 in It(3), 7 in It(3), list(Seq()), [x for x in Seq()], 20 in Seq(), 5 in Seq()]
