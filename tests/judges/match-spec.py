"""Prints what conda makes of specs: the spec, name, build, and which of some versions it takes, with tabs between them; 'refused' for what it refuses.

usage: match-spec.py SPECS VERSIONS    (one a line), with a checkout of conda on PYTHONPATH
"""

import sys
import types
import warnings

warnings.simplefilter("ignore")


# Debian's frozendict and pluggy are older than conda wants; nothing here rests on what they lack.
class FrozenDict(dict):
    def __hash__(self):
        return hash(tuple(sorted(self.items())))


def freeze(value, *_, **__):
    if isinstance(value, dict):
        return FrozenDict({key: freeze(item) for key, item in value.items()})
    return tuple(freeze(item) for item in value) if isinstance(value, (list, tuple)) else value


frozendict = types.ModuleType("frozendict")
frozendict.frozendict, frozendict.deepfreeze = FrozenDict, freeze
frozendict.getFreezeConversionMap, frozendict.register = dict, freeze
sys.modules["frozendict"] = frozendict
try:
    from pluggy import _hooks as hooks
except ImportError:
    from pluggy import hooks
if not hasattr(hooks.HookImpl, "wrapper"):
    hooks.HookImpl.wrapper = False

from conda.models.match_spec import MatchSpec
from conda.models.version import VersionOrder

with open(sys.argv[1], encoding="utf-8") as specs, open(sys.argv[2], encoding="utf-8") as versions:
    versions = versions.read().splitlines()
    for version in versions:
        VersionOrder(version)
    for text in specs.read().splitlines():
        try:
            spec = MatchSpec(text)
        except Exception:
            print(text, "refused", "", "", sep="\t")
            continue
        try:
            takes = "".join("1" if spec.version is None or spec.version.match(one) else "0" for one in versions)
        except Exception:
            # Taken at first, and refused when the first package is compared with it.
            takes = "?" * len(versions)
        print(text, spec.get("name"), spec.get("build") or "", takes, sep="\t")
