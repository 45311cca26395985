"""How fast the self-test starts with many questions, in a real browser, from the disk.

.venv/bin/python bench/quiz.py [SITE] [COUNT]    # a built site (site/), 2000 questions
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HEAD = "window.qfQuestions="
READY = "document.querySelector('#qf-quiz[data-ready]')"


def grown(text: str, count: int) -> str:
    """The questions again under new numbers and in chapters of their own until there are `count`."""
    bank = json.loads(text.removeprefix(HEAD).rstrip(";\n").replace("<\\/", "</"))
    sample, many = bank["questions"], []
    for n in range(count):
        one, turn = sample[n % len(sample)], n // len(sample)
        many.append({**one, "id": f"{one['id']}-{turn}", "stem": f"{one['stem']}（{turn}）"})
    bank["questions"] = many
    return HEAD + json.dumps(bank, ensure_ascii=False, separators=(",", ":")) + ";\n"


ANSWERED = """async () => {
    const store = await qfQuizStore.open(), data = {};
    for (const q of qfQuestions.questions) {
        data['record/' + q.id] = qfQuizEngine.learn(null, q.id.length % 3 ? 1 : 0, Date.now());
    }
    await store.bring(JSON.stringify({ format: 'qf-quiz', version: 2, data: data }), true);
}"""
STOOD = """new MutationObserver(() => {
    if (window.qfStood || !document.querySelector('#qf-quiz[data-ready]')) return;
    window.qfStood = 1;
    requestAnimationFrame(() => { window.qfStood = performance.now(); });
}).observe(document, { subtree: true, attributes: true, childList: true });"""
SHOWN = """hash => new Promise(done => {
    const began = performance.now(), drawn = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
    addEventListener('hashchange', drawn, { once: true });
    location.hash = hash;
})"""
MODES = ("order", "random", "daily", "chapter", "wrong", "due", "search/礼品", "exam")


def started(browser: Browser, address: str, answered: bool) -> dict[str, float]:
    """Milliseconds from asking for the page until the menu stands, then until each mode stands."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    if answered:
        page.goto(address)
        page.wait_for_function(READY)
        page.evaluate(ANSWERED)
    page.add_init_script(STOOD)
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function("window.qfStood > 1")
    times = {"start": page.evaluate("window.qfStood")}
    for name in MODES:
        times[name] = page.evaluate(SHOWN, "#" + name)
    context.close()
    return times


def measured(browser: Browser, data: Path, text: str, count: int, answered: bool) -> None:
    data.write_text(grown(text, count), "utf-8")
    address = (data.parent.parent / "questions/index.html").as_uri()
    runs = [started(browser, address, answered) for _ in range(5)]
    said = "  ".join(f"{name} {statistics.median(run[name] for run in runs):.0f}" for name in runs[0])
    print(f"{count:5} questions, {data.stat().st_size / 1e6:.1f} MB, {'all answered' if answered else 'none answered'}: {said}")


def main(site: Path, count: int) -> None:
    """Ten questions show what the page itself costs on this machine."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy = Path(folder) / "site"
        shutil.copytree(site, copy, ignore=shutil.ignore_patterns("*.jpg", "*.png", "*.mp4", "*.webp"))
        data = copy / "data/questions.js"
        text = data.read_text("utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        print("milliseconds, median of five, from the disk")
        for size, answered in ((10, False), (count, False), (count, True)):
            measured(browser, data, text, size, answered)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "site"), int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
