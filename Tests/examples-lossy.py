"""Stands between clients and the daemon, and loses every other answer: python3 examples-lossy.py DAEMON OWN

A connection's request is passed on and its answer read; then every odd connection is closed without a word. So what was
asked for has happened, and the client can't know.
"""

import signal
import socket
import sys


def pass_on(client, daemon_path):
    with socket.socket(socket.AF_UNIX) as daemon:
        daemon.connect(daemon_path)
        daemon.sendall(client.makefile("rb").readline())
        return daemon.makefile("rb").readline()


def main(daemon_path, own_path):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(own_path)
        listener.listen()
        is_lost = True
        while True:
            client, _ = listener.accept()
            with client:
                answer = pass_on(client, daemon_path)
                if not is_lost:
                    client.sendall(answer)
            is_lost = not is_lost


main(*sys.argv[1:])
