"""Callers of three kinds, until they are told to stop."""

import json
import socket
import subprocess
import time

from .book import outcome


def line(number, order):
    """A request for a link."""
    terms = {"orderId": order, "currency": "EUR", "amount": 100, "description": "Load"}
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": "generateLink", "params": terms}).encode() + b"\n"


def call_once_with_netcat(path, order, book):
    """As a shell script calls: one request, the end of the input, one answer."""
    run = subprocess.run(["nc", "-N", "-U", path], input=line(1, order), capture_output=True, timeout=60, check=False)
    answers = [json.loads(text) for text in run.stdout.splitlines()]
    if len(answers) == 1:
        book.note(order, outcome(answers[0]))
    else:
        book.note(order, "silence", f"nc ended with {run.returncode}: {run.stdout!r} {run.stderr!r}")


class Conversation:
    """One connection, on which lines are sent and answers are held against them."""

    def __init__(self, path, book):
        self.book = book
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(60)
        self.socket.connect(path)
        self.received = b""

    def ask(self, orders, half_close=False):
        """Sends a request for each order at once, and waits for all answers; whether the connection goes on."""
        lines = [line(number, order) for number, order in enumerate(orders)]
        sent_count = self._send(b"".join(lines))
        waiting, end = {}, 0
        for number, order in enumerate(orders):
            end += len(lines[number])
            if end <= sent_count:
                waiting[number] = order
            else:
                # The daemon had ended the connection, and the kernel said so: nothing of the line was taken.
                self.book.note(order, "unsent")
        if half_close:
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                pass
        goes_on = len(waiting) == len(orders) and not half_close
        while waiting:
            answer = self._answer()
            if answer is None:
                for order in waiting.values():
                    self.book.note(order, "silence", "the connection ended")
                return False
            if answer.get("id") in waiting:
                self.book.note(waiting.pop(answer["id"]), outcome(answer))
            elif outcome(answer) != "shuttingDown":
                for order in waiting.values():
                    self.book.note(order, f"a foreign answer {answer}")
                return False
            goes_on = goes_on and "result" in answer
        return goes_on

    def _send(self, data):
        count = 0
        try:
            while count < len(data):
                count += self.socket.send(data[count:])
        except (BrokenPipeError, ConnectionResetError):
            pass
        return count

    def _answer(self):
        while b"\n" not in self.received:
            try:
                data = self.socket.recv(65536)
            except ConnectionResetError:
                return None
            if not data:
                return None
            self.received += data
        text, self.received = self.received.split(b"\n", 1)
        return json.loads(text)

    def close(self):
        self.socket.close()


def one_shots(path, name, book, random, stop):
    number = 0
    while not stop.is_set():
        number += 1
        call_once_with_netcat(path, f"{name}-{number}", book)


def persistent(path, name, book, random, stop, orders_max=1, pause=0.005):
    """Asks again and again on one connection, and connects again when the daemon has ended it."""
    number = 0
    while not stop.is_set():
        conversation = Conversation(path, book)
        goes_on = True
        while goes_on and not stop.is_set():
            orders = []
            for _ in range(random.randint(1, orders_max)):
                number += 1
                orders.append(f"{name}-{number}")
            goes_on = conversation.ask(orders, half_close=orders_max > 1 and random.random() < 0.2)
            time.sleep(random.uniform(0, pause))
        conversation.close()


def pipelining(path, name, book, random, stop):
    persistent(path, name, book, random, stop, orders_max=20)
