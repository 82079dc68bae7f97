"""`heapq`, on lists that are kept sorted: what is popped is the same (Lib/heapq.py)."""


def heapify(heap):
    heap.sort()


def heappush(heap, item):
    heap.append(item)
    heap.sort()


def heappop(heap):
    return heap.pop(0)


def heappushpop(heap, item):
    heappush(heap, item)
    return heappop(heap)


def heapreplace(heap, item):
    first = heappop(heap)
    heappush(heap, item)
    return first


def nsmallest(n, values, key=None):
    return sorted(values, key=key)[:n]


def nlargest(n, values, key=None):
    return sorted(values, key=key, reverse=True)[:n]


def merge(*iterables, key=None, reverse=False):
    values = []
    for iterable in iterables:
        values.extend(iterable)
    return sorted(values, key=key, reverse=reverse)
