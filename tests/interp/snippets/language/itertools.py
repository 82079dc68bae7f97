import itertools
result = [list(itertools.chain([1], [2, 3])), list(itertools.product("ab", [1, 2])), list(itertools.islice(itertools.count(5), 3)),
          list(itertools.chain.from_iterable([[1], [2]])), list(zip([1, 2, 3], itertools.cycle("xy")))]
