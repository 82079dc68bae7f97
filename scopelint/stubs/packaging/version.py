"""`packaging.version`: versions that can be compared; those of releases, without what stands for pre-releases."""

from distutils.version import Version as _Version


class Version(_Version):
    @property
    def major(self):
        return self.version[0]

    @property
    def minor(self):
        return self.version[1] if len(self.version) > 1 else 0

    @property
    def release(self):
        return tuple(self.version)


def parse(version):
    return Version(version)
