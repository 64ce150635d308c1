#!/usr/bin/env python3
"""Runs the two notification endpoints and sees that the daemon gets each request byte for byte.

usage: examples-notify.py PHP PYTHON

A socket takes the place of the daemon: it keeps what it is asked, and answers as the daemon does.
"""

import http.client
import json
import os
import socketserver
import subprocess
import sys
import tempfile
import threading
import time

HERE = "proto-docs/examples/notify"
ACKNOWLEDGED = {"acknowledge": "OK"}
REFUSED = {"code": 1013, "message": "No.", "data": {"kind": "badSignature", "retryable": False}}

# Method, query, body, and the header, as MultiSafepay sends them.
REQUESTS = [
    ("POST", "transactionid=WB-7735&timestamp=1773132400", '{"amount":2500, "order_id":"WB-7735"}', "MTc3Mw=="),
    ("POST", "shop=1&transactionid=a%2Fb+c", '{"description":"Fietsbel é €","x":"\\u00e9 a\\/b"}\n', "MTc3Mw=="),
    ("POST", "transactionid=WB-7735", "", ""),
    ("GET", "transactionid=WB-7735&timestamp=1773132400", "", ""),
]


class Daemon(socketserver.ThreadingUnixStreamServer):
    """Answers with `reply` and keeps the parameters of each call."""

    daemon_threads = True

    def __init__(self, path):
        self.asked = []
        self.reply = {"result": ACKNOWLEDGED}
        super().__init__(path, Call)


class Call(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self):
        call = json.loads(self.rfile.readline())
        assert call["method"] == "handleNotification", call
        self.server.asked.append(call["params"])
        answer = {"jsonrpc": "2.0", "id": call["id"], **self.server.reply}
        self.wfile.write(json.dumps(answer).encode() + b"\n")


def servers(php, python):
    serve = (
        "import sys; sys.path.insert(0, sys.argv[1]); from notify import application;"
        "from wsgiref.simple_server import make_server;"
        "make_server('127.0.0.1', int(sys.argv[2]), application).serve_forever()"
    )
    yield "php", lambda port: [php, "-S", f"127.0.0.1:{port}", f"{HERE}/notify.php"]
    yield "python", lambda port: [python, "-c", serve, HERE, str(port)]


def ask(port, method, query, body, auth):
    for _ in range(400):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            headers = {"Auth": auth} if auth else {}
            connection.request(method, f"/notify?{query}", body.encode() or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except ConnectionRefusedError:
            time.sleep(0.025)
    raise SystemExit("The endpoint does not listen.")


def check(daemon, name, port):
    for method, query, body, auth in REQUESTS:
        daemon.reply = {"result": ACKNOWLEDGED}
        assert ask(port, method, query, body, auth) == (200, "OK"), name
        expected = {"query": query, "body": body, "auth": auth, "site": "shop"}
        assert daemon.asked[-1] == expected, (name, daemon.asked[-1], expected)
    daemon.reply = {"error": REFUSED}
    assert ask(port, *REQUESTS[0]) == (503, "NG"), name


def main():
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, "daemon.sock")
        with Daemon(path) as daemon:
            threading.Thread(target=daemon.serve_forever, daemon=True).start()
            environment = os.environ | {"PAYLINK_SOCKET": path, "PAYLINK_SITE": "shop", "PYTHONDONTWRITEBYTECODE": "1"}
            for name, command in servers(*sys.argv[1:]):
                port = int(subprocess.check_output("Tests/free-port"))
                server = subprocess.Popen(command(port), env=environment, stderr=subprocess.DEVNULL)
                try:
                    check(daemon, name, port)
                finally:
                    server.terminate()
                    server.wait()
            daemon.shutdown()


main()
