import multiprocessing
log = []
def work(n):
    global last
    last = n
    log.append(n)
    raise SystemExit(0)
last = "here"
class Worker(multiprocessing.Process):
    def __init__(self, n):
        super().__init__(daemon=True)
        self.n, self.done = n, False
    def run(self):
        self.done = True
        work(self.n)
workers = [multiprocessing.Process(target=work, args=(0,)), Worker(1)]
for worker in workers: worker.start()
for worker in workers: worker.join()
result = log, last, workers[1].n, workers[1].done
