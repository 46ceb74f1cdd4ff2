#!/usr/bin/env python3
"""Uses a report as its readers do, in headless Chromium: zoom by mouse, by keys and by address, copy, save, follow links into folds, print; and without script.

    comfort.py REPORT.html

Needs only Python's standard library and Chromium.
"""
import csv
import datetime
import json
import pathlib
import re
import sys

from devtools import Browser

CHART = "document.querySelector('#together svg.chart')"
RANGE = re.compile(r"^#t=([0-9T:.-]+Z)/([0-9T:.-]+Z)$")
COPY = """(async () => {
  const got = [];
  Object.defineProperty(navigator, 'clipboard', {configurable: true, value: %s});
  document.execCommand = () => { const area = document.activeElement; got.push(area.value.slice(area.selectionStart, area.selectionEnd)); return true; };
  document.querySelectorAll('details').forEach(fold => { fold.open = true; });
  document.querySelectorAll('button[aria-label^=Copy]').forEach(button => button.click());
  await new Promise(done => setTimeout(done, 50));
  return got;
})()"""


def milliseconds(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000


class Reader:
    """A browser with one report open, and what went wrong so far."""

    def __init__(self, browser, report):
        self.browser, self.address, self.wrong = browser, report.as_uri(), []
        browser.look()

    def expect(self, what, holds):
        if not holds: self.wrong.append(what)

    def range(self):
        """The range in the address, milliseconds; None where there is none."""
        found = RANGE.match(self.browser.run("location.hash"))
        return tuple(milliseconds(one) for one in found.groups()) if found else None

    def times(self):
        """The labels of the time axis, in every chart the same."""
        labels = self.browser.run("Array.from(document.querySelectorAll('svg.chart .time')).map(one => one.textContent)")
        self.expect(f"the time axes differ: {labels}", len(set(labels)) == 1)
        return labels[0]

    def open(self, fragment=""):
        self.browser.open(self.address + fragment)
        return self

    def zoom(self):
        browser = self.open().browser
        start, end = browser.run(f"[{CHART}.dataset.start, {CHART}.dataset.end].map(Number)")
        whole = self.times()
        left, top, width, height = browser.run(f"({CHART}.scrollIntoView(), (box => [box.left, box.top, box.width, box.height])({CHART}.getBoundingClientRect()))")
        plot = [left + width * number / 960 for number in browser.run(f"[{CHART}.dataset.left, {CHART}.dataset.right].map(Number)")]
        browser.drag(plot[0] + (plot[1] - plot[0]) * .25, plot[0] + (plot[1] - plot[0]) * .75, top + height / 2)
        found = self.range()
        wanted = (start + (end - start) * .25, start + (end - start) * .75)
        self.expect(f"dragging gives {found} instead of {wanted}", found and all(abs(a - b) < (end - start) / 300 for a, b in zip(found, wanted)))
        zoomed, fragment = self.times(), browser.run("location.hash")
        self.expect("the time axis did not change", zoomed != whole)
        bar = browser.run("document.querySelector('.readout').innerText")
        self.expect(f"the range is not told: {bar}", "Zoomed to" in bar and "Whole session" in bar)
        self.open(fragment)
        self.expect("the address does not restore the range", self.range() == found and self.times() == zoomed)
        browser.run(f"location.hash = '#t={int(found[0])}/{int(found[1])}', new Promise(done => setTimeout(done, 100))")
        self.expect("a changed address does not zoom", self.times() == zoomed)
        browser.run(f"{CHART}.focus()")
        browser.key("Escape")
        self.expect("Escape does not show the whole session", self.range() is None and self.times() == whole)
        for key, shift in [("PageDown", False), ("[", False), ("PageDown", False), ("PageDown", False), ("]", False), ("Enter", False)]:
            browser.key(key, shift)
        keyed = self.range()
        share = keyed and (keyed[1] - keyed[0]) / (end - start)
        self.expect(f"[ and ] chose {share} of the session", share and .1 < share < .2)
        browser.key("Escape")
        for _ in range(3): browser.key("PageDown", True)
        browser.key("Enter")
        self.expect("Shift and PageDown choose nothing", self.range() is not None)
        for bad in ("#t=", "#t=x/y", "#t=9/1", "#t=1970-01-01/1971-01-01", "#t=%E0%A4%A/1", "#Slab"):
            self.open(bad)
            self.expect(f"{bad} zooms", self.times() == whole)
            self.expect(f"{bad}: {browser.console}", not browser.console)

    def copying(self):
        for clipboard in ("{writeText: text => { got.push(text); return Promise.resolve(); }}", "{writeText: () => Promise.reject()}", "undefined"):
            texts = self.open().browser.run(COPY % clipboard)
            commands = self.browser.run("Array.from(document.querySelectorAll('.run code')).map(one => one.textContent)")
            findings = [text for text in texts if text not in commands]
            self.expect(f"{len(texts)} texts are copied with {clipboard}", len(texts) == 6 + len(commands) and len(findings) == 6)
            self.expect(f"a copy lacks heading, table or sentence: {findings}", all(text.startswith("### ") and "\n| --- |" in text for text in findings))

    def saving(self):
        """What the page gives as files is what it holds."""
        browser = self.open().browser
        got = browser.run("""(async () => {
          const got = {}, blobs = {};
          URL.createObjectURL = blob => { const name = 'blob:' + Object.keys(blobs).length; blobs[name] = blob; return name; };
          HTMLAnchorElement.prototype.click = function () { got[this.download] = blobs[this.href]; };
          document.querySelectorAll('#data button').forEach(button => button.click());
          await new Promise(done => setTimeout(done, 1000));
          for (const name of Object.keys(got)) got[name] = await got[name].text();
          return got;
        })()""")
        self.expect(f"the files are {sorted(got)}", sorted(got) == ["findings.json", "samples.csv", "session.jsonl"])
        verdict = browser.run("document.querySelector('.headline').dataset.verdict")
        self.expect("the findings have another verdict", json.loads(got["findings.json"])["verdict"] == verdict)
        lines = [json.loads(line) for line in got["session.jsonl"].splitlines()]
        samples = [line for line in lines if isinstance(line, list)]
        rows = list(csv.DictReader(got["samples.csv"].splitlines()))
        columns = lines[0]["columns"]
        self.expect(f"{len(rows)} rows of {len(samples)} samples", len(rows) == len(samples) > 0)
        for name in ("Slab", "MemAvailable"):
            self.expect(f"{name} differs", [int(row[name]) for row in rows] == [sample[columns.index(name)] for sample in samples])
        self.expect("the times differ", [milliseconds(row["time"]) for row in rows] == [sample[0] for sample in samples])

    def links(self):
        """A link to a section, or to what is inside a fold, opens the fold."""
        for name in ("host", "Percpu", "reading"):
            browser = self.open("#" + name).browser
            opened = browser.run(f"document.querySelector('#{name} details').open")
            self.expect(f"#{name} stays folded", opened)
            browser = self.open().browser
            browser.run(f"document.querySelector('#{name} a[href*={name}]').click(), new Promise(done => setTimeout(done, 100))")
            self.expect(f"the sign beside the heading of {name} leads nowhere", browser.run("location.hash") == "#" + name)
            self.expect(f"{name} is folded behind its own link", browser.run(f"document.querySelector('#{name} details').open"))
        dead = self.open().browser.run("Array.from(document.links).map(one => one.hash.slice(1)).filter(name => name ? !document.getElementById(name) : false)")
        self.expect(f"links lead nowhere: {dead}", not dead)

    def folds(self):
        browser = self.open().browser
        folded = "document.querySelectorAll('details:not([open])').length"
        before = browser.run(folded)
        during = browser.run(f"(dispatchEvent(new Event('beforeprint')), {folded})")
        after = browser.run(f"(dispatchEvent(new Event('afterprint')), {folded})")
        self.expect(f"folds: {before} on the screen, {during} in print, {after} again", before == after and before > during == 0)

    def bare(self):
        self.browser.call("Emulation.setScriptExecutionDisabled", value=True)
        self.open()
        left = self.browser.run("document.querySelectorAll('button, .tools, .readout, [tabindex], .choice').length")
        self.expect("without script there are controls that do nothing", left == 0)
        self.browser.call("Emulation.setScriptExecutionDisabled", value=False)


def main():
    if len(sys.argv) != 2: sys.exit("usage: comfort.py REPORT.html")
    with Browser() as browser:
        reader = Reader(browser, pathlib.Path(sys.argv[1]).resolve())
        for use in (reader.zoom, reader.copying, reader.saving, reader.links, reader.folds, reader.bare):
            use()
            reader.expect(f"console: {browser.console}", not browser.console)
    print("\n".join(reader.wrong) or "zoom by mouse, keys and address, copies, saved files, links, folds, and nothing of it without script: all as it should be")
    sys.exit(1 if reader.wrong else 0)


main()
