#!/usr/bin/env python3
"""Opens reports in headless Chromium: from disk, and as Jenkins serves artifacts (scripts and styles blocked).

    browser.py REPORT.html…

Checks for each: no console message but the policy's own, every heading and every chart in the document, and the colours
of all five dimensions in the picture. Needs only Python's standard library and Chromium.
"""
import http.server
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import zlib

JENKINS = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';"
COLOURS = {"Slab": "0072b2", "VmallocUsed": "56b4e9", "KernelStack": "009e73", "PageTables": "e69f00", "Percpu": "cc79a7"}
HEADINGS = ["All five together", *COLOURS, "Host and environment", "How well it was recorded", "How to read this report"]
# A page that compares sessions has a chart for each counter, and no host of its own.
COMPARED = ["At a glance", *COLOURS]


def serve(folder):
    """Serves a folder on a free loopback port under Jenkins' policy."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def end_headers(self):
            self.send_header("Content-Security-Policy", JENKINS)
            super().end_headers()

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def chromium(*arguments):
    """Runs Chromium on one page; returns standard output and the console's lines."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        sys.exit("browser.py: there is no Chromium; on Debian: apt-get install chromium")
    with tempfile.TemporaryDirectory() as profile:
        run = subprocess.run(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr", "--v=0",
             f"--user-data-dir={profile}", *arguments], capture_output=True, timeout=120)
    console = [line for line in run.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
    return run.stdout.decode(errors="replace"), console


def colours(png):
    """The set of rrggbb in a PNG of 8-bit RGB or RGBA without interlacing."""
    data, place, packed = png.read_bytes(), 8, b""
    while place < len(data):
        size, kind = int.from_bytes(data[place:place + 4]), data[place + 4:place + 8]
        body = data[place + 8:place + 8 + size]
        if kind == b"IHDR":
            width, height, channels = int.from_bytes(body[:4]), int.from_bytes(body[4:8]), 4 if body[9] == 6 else 3
        packed += body if kind == b"IDAT" else b""
        place += 12 + size
    raw, stride, above, seen = zlib.decompress(packed), width * channels, bytearray(width * channels), set()
    for row in range(height):
        start = row * (stride + 1)
        line, filtering = bytearray(raw[start + 1:start + 1 + stride]), raw[start]
        for i in range(stride):
            left = line[i - channels] if i >= channels else 0
            corner = above[i - channels] if i >= channels else 0
            if filtering == 1: line[i] = (line[i] + left) & 255
            elif filtering == 2: line[i] = (line[i] + above[i]) & 255
            elif filtering == 3: line[i] = (line[i] + (left + above[i]) // 2) & 255
            elif filtering == 4:
                guess = left + above[i] - corner
                distances = (abs(guess - left), abs(guess - above[i]), abs(guess - corner))
                line[i] = (line[i] + (left, above[i], corner)[distances.index(min(distances))]) & 255
        seen.update(bytes(line[i:i + 3]) for i in range(0, stride, channels))
        above = line
    return {colour.hex() for colour in seen}


def check(address, name, allowed):
    """Opens one address twice, for the document and for the picture; returns what is wrong."""
    wrong = []
    document, console = chromium("--dump-dom", address)
    wrong += [f"console: {line}" for line in console if not allowed or not re.search(allowed, line)]
    headings = COMPARED if ", compared</title>" in document else HEADINGS
    wrong += [f"the heading '{heading}' is missing" for heading in headings if heading not in document]
    charts = len(re.findall(r'<svg[^>]*class="chart"', document))
    missing = document.count("not reported in this session")
    if charts + missing < 7: wrong.append(f"{charts} charts instead of at least 7")
    with tempfile.TemporaryDirectory() as folder:
        picture = pathlib.Path(folder) / "page.png"
        chromium(f"--screenshot={picture}", "--window-size=1000,3000", address)
        seen = colours(picture)
    wrong += [f"the colour of {dimension} is not in the picture" for dimension, colour in COLOURS.items() if colour not in seen]
    print(f"{name}: {'; '.join(wrong) if wrong else f'{charts} charts, no console error'}")
    return wrong


def main():
    wrong = []
    for argument in sys.argv[1:]:
        report = pathlib.Path(argument).resolve()
        wrong += check(report.as_uri(), f"{report.name} from disk", None)
        server = serve(report.parent)
        address = f"http://127.0.0.1:{server.server_address[1]}/{report.name}"
        wrong += check(address, f"{report.name} as Jenkins serves it", r"Content Security Policy|sandboxed|favicon")
        server.shutdown()
    sys.exit(1 if wrong or not sys.argv[1:] else 0)


main()
