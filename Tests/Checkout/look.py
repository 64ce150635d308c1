"""Looks at the checkout page as customers do, and as mail scanners do.

usage: look.py PAYLINK ADDRESS TEXTS AXE FOLDER
"""

import email.policy
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

PAYLINK, ADDRESS, TEXTS, AXE, FOLDER = sys.argv[1:]
LANGUAGES = {"en": "en_US", "nl": "nl_NL", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "it": "it_IT"}
SIZES = {"phone": (390, 844), "desk": (1280, 900)}

with open(TEXTS, encoding="utf-8") as file:
    texts = json.load(file)
with open(AXE, encoding="utf-8") as file:
    axe = file.read()
checked = {"pages": 0, "findings": 0}


def check(holds, what):
    if not holds:
        sys.exit(f"This does not hold: {what}")


def call(method, **params):
    """One call over a connection of its own; the result, or the error."""
    stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    for _ in range(200):
        try:
            stream.connect(os.environ["PAYLINK_SOCKET"])
            break
        except OSError:
            time.sleep(0.05)
    request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    with stream, stream.makefile("rw", encoding="utf-8") as lines:
        lines.write(json.dumps(request) + "\n")
        lines.flush()
        answer = json.loads(lines.readline())
    return answer.get("result", answer.get("error"))


def make(order, language="en", **terms):
    customer = {"firstName": "Jorien", "lastName": "Visser", "locale": LANGUAGES[language]}
    standard = {"currency": "EUR", "amount": 124995, "description": "Repair, ordered by \"telephone\" & mail"}
    link = call("generateLink", **{"orderId": order, "customer": customer, **standard, **terms})
    check("url" in link, f"{order} is made: {link}")
    return link


def report(order, status, **more):
    check("code" not in call("recordPayment", orderId=order, status=status, **more), f"{order} becomes {status}")


def dead_links():
    """One link for each reason why a link can't be paid, by the reason."""
    links = {}
    for status in ["uncleared", "completed", "declined"]:
        links[status] = make(f"D-{status}")["url"]
        report(f"D-{status}", status)
    for status, amount in [("refunded", 124995), ("partialRefunded", 1000), ("chargedback", 124995)]:
        wire = {"partialRefunded": "partial_refunded"}.get(status, status)
        links[status] = make(f"D-{status}")["url"]
        report(f"D-{status}", "completed")
        report(f"D-{status}", wire, amount=amount)
    links["cancelled"] = make("D-cancelled")["url"]
    call("cancelLink", orderId="D-cancelled")
    links["superseded"] = make("D-superseded")["url"]
    call("duplicateTransaction", orderId="D-superseded", newOrderId="D-successor", supersede=True)
    links["duplicate"] = make("D-duplicate")["url"]
    call("duplicateTransaction", orderId="D-duplicate", newOrderId="D-other")
    report("D-other", "completed")
    links["openedTooOften"] = make("D-opened")["url"]
    for _ in range(20):
        call("resolveLink", url=links["openedTooOften"])
    links["expired"] = make("D-expired", secondsActive=1)["url"]
    while call("getLink", orderId="D-expired")["status"] != "expired":
        time.sleep(0.1)
    links["unknown"] = ADDRESS + "0" * 32
    return links


def browser():
    options = webdriver.ChromeOptions()
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]:
        options.add_argument(argument)
    options.binary_location = "/usr/bin/chromium"
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def look(driver, url, name, language, size):
    """Opens a page, keeps a picture of all of it, and has axe-core look for what shuts people out."""
    width, height = SIZES[size]
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": language}})
    driver.get(url)
    overflow = driver.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
    check(overflow <= 0, f"{name} in {language} fits a {size}, but is {overflow} pixels too wide")
    full = driver.execute_script("return document.documentElement.scrollHeight")
    metrics["height"] = max(height, full)
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.save_screenshot(f"{FOLDER}/{name}-{language}-{size}.png")
    driver.execute_script(axe)
    found = driver.execute_async_script("axe.run().then(arguments[arguments.length - 1])")["violations"]
    for violation in found:
        print(f"{name} in {language}, {size}: {violation['id']}: {violation['help']}", file=sys.stderr)
    checked["pages"] += 1
    checked["findings"] += len(found)
    check(driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == language, f"{name} is in {language}")
    return driver.find_element(By.TAG_NAME, "main").text


def look_at_dead_links(driver):
    links = dead_links()
    # Two more that no link of a local site gets into by itself.
    missing = set(texts["en"]["states"]) - set(links) - {"pending", "failed", "unreachable"}
    check(not missing, f"every state is looked at, but not {missing}")
    for state, url in links.items():
        for language in LANGUAGES:
            for size in SIZES:
                shown = look(driver, url, state, language, size)
                for text in texts[language]["states"][state]:
                    check(text in shown, f"{state} in {language} says {text!r}: {shown!r}")
    successor = call("getLink", orderId="D-successor")["url"]
    driver.get(links["superseded"])
    driver.find_element(By.CSS_SELECTOR, "a.button").click()
    check(driver.current_url == successor, "a superseded link leads to the one that took its place")


def look_at_payable_links(driver):
    amounts = {"en": "€ 1,049.95", "nl": "€ 1.049,95", "de": "1.049,95 €", "es": "1.049,95 €", "it": "1.049,95 €"}
    for language in LANGUAGES:
        link = make(f"P-{language}", language, redirectUrl="https://shop.example/done", cancelUrl="https://shop.example/")
        report(f"P-{language}", "completed", amount=20000)
        for size in SIZES:
            # The customer's language comes before the browser's.
            shown = look(driver, link["url"], "payable", language, size).replace("\u00a0", " ").replace("\u202f", " ")
            wanted = amounts.get(language, "1 049,95 €")
            check(shown.count(wanted) == 2, f"{language} asks for what is due, {wanted}, twice: {shown!r}")
            check("\"telephone\" & mail" in shown, f"{language} shows the description as it is: {shown!r}")
    for currency, amount, wanted in [("JPY", 1250, "JPY 1,250"), ("KWD", 1250, "KWD 1.250")]:
        link = make(f"P-{currency}", currency=currency, amount=amount)
        shown = look(driver, link["url"], f"payable-{currency}", "en", "phone").replace("\u00a0", " ")
        check(wanted in shown, f"{currency} has its own decimals, {wanted}: {shown!r}")


def fetch(url, method="GET"):
    request = urllib.request.Request(url, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.status, answer.headers, answer.read().decode()


def look_for_readme(driver):
    """The picture of README.md; proto-docs/pictures/checkout.png is its upper part."""
    link = make("A-1000", amount=124995, description="Two chairs, oak", customer={"locale": "en_US"})
    look(driver, link["url"], "readme", "en", "phone")


def look_at_openings(driver):
    url = make("O-1")["url"]
    for method in ["GET", "HEAD", "GET"]:
        status, headers, _ = fetch(url, method)
        check(status == 200 and headers["Cache-Control"] == "no-store", f"{method} shows the page to a scanner")
    check(call("getLink", orderId="O-1")["openings"] == 0, "a scanner does not open a link")
    driver.get(url)
    driver.refresh()
    check(call("getLink", orderId="O-1")["openings"] == 1, "a person opens it once, also with a reload")


def look_at_mails(driver):
    """The HTML of a mail in each language, with its picture, as a mail program shows it."""
    for language in LANGUAGES:
        customer = {"firstName": "Jorien", "lastName": "Visser", "email": "visser@mail.example"}
        make(f"M-{language}", customer={**customer, "locale": LANGUAGES[language]})
        raw = subprocess.run([PAYLINK, "mail", f"M-{language}"], capture_output=True, check=True).stdout
        message = email.message_from_bytes(raw, policy=email.policy.strict)
        with open(f"{FOLDER}/mail-{language}.png", "wb") as file:
            file.write(next(part for part in message.walk() if part.get_content_type() == "image/png").get_content())
        page = f"{FOLDER}/mail-{language}.html"
        with open(page, "w", encoding="utf-8") as file:
            html = message.get_body(["html"]).get_content()
            file.write(html.replace("cid:code@paylink", f"mail-{language}.png"))
        for size in SIZES:
            shown = look(driver, f"file://{os.path.abspath(page)}", "mail", language, size)
            check(f"M-{language}" in shown and "Example Shop" in shown, f"the mail in {language} has all: {shown!r}")
            check("\"telephone\" & mail" in shown, f"the mail in {language} shows the description: {shown!r}")
        read = subprocess.run(
            ["zbarimg", "--quiet", "--raw", f"{FOLDER}/mail-{language}-phone.png"], capture_output=True, text=True
        )
        check(read.stdout.strip() == call("getLink", orderId=f"M-{language}")["url"], f"its code is read: {read}")


def look_by_code(driver):
    """From a QR code on paper to the page, to the payment."""
    url = make("Q-1", "nl")["url"]
    picture = f"{FOLDER}/code.png"
    with open(picture, "wb") as file:
        subprocess.run([PAYLINK, "qr", "Q-1", "--format", "png", "--size", "400"], stdout=file, check=True)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", picture], capture_output=True, text=True, check=True)
    check(read.stdout.strip() == url, f"the code leads to {url}: {read.stdout!r}")
    shown = look(driver, read.stdout.strip(), "scanned", "nl", "phone")
    check("Q-1" in shown, f"the code leads to its order: {shown!r}")
    subprocess.run([PAYLINK, "pay", "Q-1", "1249.95"], check=True, stdout=subprocess.DEVNULL)
    shown = look(driver, url, "paid", "nl", "phone")
    check(texts["nl"]["states"]["completed"][0] in shown, f"the page knows of the payment: {shown!r}")


driver = browser()
try:
    look_for_readme(driver)
    look_at_openings(driver)
    look_at_payable_links(driver)
    look_at_dead_links(driver)
    look_at_mails(driver)
    if "qr" in subprocess.run([PAYLINK, "--help"], capture_output=True, text=True, check=True).stdout.split():
        look_by_code(driver)
finally:
    driver.quit()
print(f"{checked['pages']} pages looked at, {checked['findings']} findings of axe-core")
check(checked["findings"] == 0, "axe-core finds nothing")
