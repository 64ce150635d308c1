"""Runs the exchanges that pages show, in their order, and compares: python3 examples-blocks.py SOCKET PAGE…

An exchange is a fenced block marked `jsonrpc`: lines that begin with `--> ` are sent, and lines that begin with `<-- `
have to come back, each block on a connection of its own. `…` stands for any text: within quotes for a part of that
string, elsewhere for members that the page leaves out. `‹name›` stands for a text that is not known beforehand; where
it comes again it is the same text.
"""

import json
import re
import socket
import sys

FENCE = re.compile(r"^```jsonrpc\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Mismatch(Exception):
    pass


def pattern(shown, known):
    """The shown answer as a regular expression, with a group for each name that is new."""
    parts, is_in_string, fresh = [], False, set()
    for token in re.findall(r'\\.|‹\w+›|.', shown):
        name = token[1:-1] if token[0] == "‹" else None
        if token == '"':
            is_in_string = not is_in_string
        if token == "…":
            parts.append(r'[^"]*' if is_in_string else r".*")
        elif name is None:
            parts.append(re.escape(token))
        elif name in known:
            parts.append(re.escape(known[name]))
        elif name in fresh:
            parts.append(f"(?P={name})")
        else:
            fresh.add(name)
            parts.append(f'(?P<{name}>[^"]+)')
    return re.compile("".join(parts))


def check(shown, answer, known):
    json.loads(answer)
    match = pattern(shown, known).fullmatch(answer)
    if match is None:
        raise Mismatch(f"shown:    {shown}\nanswered: {answer}")
    known.update(match.groupdict())


def run(block, path, known):
    """Runs one block; everything that comes has to be shown."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(30)
        connection.connect(path)
        answers = connection.makefile("r", encoding="utf-8", newline="\n")
        count = 0
        for line in block.splitlines():
            mark, text = line[:4], line[4:]
            if mark == "--> ":
                text = re.sub(r"‹(\w+)›", lambda found: known[found[1]], text)
                connection.sendall(text.encode() + b"\n")
            elif mark == "<-- ":
                check(text, answers.readline().rstrip("\n"), known)
                count += 1
            else:
                raise Mismatch(f"This begins with neither arrow: {line}")
        connection.shutdown(socket.SHUT_WR)
        rest = answers.read()
        if rest:
            raise Mismatch(f"This was answered and is not shown: {rest}")
        return count


def main(path, *pages):
    known, answer_count, block_count = {}, 0, 0
    for page in pages:
        with open(page, encoding="utf-8") as file:
            contents = file.read()
        for block in FENCE.finditer(contents):
            line = contents[: block.start()].count("\n") + 1
            try:
                answer_count += run(block[1], path, known)
            except (Mismatch, OSError, ValueError, KeyError) as problem:
                sys.exit(f"{page}:{line}: the exchange is not what the daemon does.\n{problem}")
            block_count += 1
    if not answer_count:
        sys.exit("No exchange was found, so nothing was checked.")
    print(f"{answer_count} answers of {block_count} exchanges are as shown")


main(*sys.argv[1:])
