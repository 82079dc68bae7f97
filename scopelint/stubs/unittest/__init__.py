"""`unittest`, as far as tests build graphs: `main` runs the test methods of the script's classes (Lib/unittest)."""

import _scopelint


class SkipTest(Exception):
    pass


class _Raises:
    """`assertRaises(...)` as a context manager: swallows the errors that are expected."""

    def __init__(self, expected):
        self._expected = expected
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.exception = error
        return kind is not None and issubclass(kind, self._expected)


class TestCase:
    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def setUp(self):
        pass

    def tearDown(self):
        pass

    def id(self):
        return "%s.%s" % (type(self).__name__, self._testMethodName)

    def assertRaises(self, expected_exception, *args, **kwargs):
        manager = _Raises(expected_exception)
        if not args:
            return manager
        with manager:
            args[0](*args[1:], **kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return self.assertRaises(expected_exception, *args, **kwargs)

    assertRaisesRegexp = assertRaisesRegex

    def assertWarns(self, expected_warning, *args, **kwargs):
        return _Raises(())

    def assertLogs(self, logger=None, level=None):
        return _Raises(())

    def subTest(self, msg=None, **params):
        return _Raises(())

    def addCleanup(self, function, *args, **kwargs):
        pass

    def skipTest(self, reason):
        raise SkipTest(reason)

    def fail(self, msg=None):
        raise AssertionError(msg)

    def __getattr__(self, name):
        if name.startswith("assert"):
            return lambda *args, **kwargs: None
        raise AttributeError(name)


def _run_test(test):
    try:
        test()
    except SkipTest:
        pass


def _run_case(cls):
    cls.setUpClass()
    for name in sorted(dir(cls)):
        if name.startswith("test") and callable(getattr(cls, name)) and name not in _NOT_TESTS:
            case = cls(name)
            case.setUp()
            _scopelint.by_itself(lambda: _run_test(getattr(case, name)))
            case.tearDown()
    cls.tearDownClass()


_NOT_TESTS = ("test_session",)


def main(module="__main__", argv=None, *args, **kwargs):
    """Classes in the order of their names, methods likewise."""
    namespace = vars(_scopelint.main_module())
    for name in sorted(namespace):
        found = namespace[name]
        if isinstance(found, type) and issubclass(found, TestCase) and found is not TestCase:
            _run_case(found)
    raise SystemExit(0)


def skip(reason):
    return lambda item: lambda *args, **kwargs: None


def skipIf(condition, reason):
    return lambda item: item


def skipUnless(condition, reason):
    return lambda item: item


def expectedFailure(item):
    return item


class TestSuite:
    def __init__(self, tests=()):
        self._tests = list(tests)

    def addTest(self, test):
        self._tests.append(test)

    def addTests(self, tests):
        self._tests.extend(tests)


class TestLoader:
    def loadTestsFromTestCase(self, testCaseClass):
        return testCaseClass

    def discover(self, start_dir, pattern="test*.py", top_level_dir=None):
        return _scopelint.unknown()


class TextTestRunner:
    def __init__(self, *args, **kwargs):
        pass

    def run(self, test):
        if isinstance(test, type) and issubclass(test, TestCase):
            _run_case(test)


defaultTestLoader = TestLoader()
