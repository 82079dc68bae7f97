reuse = None
names = []
stack = ["a", "b", "c"]
while stack:
    names.append((stack.pop(), reuse))
    reuse = True
i, seen = 0, []
while True:
    i += 1
    if i % 2: continue
    if i > 6: break
    seen.append(i)
result = [names, seen, reuse]
