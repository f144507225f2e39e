"""Per-process cache of the robustness analysis, by catalogue version, answers and weight overrides."""

import hashlib
import json
from threading import Lock

from cachetools import TTLCache

from stappenplan.method.robustness.analysis import analyse_robustness

# About 40 kB each; an hour is longer than most people read on.
KEPT, KEPT_SECONDS = 256, 60 * 60

_kept = TTLCache(maxsize=KEPT, ttl=KEPT_SECONDS)
_lock = Lock()


def robustness_for(catalogue, answers, emphasis):
    """The function that works out how sure the advice on these answers is, or finds that this process did so before.

    Nobody's answers are kept with it: only their digest, and figures about platforms.
    """
    parts = [str(catalogue.stamp), answers, emphasis]
    key = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).digest()

    def work_out(profile, platforms, on):
        with _lock:
            if key in _kept:
                return _kept[key]
        found = analyse_robustness(profile, platforms, on)
        with _lock:
            _kept[key] = found
        return found

    return work_out
