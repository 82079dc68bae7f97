import collections
from collections import OrderedDict, defaultdict, Counter, deque
d = defaultdict(list)
d["a"].append(1)
n = defaultdict(int)
n["x"] += 2
o = OrderedDict([("b", 1), ("a", 2)])
c = Counter("abca")
c["z"] += 1
q = deque([1, 2])
q.append(3); q.appendleft(0)
result = [dict(d), n["x"], n["y"], list(o.items()), c["a"], c["nope"], c["z"], list(q), q.popleft(), q.pop(), o["b"]]
