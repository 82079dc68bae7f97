class A:
    __x = 3
    def __private(self): return "A"
    def get(self): return self.__private(), self.__x, self._A__x
    def local(self, __p=1):
        def __inner(): return __p
        return __inner(), sorted(locals())
class B(A):
    def __private(self): return "B"
    class __C: pass
result = [B().get(), hasattr(B(), "_A__private"), hasattr(B(), "__private"), A().local(), B._B__C.__name__, A._A__private.__name__,
          dict(__y=2)]
