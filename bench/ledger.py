"""A ledger of many measures: the build, the weight of the whole ledger's page, and how soon filters and sorts are painted.

Usage: python bench/ledger.py [--measures 5000] [--opinions 10] [--keep FOLDER]

Each step is taken ROUNDS times in headless Chromium, with the page opened from the disk; its time runs from the event to the
first frame painted after it. `busy` are milliseconds of the page's thread on the processor until then: script, style, layout and
paint, which other work on the machine does not lengthen. Fails where the middle of the rounds is LIMIT milliseconds or more in
both: a crowded machine may stretch the one, and only a slow page the other.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME / "tests"), str(HOME / "hooks")]

from browsing import CHROMIUM, FLAGS  # noqa: E402

from integrity.kernel.terms import load_terms  # noqa: E402

ROUNDS, LIMIT = 10, 100
UNITS = [word for word in load_terms(HOME / "data")["units"].words if word != "警务督察大队"]
SOURCES = load_terms(HOME / "data")["rectification_sources"].words
WORK = (
    "逐件核对登记、系统和实物",
    "修订管理办法并组织学习",
    "补齐审批手续和台账",
    "开展回头看并通报结果",
    "清理权限并重新核定岗位",
)
THINGS = ("涉案财物", "公务用车", "值班备勤", "窗口服务", "信息查询", "固定资产", "廉政谈话", "学习台账")
STATES = (
    "state: 未启动",
    "state: 整改中, started: {y}-03-02",
    "state: 已完成, started: {y}-03-02, completed: {y}-05-20",
    "state: 已销号, started: {y}-03-02, completed: {y}-05-20, closed: {y}-06-05, verified_by: 警务督察大队",
    "state: 长期坚持, started: {y}-03-02",
)
STEPS = {
    "a unit": "document.querySelector('[data-qf-facet=unit] [data-qf-value=legal] input').click()",
    "overdue": "document.querySelector('[data-qf-facet=due] [data-qf-value=overdue] input').click()",
    "a state": "document.querySelector('[data-qf-facet=state] [data-qf-value=closed] input').click()",
    "a word": "type('涉案财物')",
    "two words": "type('公务用车 手续')",
    "one sign": "type('的')",
    "clear": "document.querySelector('[data-qf-clear]').click()",
    "by due day": "head(4)",
    "by unit": "head(3)",
    "by words": "head(1)",
    "by state": "head(5)",
    "show more": "document.querySelector('[data-qf-more] button').click()",
}
"""In this order on one page: a filter is chosen in one round and given up in the next; a sort turns round."""
MEASURE = """(step) => new Promise(done => {
  const type = text => { const box = document.querySelector('[data-qf-words]'); box.value = box.value === text ? '' : text;
    box.dispatchEvent(new Event('input', { bubbles: true })); };
  const head = n => document.querySelectorAll('.qf-whole thead button')[n].click();
  const begin = performance.now();
  eval(step);
  requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => done(performance.now() - begin);
    after.port2.postMessage(0);
  });
})"""
BEFORE = {"show more": "head(0)", "clear": STEPS["a unit"]}
"""Done before each round of a step and not timed: the first rows alone stand on the page; there is something to clear."""


def opinion(n: int, year: int) -> str:
    title, source = f"关于第{n + 1}次检查发现问题的整改意见", SOURCES[n % len(SOURCES)]
    return (
        f"---\ntitle: {title}\ndoc_no: 示公督〔{year}〕{n + 1}号\ndate: {year}-02-10\nunit: 警务督察大队\nsource: {source}\n"
        f"issued: {year}-02-10\n---\n\n各科、所、队：\n\n现提出整改意见。\n"
    )


def ledger(n: int, year: int, measures: int) -> Iterator[str]:
    """Ten measures a problem, their words, units, days and states mixed the same way every time."""
    yield f"title: 第{n + 1}次检查整改台账\ndate: {year}-02-20\nunit: 警务督察大队\nitems:\n"
    for m in range(measures):
        item, k, mixed = m // 10 + 1, m % 10 + 1, (m * 7919 + n * 104729) % 100_003
        if k == 1:
            yield f"  - no: {item}\n    problem: {THINGS[mixed % len(THINGS)]}管理有漏洞，第{item}组问题\n    measures:\n"
        unit, thing, work = UNITS[mixed % len(UNITS)], THINGS[mixed // 7 % len(THINGS)], WORK[mixed // 3 % len(WORK)]
        due, state = f"{year}-{mixed % 10 + 3:02}-{mixed % 28 + 1:02}", STATES[mixed // 11 % len(STATES)].format(y=year)
        text = f"对{thing}{work}，第{m + 1}项按月报送进展"
        yield f"      - {{no: {item}-{k}, text: {text}, unit: {unit}, post: {unit}负责人, goal: 不再发生, due: {due}, {state}}}\n"


def project(root: Path, measures: int, opinions: int) -> None:
    for name in ("hooks", "overrides", "data"):
        shutil.copytree(HOME / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOME / "mkdocs.yml", root)
    folder = root / "docs" / "rectification"
    folder.mkdir(parents=True)
    for n in range(opinions):
        year = 2026 - n % 3
        (folder / f"check-{n + 1}.md").write_text(opinion(n, year), "utf-8")
        (folder / f"check-{n + 1}-ledger.yml").write_text("".join(ledger(n, year, measures // opinions)), "utf-8")


def build(root: Path) -> float:
    begin = time.monotonic()
    done = subprocess.run([sys.executable, "hooks", "build"], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit((done.stdout + done.stderr)[-4000:])
    return time.monotonic() - begin


def timed(page: Page) -> bool:
    """Every step with its time; whether each keeps to the limit."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")

    print(f"{'step':<10} {'busy ms':>9} {'painted ms':>11} {'worst ms':>9}   found")
    kept = True
    for name, step in STEPS.items():
        busy, painted = [], []
        for _ in range(ROUNDS):
            if name in BEFORE:
                page.evaluate(MEASURE, BEFORE[name])
            before = spent()
            painted.append(page.evaluate(MEASURE, step))
            busy.append(spent() - before)
        found = page.locator("[data-qf-said]").text_content() or ""
        middle = statistics.median(busy), statistics.median(painted)
        print(f"{name:<10} {middle[0]:>9.1f} {middle[1]:>11.1f} {max(painted):>9.1f}   {found}")
        kept = kept and min(middle) < LIMIT
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measures", type=int, default=5000)
    parser.add_argument("--opinions", type=int, default=10)
    parser.add_argument("--keep", type=Path, help="where the project is built and stays; built already, it is used as it is")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        root = given.keep or Path(made) / "project"
        if not (root / "site").is_dir():
            project(root, given.measures, given.opinions)
            print(f"built {given.measures} measures in {build(root):.0f} s")
        file = root / "site" / "rectification" / "ledger.html"
        data = file.read_bytes()
        print(f"the page weighs {len(data) / 1e6:.2f} MB, {len(gzip.compress(data)) / 1e3:.0f} kB packed")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            begin = time.monotonic()
            page.goto(file.as_uri(), timeout=300_000)
            page.wait_for_selector("[data-qf-said]:not([hidden])")
            print(f"ready {time.monotonic() - begin:.2f} s after it was asked for, from the disk")
            if not timed(page):
                sys.exit(f"some step took {LIMIT} ms or more")


if __name__ == "__main__":
    main()
