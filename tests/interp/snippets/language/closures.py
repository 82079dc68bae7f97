def counter():
    count = 0
    def step():
        nonlocal count
        count += 1
        return count
    return step
total = 0
def bump():
    global total
    total += 1
one, two = counter(), counter()
late = [lambda: i for i in range(3)]
bound = [lambda i=i: i for i in range(3)]
bump(); bump()
result = [one(), one(), two(), total, [g() for g in late], [g() for g in bound]]
