"""What callers asked and heard, kept outside of both sides, and what follows from it for the links and the orders."""

import threading
from dataclasses import dataclass, field


@dataclass
class Order:
    """One link that was asked for, always with the same words."""

    parameters: dict
    # Every URL and every link ID that any caller was told.
    urls: set[str] = field(default_factory=set)
    link_ids: set[str] = field(default_factory=set)
    # The refusal that no repeat can change, if there was one.
    refusal: dict | None = None
    is_paid: bool = False

    @property
    def order_id(self) -> str:
        return self.parameters["orderId"]

    @property
    def is_settled(self) -> bool:
        return bool(self.urls) or self.refusal is not None

    def note(self, answer: dict) -> None:
        link = answer.get("result")
        if link is not None:
            self.link_ids.add(link["linkId"])
            if link["url"] is not None:
                self.urls.add(link["url"])
        elif not answer["error"]["data"]["retryable"]:
            self.refusal = answer["error"]


class Oracle:
    """All orders; safe from any thread."""

    def __init__(self):
        self.lock = threading.Lock()
        self.orders: dict[str, Order] = {}
        self.answer_counts: dict[str, int] = {}

    def new(self, prefix: str) -> Order:
        with self.lock:
            name = f"{prefix}{len(self.orders)}"
            parameters = {
                "orderId": name,
                "currency": "EUR",
                "amount": 100 + len(self.orders),
                "description": f"For {name}",
                "idempotencyKey": f"key-{name}",
            }
            order = Order(parameters)
            self.orders[name] = order
            return order

    def newest(self) -> Order | None:
        """The order that was asked for last, which may be under way."""
        with self.lock:
            return next(reversed(self.orders.values()), None)

    def count(self, answer: dict) -> None:
        link = answer.get("result")
        word = link["status"] if link else answer["error"]["data"]["kind"]
        with self.lock:
            self.answer_counts[word] = self.answer_counts.get(word, 0) + 1

    def objections(self, links: list[dict], there: dict[str, dict]) -> list[str]:
        """One sentence for each contradiction between what was told, the links here and the orders there."""
        found: list[str] = []
        here: dict[str, dict] = {}
        for link in links:
            if link["orderId"] in here:
                found.append(f"{link['orderId']} has two links")
            here[link["orderId"]] = link
        found += [f"{name} was never asked for, and is here" for name in here.keys() - self.orders.keys()]
        found += [f"{name} is there, and not here" for name in there.keys() - here.keys()]
        for order in self.orders.values():
            found += [f"{order.order_id} {text}" for text in _contradictions(order, here, there)]
        return found


def _contradictions(order: Order, here: dict[str, dict], there: dict[str, dict]) -> list[str]:
    link, made = here.get(order.order_id), there.get(order.order_id)
    if link is None:
        return ["was acknowledged and is lost"] if order.link_ids else []
    found = []
    if order.link_ids - {link["linkId"]}:
        found.append(f"was told as {order.link_ids}, and is {link['linkId']}")
    if order.urls - {link["url"]}:
        found.append(f"was told with {order.urls}, and has {link['url']}")
    payable = set(made["payableUrls"]) if made else set()
    paid = [transaction for transaction in made["transactions"] if transaction["paid"]] if made else []
    match link["status"]:
        case "active" | "completed" if made is None:
            found.append("is not there at all")
        case "active" | "completed" if order.is_paid:
            if [transaction["url"] for transaction in paid] != [link["url"]]:
                found.append(f"was paid as {paid}, and its link is {link['url']}")
        case "active":
            if link["url"] not in payable:
                found.append(f"can't be paid at {link['url']}: {made['pages']}")
            if (made["amount"], made["description"]) != (link["amount"], link["description"]):
                found.append("was made with other terms there")
            if (payable - {link["url"]}) & order.urls:
                found.append(f"can be paid at two URLs that were told: {payable}")
        case "failed":
            if payable:
                found.append(f"has failed, and can be paid at {payable}")
        case status:
            found.append(f"is {status}")
    return found
