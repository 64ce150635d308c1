"""What callers were told, and whether it is so."""

import threading
from collections import Counter


class Book:
    """Every order that was asked for, under what became of its request."""

    def __init__(self):
        self._lock = threading.Lock()
        self._orders = {}

    def note(self, order, outcome, detail=""):
        """An outcome is `made`, `shuttingDown`, `unsent`, or something that must not be."""
        with self._lock:
            self._orders[order] = (outcome, detail)

    def counts(self):
        with self._lock:
            return Counter(outcome for outcome, _ in self._orders.values())

    def problems(self, present):
        """What is wrong, given the orders that there are now."""
        found = []
        for order, (outcome, detail) in self._orders.items():
            if outcome == "made" and order not in present:
                found.append(f"{order} was acknowledged, and is lost")
            elif outcome in ("shuttingDown", "unsent") and order in present:
                found.append(f"{order} was not taken ({outcome}), and there is a link")
            elif outcome not in ("made", "shuttingDown", "unsent"):
                found.append(f"{order}: {outcome} {detail}")
        return found


def outcome(answer):
    """What an answer says became of a request."""
    if "result" in answer:
        return "made"
    return answer.get("error", {}).get("data", {}).get("kind", "an answer without a kind")
