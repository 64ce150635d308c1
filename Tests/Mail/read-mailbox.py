"""Reads a mailbox and compares it with what is expected; every mail has to be well-formed.

usage: read-mailbox.py MAILBOX EXPECTED…   each is an order ID and `link` or `reminder`
"""

import email.policy
import mailbox
import re
import sys

path, expected = sys.argv[1], sorted(sys.argv[2:])
found = []
for message in mailbox.mbox(path, factory=lambda file: email.message_from_binary_file(file, policy=email.policy.default)):
    defects = [str(defect) for part in message.walk() for defect in part.defects]
    assert not defects, defects
    sender, receiver = message["From"].addresses[0], message["To"].addresses[0]
    assert (sender.display_name, sender.addr_spec) == ("Fietsen Łukasz & Zn.", "orders@mail.example"), sender
    assert (receiver.display_name, receiver.addr_spec) == ('Jørgen O\'Neil "Q"', "games@mail.example"), receiver
    types = [part.get_content_type() for part in message.walk()]
    assert types == ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"], types
    text, html = message.get_body(["plain"]).get_content(), message.get_body(["html"]).get_content()
    assert "Reparatie & c < d" in text and "Reparatie &amp; c &lt; d" in html, text
    assert "€\u00a01.249,95" in text and "https://shop.example/pay/" in text, text
    order = re.search(r"Bestelling: (\S+)", text).group(1)
    found.append(f"{order} {'reminder' if message['Auto-Submitted'] else 'link'}")
assert sorted(found) == expected, sorted(found)
