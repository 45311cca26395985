"""The hall screen in a browser that nothing drives or watches: the memory of its process while picture follows picture.

Usage: python bench/screen_alone.py [PICTURES]. 2000 are ten hours; here each stays for 0.2 s. Needs /proc (Linux).

Fails when its memory in the last quarter is more than a tenth above that in the second.
"""

from __future__ import annotations

import http.server
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from panels import HOME, built, grown

sys.path.insert(0, str(HOME / "tests"))

from browsing import CHROMIUM, FLAGS, Quiet

WINDOW = ["--headless", "--window-size=1440,900", "--no-default-browser-check"]
COUNT = """
(function () {
  var n = 0;
  new MutationObserver(function () { n += 1; if (n % 100 === 0) fetch("/pictures/" + n); })
    .observe(document.querySelector("[data-qf-slides]"), { subtree: true, attributes: true, attributeFilter: ["data-shown"] });
})();
"""
GROWTH = 1.1
_SEEN: list[int] = [0]


class Counting(Quiet):
    """Serves the site; the page says now and then how many pictures it has shown."""

    def do_GET(self) -> None:
        if self.path.startswith("/pictures/"):
            _SEEN[0] = int(self.path.rpartition("/")[2])
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()


def hurried(site: Path) -> None:
    script = site / "assets/js/screen.js"
    text, found = re.subn(r"\bSTAY = \d+", "STAY = 200", script.read_text("utf-8"), count=1)
    if not found:
        sys.exit("screen.js no longer says how long a picture stays")
    script.write_text(text + COUNT, "utf-8")


def renderers(browser: int) -> Iterator[tuple[float, float]]:
    """Private and shared resident MB of each page process below `browser`."""
    parents, pages = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status, command = (folder / "status").read_text("utf-8"), (folder / "cmdline").read_bytes()
        except OSError:
            continue
        values = {key: int(value) for key, value in re.findall(r"^(PPid|RssAnon|RssShmem):\s*(\d+)", status, re.M)}
        parents[int(folder.name)] = values["PPid"]
        if b"--type=renderer" in command:
            pages[int(folder.name)] = values.get("RssAnon", 0) / 1000, values.get("RssShmem", 0) / 1000
    for process, sizes in pages.items():
        above = process
        while above in parents and above != browser:
            above = parents[above]
        if above == browser:
            yield sizes


def watched(site: Path, pictures: int) -> Iterator[tuple[float, float]]:
    """The sizes of the largest page process, after every hundred pictures."""
    handler = partial(Counting, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, tempfile.TemporaryDirectory() as profile:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/corridor/screen/index.html"
        command = [CHROMIUM, *FLAGS, *WINDOW, f"--user-data-dir={profile}/profile", address]
        browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield from _sizes(browser, pictures)
        finally:
            browser.terminate()
            browser.wait()
            server.shutdown()


def _sizes(browser: subprocess.Popen[bytes], pictures: int) -> Iterator[tuple[float, float]]:
    shown, since = 0, time.monotonic()
    while shown < pictures:
        time.sleep(0.5)
        if browser.poll() is not None or time.monotonic() - since > 300:
            sys.exit(f"the screen stopped after {shown} pictures")
        if _SEEN[0] > shown:
            shown, since = _SEEN[0], time.monotonic()
            yield max(renderers(browser.pid), key=sum)


def main(pictures: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        grown(root, 22, 3)
        built(root)
        hurried(root / "site")
        found = []
        for private, shared in watched(root / "site", pictures):
            found.append(private + shared)
            print(f"{_SEEN[0]:>6} pictures: {private:.0f} MB of its own, {shared:.0f} MB of pictures", flush=True)
    quarter = len(found) // 4
    second, last = statistics.mean(found[quarter : 2 * quarter]), statistics.mean(found[-quarter:])
    print(f"second quarter {second:.0f} MB, last {last:.0f} MB")
    sys.exit(f"the process grew from {second:.0f} to {last:.0f} MB" if last > GROWTH * second else 0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
