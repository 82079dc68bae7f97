import threading
log = []
def work(n): log.append(n)
threads = [threading.Thread(target=work, args=(n,)) for n in range(2)]
for t in threads: t.start()
for t in threads: t.join()
with threading.Lock(): log.append("locked")
def fails(): raise ValueError("in a thread")
result = log
