out = []
for i in range(10):
    if i == 2:
        continue
    if i == 5:
        break
    out.append(i)
else:
    out.append("never")
for i, (a, b) in enumerate(zip([1, 2], "xy"), start=1):
    out.append((i, a, b))
else:
    out.append("done")
n = 0
while n < 3:
    n += 1
else:
    out.append(n)
while True:
    n -= 1
    if n == 0:
        break
for x in reversed(range(3)):
    out.append(x)
for k in {"a": 1, "b": 2}:
    out.append(k)
for c in "hi":
    out.append(c)
result = [out, n, i]
