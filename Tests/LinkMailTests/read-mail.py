"""Reads a mail from standard input as a mail program does, strictly, and writes what it has as JSON.

The header fields are decoded, and so are the bodies; every defect that the reader sees is named.
"""

import base64
import email
import email.policy
import json
import sys

raw = sys.stdin.buffer.read()
# Anything out of the ordinary is noted as a defect; `strict` would stop at the first of them.
message = email.message_from_bytes(raw, policy=email.policy.default)
defects = [str(defect) for part in message.walk() for defect in part.defects]
defects += [f"{name}: {defect}" for part in message.walk() for name, value in part.items() for defect in value.defects]
lines = raw.split(b"\r\n")
parts = [
    {
        "type": part.get_content_type(),
        "id": part["Content-ID"],
        "disposition": part.get_content_disposition(),
        "text": part.get_content() if part.get_content_maintype() == "text" else None,
        "data": base64.b64encode(part.get_content()).decode() if part.get_content_maintype() == "image" else None,
    }
    for part in message.walk()
]
json.dump(
    {
        "names": message.keys(),
        "from": [[mailbox.display_name, mailbox.addr_spec] for mailbox in message["From"].addresses],
        "to": [[mailbox.display_name, mailbox.addr_spec] for mailbox in message["To"].addresses],
        "subject": str(message["Subject"]),
        "date": message["Date"].datetime.isoformat(),
        "messageId": str(message["Message-ID"]),
        "parts": parts,
        "defects": defects,
        "longestLine": max(len(line) for line in lines),
        "hasBareEnds": b"\r" in raw.replace(b"\r\n", b"") or b"\n" in raw.replace(b"\r\n", b""),
        "isASCII": raw.isascii(),
    },
    sys.stdout,
)
