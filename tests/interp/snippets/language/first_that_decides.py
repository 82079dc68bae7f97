seen = []
def numbers():
    try:
        for number in range(5):
            seen.append(number)
            yield number
    finally:
        seen.append("end")
result = [any(n > 1 for n in numbers()), all(n < 2 for n in numbers()), 3 in numbers(), any(numbers()), all(numbers()), seen]
