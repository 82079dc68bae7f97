"""Settings: what `[tool.scopelint]`, its two stand-alone files and the command line say.

Flows in: the folder of the analysed files, what the command line says. Flows out: `Loaded` settings, defaults filled in, with where each
key comes from; or a `SettingsError` that names file, line and key. Must not import any stage.
"""

from scopelint.settings.keys import DEFAULT_EXCLUDE, KEYS, LimitSettings, Settings
from scopelint.settings.loading import COMMAND_LINE, Chosen, Loaded, Nearest, load, user_file
from scopelint.settings.reading import SettingsError, inline

__all__ = [
    "COMMAND_LINE",
    "DEFAULT_EXCLUDE",
    "KEYS",
    "Chosen",
    "LimitSettings",
    "Loaded",
    "Nearest",
    "Settings",
    "SettingsError",
    "inline",
    "load",
    "user_file",
]
