found = {frozenset(("a", "b")): 1}
found[frozenset(("b", "a"))] = 2
frozen = frozenset("ab")
union = frozen | {"c"}
found[union] = found[frozen.union("d")] = 3
seen = {frozenset("ab")}
seen.add(frozenset("ba"))
seen.update([frozenset("ab"), frozenset("c")])
other = seen | {frozenset("c"), frozenset("d")}
taken = seen.copy()
taken.discard(frozenset("ba"))
taken.discard(frozenset("xy"))
try:
    taken.remove("z")
except KeyError:
    taken.remove(frozenset("c"))
result = [len(found), found[frozenset("ab")], frozenset("ba") in found, len({frozenset("ab"), frozenset("ba")}), found[frozenset("abc")],
          isinstance(union, frozenset), isinstance({"c"} | frozen, frozenset), frozen.issubset(union), "a" in frozen, len(frozen),
          found.get(frozenset("ba")), found.get(frozenset("z"), 9), found.setdefault(frozenset("cba"), 7), found.pop(frozenset("cba")),
          dict([(frozenset("ab"), 1), (frozenset("ba"), 2)]) == {frozenset("ab"): 2}, {frozenset("a"): 1, frozenset(["a"]): 2}.get(frozenset("a")),
          sorted(frozen - {"a"}), frozen == {"a", "b"}, frozen.copy() == frozen, sorted(x for x in frozen), hasattr(frozen, "add"),
          len(seen), len(taken), len(other), len(seen & other), len(other - seen), len(seen ^ other), seen <= other, seen.issubset(other),
          seen.isdisjoint({frozenset("c")}), seen == {frozenset("c"), frozenset("ba")}, {frozenset("a"): 1} == {frozenset("b"): 1}]
