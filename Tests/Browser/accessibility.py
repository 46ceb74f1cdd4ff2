#!/usr/bin/env python3
"""Runs axe-core on reports: both themes, a wide and a narrow window, folds open. No violation is allowed.

    accessibility.py REPORT.html…

Needs Chromium, and axe-core from the PyPI package axe-core-python.
"""
import pathlib
import sys

import axe_core_python
from devtools import Browser

AXE = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = f"""axe.run(document, {{runOnly: {TAGS}}}).then(result => ({{
  checks: result.passes.length,
  wrong: result.violations.map(one => `${{one.id}}: ${{one.help}} (${{one.nodes.length}}): ${{one.nodes[0].html.slice(0, 200)}}: ${{one.nodes[0].failureSummary}}`)
}}))"""


def check(browser, report):
    """What axe finds in one report, in four looks."""
    wrong, checks = [], []
    for scheme in ("light", "dark"):
        for width in (1280, 360):
            browser.look(width=width, scheme=scheme)
            browser.open(report.as_uri())
            browser.run("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
            browser.run(AXE + "; 0")
            found = browser.run(RUN)
            checks.append(found["checks"])
            wrong += [f"{scheme}, {width} px: {one}" for one in found["wrong"]]
    print(f"{report.parent.name}/{report.name}: {len(wrong)} violations, {min(checks)} rules passed in each of {len(checks)} looks", *wrong, sep="\n  ")
    return wrong or min(checks) < 20


def main():
    with Browser() as browser:
        failed = [check(browser, pathlib.Path(one).resolve()) for one in sys.argv[1:]]
    sys.exit(1 if any(failed) or not failed else 0)


main()
