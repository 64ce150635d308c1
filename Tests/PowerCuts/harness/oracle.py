"""What the clients sent and what they heard, kept outside the store, and what follows from it for a restart.

After every fault a restarted daemon must hold: every acknowledged link once and as it was acknowledged (A); nothing
that was not sent (B); what was not acknowledged whole or not at all (C). Its chain is valid (D), it starts (E), and the
same request with the same key gives the same link (F).
"""

import random
from dataclasses import dataclass

METADATA_TEXT_MAX = 500
METADATA_COUNT_MAX = 8


@dataclass
class Attempt:
    """One link that was asked for, and the link of the answer if there was one."""

    parameters: dict
    link: dict | None = None

    def matches(self, link: dict) -> bool:
        """Whether a link is what was asked for."""
        return all(link.get(name) == value for name, value in self.parameters.items() if name != "idempotencyKey")


class Oracle:
    """The attempts of one journal's whole life, by order ID."""

    def __init__(self, choice: random.Random):
        self.choice = choice
        self.attempts: dict[str, Attempt] = {}

    def next_attempt(self) -> Attempt:
        """A request for a new order; its record has from 0.5 to about 5 KB."""
        order = f"order-{len(self.attempts)}"
        parameters = {
            "orderId": order,
            "currency": "EUR",
            "amount": self.choice.randint(1, 1_000_000),
            "description": f"For {order}",
            "idempotencyKey": f"key-{order}",
        }
        if self.choice.random() < 0.3:
            parameters["metadata"] = {
                f"name{number}": "x" * self.choice.randint(1, METADATA_TEXT_MAX)
                for number in range(self.choice.randint(1, METADATA_COUNT_MAX))
            }
        attempt = Attempt(parameters)
        self.attempts[order] = attempt
        return attempt

    @property
    def acknowledged_count(self) -> int:
        return sum(attempt.link is not None for attempt in self.attempts.values())

    @property
    def unknown(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts.values() if attempt.link is None]

    def objections(self, links: list[dict]) -> list[str]:
        """One sentence for each way in which the links contradict what was sent and heard: A, B and C."""
        by_order: dict[str, dict] = {}
        found = []
        for link in links:
            if link["orderId"] in by_order:
                found.append(f"{link['orderId']} is there twice")
            by_order[link["orderId"]] = link
            attempt = self.attempts.get(link["orderId"])
            if attempt is None:
                found.append(f"{link['orderId']} was never sent")
            elif not attempt.matches(link):
                found.append(f"{link['orderId']} is not what was sent: {link}")
        for order, attempt in self.attempts.items():
            if attempt.link is not None and order not in by_order:
                found.append(f"{order} was acknowledged and is lost")
            elif attempt.link is not None and attempt.link != by_order[order]:
                found.append(f"{order} was acknowledged as {attempt.link} and is {by_order[order]}")
        return found

    def note_retry(self, attempt: Attempt, answer: dict, links: dict[str, dict]) -> list[str]:
        """Holds the answer to a request that was sent again against what was there: F."""
        order = attempt.parameters["orderId"]
        link = answer.get("result")
        if link is None:
            return [f"{order} was refused when it was asked for again: {answer}"]
        there = attempt.link or links.get(order)
        attempt.link = link
        return [f"{order} got a second link: {link} instead of {there}"] if there and there != link else []
