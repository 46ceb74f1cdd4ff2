#!/usr/bin/env python3
"""Plants script and markup in every string of a session, makes the report, and looks in headless Chromium whether any of it lives.

    hostile.py KMEM

Each of some hundred known payloads would mark the page or ask a server here for something. Every report is opened twice: as written, and
without its content security policy, so that escaping alone has to hold. A page with the bare payloads proves that the detector works.
Needs only Python's standard library and Chromium.
"""
import http.server
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

# JS marks the page and calls the server; URL is the server. The classics of the OWASP and PortSwigger cheat sheets.
BASES = """
<script>JS</script>
<ScRiPt >JS</sCrIpT >
<script/x>JS</script>
<script\\n>JS</script>
<script src=URL></script>
<script src=//HOST/x></script>
<script type=module>import 'URL'</script>
<svg onload=JS>
<svg/onload="JS">
<svg><script>JS</script></svg>
<svg><script href=URL /></svg>
<svg><animate onbegin=JS attributeName=x dur=1s>
<svg><set attributeName=onload to=JS>
<svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg' onload='JS'/>#x"/>
<svg><foreignObject><img src=x onerror=JS></foreignObject></svg>
<svg><image href=URL onerror=JS></svg>
<svg><style><img src=x onerror="JS"></style></svg>
<svg><desc><img src=x onerror=JS></desc></svg>
<svg><title><style><img src=x onerror=JS></style></title></svg>
<img src=x onerror=JS>
<img src=`x` onerror=JS>
<img/src="x"/onerror="JS">
<img src=URL>
<img srcset="URL 1x">
<image src=x onerror=JS>
<body onload=JS>
<body background=URL>
<input autofocus onfocus=JS>
<input type=image src=URL onerror=JS>
<select autofocus onfocus=JS>
<textarea autofocus onfocus=JS>
<details open ontoggle=JS>
<video><source onerror=JS></video>
<video src=URL autoplay onerror=JS></video>
<video poster=URL></video>
<audio src=x onerror=JS>
<iframe src="javascript:parent.JS"></iframe>
<iframe srcdoc="<script>parent.JS</script>"></iframe>
<iframe src=URL></iframe>
<object data=URL></object>
<object data="javascript:JS"></object>
<embed src=URL>
<link rel=stylesheet href=URL>
<link rel=prefetch href=URL>
<link rel=import href=URL>
<meta http-equiv=refresh content="0;url=URL">
<meta http-equiv=refresh content="0;url=javascript:JS">
<base href=URL>
<style>@import 'URL';</style>
<style>*{background:url(URL)}</style>
<p style="background:url(URL)">
<p style="x:expression(JS)">
<table background=URL>
<marquee onstart=JS>
<form action=URL><input type=submit autofocus></form>
<a href="javascript:JS" autofocus onfocus=JS>x</a>
<math><mtext><table><mglyph><style><img src=x onerror=JS></style></table></mtext></math>
<noscript><p title="</noscript><img src=x onerror=JS>">
<template><script>JS</script></template><img src=x onerror=JS>
<xmp><p title="</xmp><img src=x onerror=JS>">
<!--><img src=x onerror=JS>-->
<![CDATA[><img src=x onerror=JS>]]>
<?xml-stylesheet href="URL"?>
<!DOCTYPE x [<!ENTITY e SYSTEM "URL">]>&e;
<xml:script xmlns:xml="http://www.w3.org/1999/xhtml">JS</xml:script>
<h:script xmlns:h="http://www.w3.org/1999/xhtml">JS</h:script>
&lt;script&gt;JS&lt;/script&gt;
&#60;img src=x onerror=JS&#62;
\\u003cimg src=x onerror=JS\\u003e
\\xc0\\xbcscript\\xc0\\xbeJS
+ADw-script+AD4-JS+ADw-/script+AD4-
javascript:JS
{{constructor.constructor('JS')()}}
${JS}
""".strip().splitlines()
BREAKS = ["", '">', "'>", "</title>", "</style></script>", "]]>-->", '" autofocus onfocus="JS" x="', "\u202e\u0000\u0007"]


def payloads(address):
    """Every base behind every way to break out, each with a number of its own."""
    found = []
    for number, (base, out) in enumerate((base, out) for base in BASES for out in BREAKS):
        script = f"document.documentElement.setAttribute('data-alive',{number})"
        text = (out + base).replace("JS", script).replace("URL", f"http://{address}/{number}").replace("HOST", address)
        found.append(text.replace("\\n", "\n"))
    return found


def session(texts):
    """A session whose every string holds the payloads."""
    text = " ".join(texts)
    host = {name: text for name in ["name", "kernel_release", "kernel_version", "machine", "boot_id", "vmap_stack_source"]}
    host["environment"] = {"hypervisor": text, "container": text, "lxcfs": False, "evidence": texts}
    host["vmap_stack"] = True
    names = ["Slab", "VmallocUsed", "KernelStack", "PageTables", "Percpu", "MemTotal"]
    lines = [{"kmem": "session", "version": 1, "recorder": text, "label": text, "start": 1795387029000, "interval_ms": 1000,
              "host": host, "columns": ["time", *names, *(one[:200] for one in texts)], "counts": texts}]
    for second in range(120):
        time = 1795387029000 + second * 1000
        lines.append([time, 90000 + second * 90, 20000, 9000, 8000 + second % 9, 700, 24000000, *([1] * len(texts))])
        if second < len(texts):
            lines.append({"event": "mark", "time": time, "text": texts[second]})
    now = {"time": 1795387150000}
    lines += [{"event": "command_start", **now, "command": text}, {"event": "remark", **now, "text": text, "file": text},
              {"event": "columns", **now, "added": texts, "removed": texts}, {"event": text, **now},
              {"event": "end", **now, "reason": text}]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


class Trap:
    """A server that notes who asks it for anything."""

    def __init__(self):
        self.asked = asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_response(404)
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def dom(page):
    """The document after its scripts had their time, and the console's lines."""
    program = shutil.which("chromium") or shutil.which("google-chrome") or sys.exit("hostile.py: there is no Chromium")
    with tempfile.TemporaryDirectory() as profile:
        run = subprocess.run(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0", "--virtual-time-budget=3000",
             f"--user-data-dir={profile}", "--dump-dom", page.as_uri()], capture_output=True, timeout=180)
    errors = run.stderr.decode(errors="replace").splitlines()
    return run.stdout.decode(errors="replace"), [line for line in errors if "CONSOLE" in line or "javascript_dialog" in line.lower()]


def alive(page, trap):
    """What of the payloads lives in a page."""
    del trap.asked[:]
    document, console = dom(page)
    wrong = [f"asked for {path}" for path in trap.asked if path != "/favicon.ico"]
    wrong += [f"the console says {line}" for line in console]
    wrong += [f"the page is marked by {number}" for number in re.findall(r'<html[^>]*data-alive="(\d+)"', document)]
    # Attributes of real tags alone: in text, < stands as &lt;.
    # The page's own icon and its findings, once each and with nothing in them that could be markup.
    document = re.sub(r'<link rel="icon" href="data:image/svg\+xml,[A-Za-z0-9%.-]+" ?/?>', "", document, count=1)
    document = re.sub(r'<script id="findings" type="application/json">[^<>&]*</script>', "", document, count=1)
    tags = re.findall(r"<([a-zA-Z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.sub(r"(?s)<(style|script)>.*?</\1>", r"<\1></\1>", document))
    wrong += [f"<{name}> is in the page" for name in sorted({name.lower() for name, _ in tags} & {
        "iframe", "object", "embed", "img", "link", "base", "form", "input", "video", "audio", "use", "image", "animate", "set", "foreignobject",
        "math", "template", "marquee", "frame", "applet", "portal", "textarea", "select"})]
    wrong += ["there are %d scripts" % count for count in [sum(name.lower() == "script" for name, _ in tags)] if count != 1]
    for name, attributes in tags:
        bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", attributes)
        wrong += [f"<{name}{attributes[:80]}> has an event attribute" for _ in re.findall(r"\son\w+\s*=", bare)[:1]]
        if re.search(r"\s(?:href|src|xlink:href|srcset|action)=(?![\"']?(?:#|https://))", attributes): wrong.append(f"<{name}{attributes[:80]}> leads away")
    return wrong


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: hostile.py KMEM")
    trap, failed = Trap(), False
    texts = payloads(trap.address)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "bare.html").write_text("<!DOCTYPE html><title>x</title>" + "\n".join(texts[::8][:20]))
        found = alive(folder / "bare.html", trap)
        if not any("asked" in one for one in found) or not any("marked" in one for one in found):
            sys.exit(f"hostile.py: the detector sees nothing where everything lives: {found[:5]}")
        step = 64
        for first in range(0, len(texts), step):
            part = texts[first:first + step]
            (folder / "s.jsonl").write_text(session(part), errors="surrogatepass")
            run = subprocess.run([sys.argv[1], "report", "s.jsonl", "-o", "r.html"], cwd=folder, capture_output=True, timeout=120)
            if run.returncode:
                sys.exit(f"hostile.py: kmem report failed: {run.stderr.decode(errors='replace')}")
            page = (folder / "r.html").read_text()
            bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
            assert bare != page, "the page has no policy"
            planted = sum(1 for text in part if re.sub(r"\W", "", text)[:40] in re.sub(r"\W", "", page.replace("&lt;", "").replace("&gt;", "").replace("&amp;", "&")))
            (folder / "n.html").write_text(bare)
            wrong = [f"as written: {one}" for one in alive(folder / "r.html", trap)]
            wrong += [f"without its policy: {one}" for one in alive(folder / "n.html", trap)]
            print(f"payloads {first} to {first + len(part) - 1}: {'; '.join(wrong[:5]) if wrong else f'none lives, {planted} stand in the page as text'}", flush=True)
            failed = failed or bool(wrong) or planted < len(part) // 2
    sys.exit(1 if failed else 0)


main()
