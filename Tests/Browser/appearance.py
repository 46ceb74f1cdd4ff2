#!/usr/bin/env python3
"""Takes pictures of reports at four widths in both themes, prints them on A4 and Letter, and measures how they come up.

    appearance.py FOLDER REPORT.html…

Pictures and prints are kept in FOLDER for a look. Wrong are: a message on the console, a page wider than a narrow window, anything that
moves while the page comes up, a print whose pages are not as they should be. The time to the first paint is told, not judged.
Needs Chromium and pdftotext.
"""
import pathlib
import statistics
import subprocess
import sys

from devtools import Browser

WIDTHS = (360, 768, 1280, 1920)
PAPERS = {"a4": (8.27, 11.69), "letter": (8.5, 11)}
# What moved, once everything that is on its way has come.
SHIFT = """new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; })).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 200);
})"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


# How far down the commands of the first screen end, pixels; nothing where there is nothing to run.
RUN = "(run => run ? run.getBoundingClientRect().bottom : 0)(document.querySelector('.run'))"
REACH = {360: 1480, 1280: 900}
# Cells of running text that are narrower than eight letters.
NARROW = """
(() => Array.from(document.querySelectorAll('td, th, dd')).filter(cell => {
  const style = getComputedStyle(cell), text = cell.innerText.trim();
  const inside = cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return cell.checkVisibility() && text.split(/\\s+/).length > 3 && inside > 1 && inside < 8 * parseFloat(style.fontSize);
}).map(cell => cell.innerText.trim().slice(0, 40)).slice(0, 5).join(' | '))()
"""
# What stands above the folds, in words and in screens.
WORDS = """
(() => {
  const body = document.body.cloneNode(true);
  body.querySelectorAll('svg, script, button, .readout').forEach(part => part.remove());
  body.querySelectorAll('details:not([open])').forEach(fold => Array.from(fold.children).slice(1).forEach(part => part.remove()));
  return body.textContent.split(/\\s+/).filter(word => word).length;
})()
"""
MOST_WORDS = {"thread-leak": 900}
MOST_HEIGHT = {"steady-host": 2700}
# Texts of cells that are broken into lines of a letter or two.
CRUSHED = """
(() => {
  const crushed = [];
  for (const cell of document.querySelectorAll('td, th')) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(text);
      const lines = new Set([...range.getClientRects()].filter(box => box.width).map(box => Math.round(box.top)));
      const length = text.data.trim().length;
      if (lines.size >= 3 && length / lines.size < 4) crushed.push(text.data.trim().slice(0, 40));
    }
  }
  return crushed.slice(0, 5).join(' | ');
})()
"""


def pictures(browser, report, name, folder):
    """One picture a width and theme."""
    wrong = []
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            browser.look(width=width, scheme=scheme)
            browser.open(report.as_uri())
            browser.settle()
            shift, wide = browser.run(SHIFT), browser.run("document.documentElement.scrollWidth")
            if shift: wrong.append(f"at {width} px things move by {shift:.4f} while the page comes up")
            if wide > width: wrong.append(f"at {width} px the page is {wide} px wide")
            low = browser.run(RUN)
            if low > REACH.get(width, low): wrong.append(f"at {width} px what to run now ends at {low:.0f} px")
            browser.run("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
            narrow = browser.run(NARROW)
            if narrow: wrong.append(f"at {width} px cells are narrower than 8 em: {narrow}")
            opened = browser.run("document.documentElement.scrollWidth")
            if opened > width: wrong.append(f"at {width} px the page is {opened} px wide with its folds open")
            crushed = browser.run(CRUSHED)
            browser.run("document.querySelectorAll('details').forEach(fold => { fold.open = false; })")
            if crushed: wrong.append(f"at {width} px cells have lines of a letter or two: {crushed}")
            wrong += [f"console: {line}" for line in browser.console]
            browser.picture(folder / f"{name}-{width}-{scheme}.png")
    return wrong


def length(browser, report, name):
    """What a reader meets before any fold is opened."""
    browser.look(width=1280)
    browser.open(report.as_uri())
    browser.settle()
    words, height = browser.run(WORDS), browser.run("document.documentElement.scrollHeight")
    wrong = []
    if words > MOST_WORDS.get(name, words): wrong.append(f"{words} words stand above the folds")
    if height > MOST_HEIGHT.get(name, height): wrong.append(f"the page is {height} px long before the folds")
    print(f"{name}: {words} words and {height} px before the folds")
    return wrong


def prints(browser, report, name, folder):
    """One print a paper; the first page stands alone, and no page is almost empty."""
    wrong, counts = [], []
    browser.look(width=1280)
    browser.open(report.as_uri())
    heading = browser.run("document.querySelector('h1').innerText")
    for paper, (width, height) in PAPERS.items():
        file = folder / f"{name}-{paper}.pdf"
        browser.pdf(file, width, height)
        run = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
        pages = run.stdout.decode().split("\f")[:-1]
        counts.append(len(pages))
        first = " ".join(pages[0].split())
        if " ".join(heading.split())[:16] not in first: wrong.append(f"{paper}: the first page lacks the heading")
        is_compared = heading.endswith(", compared")
        if ("Before the job" if is_compared else "At the end") not in first: wrong.append(f"{paper}: the first page lacks the table")
        if "All five together" in first: wrong.append(f"{paper}: the first page does not stand alone")
        wrong += [f"{paper}: page {number} is almost empty" for number, page in enumerate(pages[:-1], 1) if len(page.split()) < 50]
        if not (2 if is_compared else 4) <= len(pages) <= 20: wrong.append(f"{paper}: {len(pages)} pages")
        for part in ("The same as a table", "Copy"):
            if any(part in page for page in pages): wrong.append(f"{paper}: '{part}' is printed")
        # The table is folded away on the screen and holds nine moments.
        if not is_compared and not any("Time (UTC)" in page for page in pages): wrong.append(f"{paper}: what is folded on the screen is not printed")
    return wrong, counts


def paint(browser, report):
    """The median of five first paints, milliseconds after the navigation began."""
    times = []
    browser.look(width=1280)
    for _ in range(5):
        browser.open(report.as_uri())
        browser.settle()
        times.append(browser.run(PAINT))
    return statistics.median(times)


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    failed = False
    with Browser() as browser:
        for argument in sys.argv[2:]:
            report = pathlib.Path(argument).resolve()
            name = report.parent.name if report.name == "report.html" else report.stem
            wrong = pictures(browser, report, name, folder) + length(browser, report, name)
            found, pages = prints(browser, report, name, folder)
            wrong += found
            print(f"{name}: first paint {paint(browser, report):.0f} ms, {pages[0]} pages of A4, {pages[1]} of Letter", *dict.fromkeys(wrong), sep="\n  ", flush=True)
            failed = failed or bool(wrong)
    print(f"Pictures and prints are in {folder}")
    sys.exit(1 if failed or not sys.argv[2:] else 0)


main()
