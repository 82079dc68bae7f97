result = [[i * i for i in range(5) if i % 2], [(i, j) for i in range(2) for j in range(i + 1)], {i: str(i) for i in range(3)}, sorted({i % 2 for i in range(5)}),
          list(x for x in [1, 2]), [[j for j in range(i)] for i in range(3)], sum(i for i in range(4)), [y for y in [x + 1 for x in range(3)]]]
