"""Makes links, asks the daemon and the tool for their QR codes, and has every reader decode each to exactly its URL.

usage: qr-codes.py SOCKET TOOL LINKS SEED

A code passes when each reader decodes it; a reader may look again at other sizes, as a phone does when it is moved, since
every reader has sizes at which it overlooks a perfect code. A text that is not the URL is a failure at once.
"""

import base64
import collections
import io
import json
import os
import random
import socket
import subprocess
import sys

import numpy
import zxingcpp
from PIL import Image
from pyzbar import pyzbar

try:
    import cv2
except ImportError:
    cv2 = None

# How much of the code is painted over in the middle: well below the level, which counts bytes of eight modules, and a patch
# spoils many of them by their edges.
DAMAGE = {"L": 0.01, "M": 0.03, "Q": 0.06, "H": 0.09}
# Every look at a code: how much the image is enlarged for it.
LOOKS = [1, 0.75, 1.3, 0.6, 1.7, 2.3]


class Daemon:
    """A connection; one call at a time."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.lines = self.socket.makefile("rb")

    def call(self, method, **parameters):
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
        self.socket.sendall(json.dumps(request).encode() + b"\n")
        answer = json.loads(self.lines.readline())
        if "error" in answer:
            raise SystemExit(f"{method} {parameters}: {answer['error']}")
        return answer["result"]


def read_zbar(image):
    return [found.data.decode() for found in pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])]


def read_zxing(image):
    return [found.text for found in zxingcpp.read_barcodes(numpy.asarray(image))]


def read_opencv(image):
    pixels = cv2.cvtColor(numpy.asarray(image), cv2.COLOR_GRAY2BGR)
    for detector in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
        try:
            text = detector.detectAndDecode(pixels)[0]
        except cv2.error:
            continue
        if text:
            return [text]
    return []


READERS = {"zbar": read_zbar, "ZXing": read_zxing}
if cv2:
    READERS["OpenCV"] = read_opencv


def image_of(code):
    """What a customer would see of a `getQrCode` answer, in grey."""
    if code["contentType"] == "image/png":
        return Image.open(io.BytesIO(base64.b64decode(code["data"]))).convert("L")
    if code["contentType"] == "image/svg+xml":
        png = subprocess.run(["rsvg-convert"], input=code["data"].encode(), stdout=subprocess.PIPE, check=True).stdout
        return Image.open(io.BytesIO(png)).convert("L")
    # A character is two modules, one above the other; what is drawn is light.
    halves = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}
    lines = [[halves[character] for character in line] for line in code["data"].split("\n") if line]
    rows = [[pair[half] for pair in line] for line in lines for half in (0, 1)]
    pixels = numpy.kron(numpy.array(rows, dtype=numpy.uint8) * 255, numpy.ones((6, 6), dtype=numpy.uint8))
    return Image.fromarray(pixels)


def resized(image, factor):
    side = max(1, round(image.width * factor))
    return image.resize((side, max(1, round(image.height * factor))), Image.Resampling.BICUBIC)


def damaged(image, level):
    """With a grey patch in the middle, as a logo or a stain."""
    side = round(image.width * DAMAGE[level] ** 0.5 * 0.8)
    corner = (image.width - side) // 2
    image = image.copy()
    image.paste(128, (corner, corner, corner + side, corner + side))
    return image


def changed(image, kind, level, draw):
    if kind == "rotated":
        return image.rotate(draw.uniform(0, 360), Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    if kind == "scaled":
        return resized(image, draw.uniform(0.5, 2.5))
    if kind == "damaged":
        return damaged(image, level)
    return image


def decode(reader, image, url):
    """How many looks the reader took; 0 if it found nothing."""
    for number, factor in enumerate(LOOKS, 1):
        found = READERS[reader](image if factor == 1 else resized(image, factor))
        if any(text != url for text in found):
            raise SystemExit(f"{reader} reads {found} instead of {url}.")
        if found:
            return number
    return 0


def make_links(daemon, count):
    sites = ["short", "usual", "long"]
    links = []
    for start in range(0, count, 100):
        rows = [
            {"site": sites[number % 3], "orderId": f"Q-{number}", "currency": "EUR", "amount": 4995, "description": "QR"}
            for number in range(start, min(start + 100, count))
        ]
        links += daemon.call("generateLinks", links=rows)["links"]
    return links


def tool(program, path, link, *options):
    command = [program, "qr", "--socket", path, link["orderId"], "--site", link["site"], *options]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, env=dict(os.environ, NO_COLOR="1")).stdout


def expect_tool_agrees(daemon, program, path, links):
    """The tool writes what the daemon answers, and what `--invert` draws is the negative."""
    for link in links:
        order = {"site": link["site"], "orderId": link["orderId"]}
        text = daemon.call("getQrCode", **order, format="text")["data"]
        svg = daemon.call("getQrCode", **order, format="svg", size=500, errorCorrection="H")["data"]
        png = daemon.call("getQrCode", **order, format="png")["data"]
        assert tool(program, path, link) == text.encode()
        assert tool(program, path, link, "--invert").decode() == text.translate(str.maketrans("█ ▀▄", " █▄▀"))
        options = ["--format", "svg", "--size", "500", "--error-correction", "H"]
        assert tool(program, path, link, *options) == svg.encode()
        assert tool(program, path, link, "--format", "png") == base64.b64decode(png)


def main():
    path, program, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    draw = random.Random(seed)
    daemon = Daemon(path)
    links = make_links(daemon, count)
    looks = collections.Counter()
    unread = []
    for link in links:
        for form in ("png", "svg", "text"):
            for kind in ("plain", draw.choice(["rotated", "scaled", "damaged"])):
                level = draw.choice("LMQH")
                parameters = {"site": link["site"], "orderId": link["orderId"], "format": form, "errorCorrection": level}
                if form != "text" and draw.random() < 0.5:
                    parameters["size"] = draw.randrange(150, 1000)
                code = daemon.call("getQrCode", **parameters)
                image = image_of(code)
                if "size" in parameters:
                    assert image.size == (parameters["size"], parameters["size"]), parameters
                image = changed(image, kind, level, draw)
                missed = []
                for reader in READERS:
                    number = decode(reader, image, link["url"])
                    looks[reader, number] += 1
                    if number == 0:
                        missed.append(reader)
                # A reader may not find a stained code at all, which says nothing of the code while another one reads it.
                if missed and (kind != "damaged" or len(missed) == len(READERS)):
                    unread += [(reader, kind, parameters) for reader in missed]
    expect_tool_agrees(daemon, program, path, links[:3])
    for reader in READERS:
        at_once, later = looks[reader, 1], sum(looks[reader, number] for number in range(2, len(LOOKS) + 1))
        print(f"{reader}: {at_once} codes at the first look, {later} at a later one, {looks[reader, 0]} not")
    for reader, kind, parameters in unread[:20]:
        print(f"{reader} does not read this code, {kind}: {parameters}")
    if unread:
        raise SystemExit(f"{len(unread)} of {6 * count * len(READERS)} readings failed with seed {seed}.")
    print(f"{count} links, {6 * count} codes read, those without damage by each of {', '.join(READERS)}")


main()
