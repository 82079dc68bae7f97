result = []
numbers = [3, 1, 2]
list.sort(numbers, reverse=True)
list.append(numbers, 5)
result.append(numbers)

table = {}
dict.update(table, a=1)
result.append((table, dict.get(table, "b", 7), sorted(dict.keys(table)), dict.fromkeys("ab", 1)))

last = {7}
result.append((last.pop(), len(last)))
one = {"x"}
result.append((set.pop(one), set.union({1}, [2]) == {1, 2}))

result.append((str.join("-", ["a", "b"]), list(map(str.upper, ["c", "d"])), tuple.count((1, 1, 2), 1), str.format("{}{}", 1, 2)))


class Names(list):
    def append(self, value):
        list.append(self, value + "!")


names = Names()
names.append("a")
result.append((list.pop(names), isinstance(names, list)))

for wrong in (lambda: list.append((1,), 2), lambda: dict.items([]), lambda: str.lower(3), lambda: list.sort(), lambda: set.add(None, 1)):
    try:
        wrong()
    except TypeError:
        result.append("TypeError")


class Plain:
    pass


result.append([hasattr(Plain(), name) for name in ("__str__", "__eq__", "__iter__", "__len__", "__enter__")])
result.append([hasattr(3, name) for name in ("__repr__", "__iter__")])
