"""Headless Chromium, driven over a pipe with the DevTools protocol: nothing but Python's standard library."""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time


class Browser:
    """One Chromium with one tab. Use it in a `with` statement."""

    def __init__(self):
        program = shutil.which("chromium") or shutil.which("google-chrome")
        if not program:
            sys.exit("There is no Chromium; on Debian: apt-get install chromium")
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()
        # Chromium reads file descriptor 3 and writes 4. The pipes' own numbers may be among these, hence the detour.
        command = f"exec 8<&{to_browser} 9>&{from_browser}; exec 3<&8 4>&9 8<&- 9>&-; exec \"$@\""
        self.process = subprocess.Popen(
            ["bash", "-c", command, "chromium", program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--remote-debugging-pipe", "--no-first-run", f"--user-data-dir={self.profile.name}", "about:blank"],
            pass_fds=(to_browser, from_browser), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.number, self.pending, self.events, self.console, self.session = 0, b"", [], [], None
        target = next(one for one in self.call("Target.getTargets")["targetInfos"] if one["type"] == "page")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.write_end)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.read_end)
        self.profile.cleanup()

    def call(self, method, **parameters):
        """Sends one command and returns its result."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.write_end, data):]
        number = self.number
        while True:
            answer = self.receive()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def receive(self):
        """The next message; events are kept, and what they say on the console."""
        while b"\0" not in self.pending:
            part = os.read(self.read_end, 1 << 20)
            if not part:
                raise RuntimeError("Chromium ended")
            self.pending += part
        line, self.pending = self.pending.split(b"\0", 1)
        message = json.loads(line)
        name, details = message.get("method"), message.get("params", {})
        if name == "Runtime.consoleAPICalled":
            self.console.append(" ".join(str(one.get("value", one.get("description"))) for one in details["args"]))
        elif name == "Runtime.exceptionThrown":
            self.console.append(details["exceptionDetails"].get("exception", {}).get("description", "an exception"))
        elif name == "Log.entryAdded":
            self.console.append(details["entry"]["text"])
        if name:
            self.events.append(name)
        return message

    def look(self, width=1280, height=900, scheme="light", media="", scale=1):
        """Sets the window and the theme; `media` may be print."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False)
        self.call("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, address, before=""):
        """Opens an address and waits until it has loaded; `before` runs ahead of the page's own script."""
        added = self.call("Page.addScriptToEvaluateOnNewDocument", source=before) if before else None
        # A change of the fragment alone loads nothing.
        self.call("Page.navigate", url="about:blank")
        self.wait("Page.loadEventFired")
        self.console = []
        problem = self.call("Page.navigate", url=address).get("errorText")
        if problem:
            raise RuntimeError(f"{address}: {problem}")
        self.wait("Page.loadEventFired")
        if added:
            self.call("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])

    def wait(self, event):
        """Receives until an event has come."""
        while event not in self.events:
            self.receive()
        self.events.clear()

    def run(self, script):
        """Evaluates an expression in the page, waits for a promise, and returns its value."""
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"].get("exception", {}).get("description", "an exception"))
        return result["result"].get("value")

    def key(self, key, shift=False):
        """Presses one key, as a user does."""
        codes = {"Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowRight": 39, "PageUp": 33, "PageDown": 34, "Tab": 9}
        common = {"key": key, "modifiers": 8 if shift else 0, "windowsVirtualKeyCode": codes.get(key, ord(key[0]))}
        text = {"text": "\r"} if key == "Enter" else {"text": key} if len(key) == 1 else {}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **common, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def drag(self, x1, x2, y):
        """Drags with the left mouse button, in window coordinates."""
        def mouse(kind, x, **more):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)
        mouse("mouseMoved", x1)
        mouse("mousePressed", x1, button="left", buttons=1, clickCount=1)
        for step in range(1, 5):
            mouse("mouseMoved", x1 + (x2 - x1) * step / 4, button="left", buttons=1)
        mouse("mouseReleased", x2, button="left", clickCount=1)

    def settle(self, seconds=0.1):
        """Lets the page paint."""
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        time.sleep(seconds)

    def picture(self, path, whole=True):
        """Writes a screenshot of the whole page."""
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))

    def pdf(self, path, width, height):
        """Prints on paper of so many inches."""
        data = self.call("Page.printToPDF", paperWidth=width, paperHeight=height, printBackground=True, preferCSSPageSize=True)["data"]
        path.write_bytes(base64.b64decode(data))
