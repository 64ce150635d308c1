#!/usr/bin/python3
"""The customer: reads the mail about an order, opens the link in a browser, and pays on the page.

usage: customer.py ORDER AMOUNT   with the mailbox in CUSTOMER_BOX and a folder for screenshots in CUSTOMER_SHOTS
"""

import email.policy
import mailbox
import os
import re
import sys
import time

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

order, amount = sys.argv[1:]


def link():
    """The link in the mail about the order, which may be on its way still."""
    for _ in range(100):
        for message in mailbox.mbox(
            os.environ["CUSTOMER_BOX"],
            factory=lambda file: email.message_from_binary_file(file, policy=email.policy.default),
        ):
            text = message.get_body(["plain"]).get_content()
            if re.search(rf": {re.escape(order)}\n", text):
                return re.search(r"^https?://\S+$", text, re.MULTILINE).group(0)
        time.sleep(0.1)
    sys.exit(f"No mail about {order} came.")


options = webdriver.ChromeOptions()
for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]:
    options.add_argument(argument)
options.add_argument("--window-size=390,844")
options.binary_location = "/usr/bin/chromium"
driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
try:
    driver.get(link())
    shown = driver.find_element(By.TAG_NAME, "body").text
    digits = re.sub(r"\D", "", amount)
    if order not in shown or digits not in re.sub(r"[.,\s]", "", shown):
        sys.exit(f"The page does not ask for {amount} for {order}: {shown!r}")
    driver.save_screenshot(f"{os.environ['CUSTOMER_SHOTS']}/{os.environ['PAYLINK_SITE']}-{order.split('-')[0].lower()}.png")
    buttons = driver.find_elements(By.CSS_SELECTOR, "form button, form input[type=submit]")
    # A page of this machine asks for a bank transfer, and has nothing to press.
    if buttons:
        driver.execute_script("window.isLeft = false")
        buttons[0].click()
        # A browser that is closed at once may not have sent the form; while the page changes there may be none to ask.
        WebDriverWait(driver, 30, ignored_exceptions=[WebDriverException]).until(
            lambda driver: driver.execute_script("return window.isLeft !== false && document.readyState === 'complete'")
        )
finally:
    driver.quit()
