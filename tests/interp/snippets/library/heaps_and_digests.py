import bisect, hashlib, heapq, io, json, queue, statistics, struct, textwrap, weakref
h = [3, 1]
heapq.heapify(h)
heapq.heappush(h, 0)
s = io.StringIO()
s.write("ab")
q = queue.Queue()
q.put(1)
class W: pass
w = W()
result = [heapq.heappop(h), heapq.nsmallest(1, [3, 2]), s.getvalue(), q.get(), weakref.ref(w)() is w, bisect.bisect([1, 3, 5], 3),
          hashlib.md5(b"a").hexdigest(), json.dumps({"b": 1}), statistics.mean([1, 2, 3]), struct.calcsize("ii"), textwrap.dedent("  a\n  b")]
