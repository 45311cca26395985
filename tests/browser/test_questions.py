"""The self-test in a real browser: every mode, wide and narrow, offline and from the disk; exams that survive; records that are kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from browsing import SIZES, Watched, barriers
from playwright.sync_api import Browser, BrowserContext, Page, expect

PAGE = "questions/index.html"
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MAIN = ".qf-quiz-foot-bar .qf-quiz-main"
VERDICT = ".qf-quiz-verdict"
NOON = "2026-11-24T12:00:00"
BASE = {"right": 0, "wrong": 0, "streak": 0, "last": 0, "kept": False, "card": None}


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """A page of a context of its own, at an address of the self-test; `before` prepares it, `script` runs first."""
    contexts: list[BrowserContext] = []

    def open_page(hash: str = "", script: str = "", before: Callable[[Page], object] | None = None, **options: Any) -> Page:
        contexts.append(browser.new_context(locale="zh-CN", **(options or DESK)))
        page = contexts[-1].new_page()
        page.route(
            "**/workers/search*", lambda route: route.abort()
        )  # the index of the whole site is none of these tests' business
        if script:
            page.add_init_script(script)
        if before:
            before(page)
        page.goto(server + PAGE + hash)
        return ready(page)

    yield open_page
    for context in contexts:
        context.close()


def ready(page: Page) -> Page:
    page.wait_for_selector("#qf-quiz[data-ready]")
    return page


def to(page: Page, hash: str) -> None:
    """An address of the page that is open: what is shown for it stands there at once."""
    script = """hash => new Promise(done => { addEventListener('hashchange', () => done(), { once: true });
        if (decodeURIComponent(location.hash || '#') === hash) dispatchEvent(new HashChangeEvent('hashchange')); else location.hash = hash; })"""
    page.evaluate(script, hash)


def current(page: Page) -> dict[str, Any]:
    script = "() => { const id = document.querySelector('[data-question]').dataset.question; return qfQuestions.questions.find(q => q.id === id); }"
    found: dict[str, Any] = page.evaluate(script)
    return found


def of_type(page: Page, name: str) -> list[str]:
    found: list[str] = page.evaluate("name => qfQuestions.questions.filter(q => q.type === name).map(q => q.id)", name)
    return found


def fill(page: Page, right: bool = True) -> None:
    """Answers what is asked, without confirming."""
    asked = current(page)
    kind, key = asked["type"], asked["answer"]
    if kind == "填空题":
        for place, words in zip(page.locator(".qf-quiz-gap").all(), asked["blanks"], strict=True):
            place.fill(words[-1] if right else "不知道")
    elif kind == "简答题":
        page.fill(".qf-quiz-essay", "先登记，再报告。")
    else:
        wrong = {"判断题": "错" if key == "对" else "对", "排序题": key[::-1]}.get(kind) or next(
            one for one in "ABCD" if one != key
        )
        for letter in key if right else wrong:
            page.click(f".qf-quiz-option[data-letter='{letter}']")


def answer(page: Page, right: bool = True) -> None:
    fill(page, right)
    if current(page)["type"] not in ("单选题", "判断题"):
        page.click(MAIN)
    if current(page)["type"] == "简答题":
        page.click(f".qf-quiz-grades [data-grade='{1 if right else 0}']")
    expect(page.locator(VERDICT)).to_have_text("答对了" if right else "答错了")


def following(page: Page) -> None:
    page.click("[data-next]")


def stored(page: Page) -> dict[str, Any]:
    """What the browser keeps, read beside the page's own code."""
    script = """() => new Promise(done => { const asked = indexedDB.open('qf-quiz', 1); asked.onsuccess = () => { const found = {};
        const cursor = asked.result.transaction('kv').objectStore('kv').openCursor();
        cursor.onsuccess = () => { const at = cursor.result; if (!at) { asked.result.close(); return done(found); } found[at.key] = at.value; at.continue(); }; }; })"""
    found: dict[str, Any] = page.evaluate(script)
    return found


def test_every_mode_works_without_a_network(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + PAGE)
    ready(page)
    page.wait_for_load_state("networkidle")
    missed: list[str] = []
    page.on("requestfailed", lambda request: missed.append(urlsplit(request.url).path))
    page.context.set_offline(True)
    total = page.evaluate("qfQuestions.questions.length")
    to(page, "#order")
    expect(page.locator(".qf-quiz-at")).to_contain_text(f"1 / {total}")
    answer(page, right=False)
    expect(page.locator(".qf-quiz-basis blockquote").first).not_to_be_empty()
    page.click("[data-star]")
    following(page)
    answer(page)
    to(page, "#random")
    expect(page.locator(".qf-quiz-at")).to_contain_text("1 / 20")
    to(page, "#recite")
    expect(page.locator(".qf-quiz-answer")).to_be_visible()
    following(page)
    expect(page.locator(".qf-quiz-at")).to_contain_text("2 / ")
    to(page, "#chapter")
    tree = page.locator(".qf-quiz-tree a")
    counts = page.locator(".qf-quiz-stage > div > ul > li > a .qf-no").all_inner_texts()
    assert sum(int(re.split("[/，]", text)[1]) for text in counts) == total
    assert sum(int(text.removeprefix("做过 ").split("/")[0]) for text in counts) == 2
    name = tree.nth(1).locator(".qf-quiz-tree__name").inner_text()
    tree.nth(1).click()
    expect(page.locator("#qf-quiz-title")).to_have_text(name)
    assert name in current(page)["chapter"]
    to(page, "#daily")
    for n in range(5):
        answer(page, right=n > 0)
        following(page)
    expect(page.locator(".qf-quiz-score")).to_have_text("4 / 5 道答对")
    expect(page.locator(".qf-quiz-reading a").first).to_have_attribute("href", re.compile(r"^\.\./.*\.html"))
    to(page, "#wrong")
    expect(page.locator(".qf-quiz-stems li")).to_have_count(2)
    page.click(MAIN)
    expect(page.locator(".qf-quiz-at")).to_contain_text("1 / 2")
    to(page, "#starred")
    expect(page.locator(".qf-quiz-stems li")).to_have_count(1)
    to(page, "#due")
    expect(page.locator(".qf-quiz-empty")).to_be_visible()
    to(page, "#search/礼品")
    expect(page.locator(".qf-quiz-stems mark").first).to_have_text("礼品")
    page.locator(".qf-quiz-stems a").first.click()
    expect(page.locator(".qf-quiz-card")).to_contain_text("礼品")
    assert "#found/" in page.url
    page.go_back()
    expect(page.locator("[name=words]")).to_have_value("礼品")
    to(page, "#exam")
    page.locator("[data-plan]").first.click()
    expect(page.locator("[data-clock]")).to_have_text(re.compile(r"4[45]:\d\d"))
    to(page, "#")
    expect(page.locator(".qf-quiz-going")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert set(missed) <= {"/assets/images/seal.svg"}, "the browser itself asks for the tab's icon at every address"
    assert watched.errors == ["Failed to load resource: net::ERR_INTERNET_DISCONNECTED"] * len(missed)
    assert watched.hosts <= {"127.0.0.1", ""}


def test_it_works_from_the_disk_and_remembers(browser: Browser, real_site: Path) -> None:
    context = browser.new_context(locale="zh-CN", offline=True, **PHONE)
    page = context.new_page()
    page.goto((real_site / PAGE).as_uri() + "#order")
    ready(page)
    answer(page)
    following(page)
    second = current(page)["id"]
    page.wait_for_timeout(500)  # the browser writes to its disk
    page.reload()
    ready(page)
    assert current(page)["id"] == second
    page.click("text=上一题")
    expect(page.locator(VERDICT)).to_have_text("答对了")
    context.close()


def test_every_type_is_answered_right_and_wrong(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + PAGE)
    ready(page)
    for kind in ("单选题", "多选题", "不定项选择题", "判断题", "填空题", "排序题", "简答题"):
        first, second = of_type(page, kind)[:2]
        to(page, "#q/" + first)
        answer(page)
        expect(page.locator(".qf-quiz-answer")).to_have_attribute("data-verdict", "right")
        to(page, "#q/" + second)
        if kind not in ("单选题", "判断题", "简答题"):
            page.click(MAIN)
            expect(page.locator(".qf-quiz-live")).to_contain_text("还")
        answer(page, right=False)
        expect(page.locator(".qf-quiz-answer")).to_have_attribute("data-verdict", "wrong")
    assert watched.errors == []


def test_a_blank_takes_full_width_signs_and_spaces(opened: Callable[..., Page]) -> None:
    page = opened()
    script = "() => qfQuestions.questions.find(q => q.type === '填空题' && q.blanks.every(b => b.some(w => /^\\d+$/.test(w)))).id"
    to(page, "#q/" + page.evaluate(script))
    for place, words in zip(page.locator(".qf-quiz-gap").all(), current(page)["blanks"], strict=True):
        digits = next(word for word in words if word.isdigit())
        place.fill(" " + "".join(chr(ord(sign) + 0xFEE0) for sign in digits) + "　")
    page.keyboard.press("Enter")
    expect(page.locator(VERDICT)).to_have_text("答对了")


def start_exam(page: Page, plan: str = "short") -> list[str]:
    to(page, "#exam")
    page.click(f"[data-plan={plan}]")
    page.wait_for_selector("[data-clock]")
    return [item["id"] for item in stored(page)["exam"]["items"]]


def test_an_exam_follows_its_blueprint_and_leaves_out_what_must_be_checked_again(
    opened: Callable[..., Page], real_site: Path
) -> None:
    text = (real_site / "data/questions.js").read_text("utf-8")
    bank = json.loads(text.removeprefix("window.qfQuestions=").rstrip(";\n"))
    kept = {one["id"] for one in bank["questions"] if one["type"] != "多选题"}
    for one in [one for one in bank["questions"] if one["type"] == "多选题"][4:]:
        one["stale"] = "《某规定》在核对以后修订过"
    body = "window.qfQuestions=" + json.dumps(bank)
    page = opened(
        before=lambda page: page.route(
            "**/data/questions.js", lambda route: route.fulfill(body=body, content_type="text/javascript")
        )
    )
    to(page, "#exam")
    expect(page.locator(".qf-quiz-notes").first).to_contain_text("多选题应出 10 道，题库里不够，用不定项选择题补了")
    chosen = [next(one for one in bank["questions"] if one["id"] == id) for id in start_exam(page, "quarterly")]
    assert len({one["id"] for one in chosen}) == 41
    assert not any(one.get("stale") for one in chosen)
    assert sum(one["type"] == "单选题" for one in chosen) == 20
    assert sum(one["type"] == "多选题" for one in chosen) <= 4
    assert kept
    names = [one["chapter"].split("/")[0] for one in chosen]
    assert "廉政文化" not in names
    for name, share in bank["blueprints"]["quarterly"]["chapters"].items():
        assert abs(names.count(name) - 41 * share / 10) < 1.5
    stale = next(one["id"] for one in bank["questions"] if one.get("stale"))
    to(page, "#q/" + stale)
    answer(page)
    expect(page.locator(".qf-quiz-stale")).to_contain_text("修订过")


def test_an_exam_survives_reload_and_crash_and_is_handed_in(watched: Watched, server: str) -> None:
    page = watched.page
    page.clock.install(time=NOON)
    page.goto(server + PAGE)
    ready(page)
    start_exam(page)
    for n in range(4):
        fill(page, right=n != 1)
        if n == 2:
            page.keyboard.press("f")
        following(page)
    page.clock.fast_forward("02:00")
    expect(page.locator("[data-clock]")).to_have_text(re.compile(r"^1[23]:\d\d$"))
    page.reload()
    ready(page)
    expect(page.locator(".qf-quiz-at")).to_contain_text("5 / 26")
    expect(page.locator("[data-clock]")).to_have_text(re.compile(r"^1[23]:\d\d$"))
    other = page.context.new_page()
    other.clock.install(time="2026-11-24T12:05:00")
    page.close()
    other.goto(server + PAGE)
    ready(other)
    other.click(".qf-quiz-going")
    expect(other.locator("[data-clock]")).to_have_text(re.compile(r"^(10:00|09:5\d)$"))
    assert other.locator(".qf-quiz-cells [data-done]").count() == 4
    assert other.locator(".qf-quiz-cells [data-marked]").count() == 1
    other.evaluate("for (let n = 0; n < 22; n += 1) document.querySelector('[data-next]').click()")
    expect(other.locator("dialog [data-open]")).to_contain_text("还有 22 道没有作答：第 5 到 26 题")
    assert other.locator("dialog [data-clock]").inner_text() == other.locator(".qf-quiz-head [data-clock]").inner_text()
    other.keyboard.press("Escape")
    expect(other.locator("dialog")).to_have_count(0)
    other.keyboard.press("ArrowRight")
    other.click("dialog button:has-text('交卷')")
    expect(other.locator(".qf-quiz-score b")).to_have_text(re.compile(r"^(9|1\d)$"))
    expect(other.locator(".qf-quiz-score")).to_contain_text("不合格")
    assert other.locator(".qf-quiz-bars li").count() >= 4
    expect(other.locator(".qf-quiz-result")).to_contain_text("用了 5 分钟；对 3 道，错 1 道，未答 22 道")
    assert sum(key.startswith("record/") for key in stored(other)) == 4, "what was not answered leaves no trace"
    other.click(MAIN)
    expect(other.locator(VERDICT)).to_have_text("答错了")
    expect(other.locator(".qf-quiz-at")).to_contain_text("1 / 1")
    other.go_back()
    other.locator(".qf-quiz-stems").nth(1).locator("a").first.click()
    expect(other.locator(VERDICT)).to_have_text("没有作答")
    expect(other.locator(".qf-quiz-at")).to_contain_text("1 / 22")
    other.go_back()
    expect(other.locator(".qf-quiz-score")).to_be_visible()
    to(other, "#exam")
    expect(other.locator(".qf-plain li")).to_have_count(1)
    assert watched.errors == []


def test_at_zero_an_exam_hands_itself_in(opened: Callable[..., Page]) -> None:
    page = opened(before=lambda page: page.clock.install(time=NOON))
    start_exam(page)
    fill(page)
    page.clock.fast_forward("14:30")
    expect(page.locator("[data-clock][data-soon]")).to_be_visible()
    page.clock.fast_forward("00:31")
    page.clock.run_for(1000)
    expect(page.locator(".qf-quiz-score")).to_contain_text("4 / 100 分")
    assert "exam" not in stored(page)
    start_exam(page)
    page.goto("about:blank")
    page.clock.fast_forward("20:00")
    page.go_back()
    ready(page)
    expect(page.locator("[data-plan]").first).to_be_visible()
    expect(page.locator(".qf-plain li")).to_have_count(2)


def test_an_essay_is_graded_by_the_reader_after_the_exam(opened: Callable[..., Page]) -> None:
    page = opened(**PHONE)
    items = start_exam(page, "quarterly")
    essay = next(n for n, id in enumerate(items) if id in of_type(page, "简答题"))
    page.click("[data-sheet]")
    page.click(f"dialog [data-value='{essay}']")
    fill(page)
    page.click("[data-sheet]")
    page.click("dialog button:has-text('交卷')")
    page.click("dialog:has-text('没有作答') button:has-text('交卷')")
    expect(page.locator(".qf-quiz-score")).to_contain_text("还有 1 道简答题没有自评")
    page.click(MAIN)
    expect(page.locator(".qf-quiz-essay")).to_have_value("先登记，再报告。")
    page.click("[data-grade='0.5']")
    expect(page.locator("[data-grade='0.5']")).to_have_attribute("aria-checked", "true")
    page.click(".qf-quiz-back")
    expect(page.locator(".qf-quiz-score")).to_contain_text("5 / 100 分")


def test_three_right_in_a_row_take_a_question_out_of_the_wrong_ones(opened: Callable[..., Page]) -> None:
    page = opened()
    id = of_type(page, "判断题")[0]
    to(page, "#q/" + id)
    answer(page, right=False)
    for right, said in (
        (True, "再连对 2 次"),
        (False, "再连对 3 次"),
        (True, "再连对 2 次"),
        (True, "再连对 1 次"),
        (True, "已移出"),
    ):
        to(page, "#")
        to(page, "#wrong/go")
        if page.locator(VERDICT).count():  # the round of today is done: the next one
            following(page)
            page.click(MAIN)
        answer(page, right=right)
        expect(page.locator(".qf-quiz-at")).to_contain_text(said)
    to(page, "#wrong")
    expect(page.locator(".qf-quiz-empty")).to_contain_text("空的")


def test_what_was_answered_comes_up_again_when_it_is_due(opened: Callable[..., Page]) -> None:
    page = opened(before=lambda page: page.clock.install(time=NOON))
    to(page, "#order")
    answer(page, right=False)
    wrong = current(page)["id"]
    following(page)
    answer(page)
    to(page, "#due")
    expect(page.locator(".qf-quiz-empty")).to_be_visible()
    page.clock.set_system_time("2026-11-25T08:00:00")
    page.reload()
    ready(page)
    assert current(page)["id"] == wrong
    expect(page.locator(".qf-quiz-at")).to_contain_text("1 / 1")
    answer(page)
    assert stored(page)["record/" + wrong]["card"]["due"] > page.evaluate("Date.now() + 86400000")


def test_everybody_gets_the_same_five_and_others_the_next_day(opened: Callable[..., Page]) -> None:
    at = lambda day: lambda page: page.clock.install(time=f"2026-11-{day}T09:00:00")  # noqa: E731
    five = "() => qfQuizEngine.daily(qfQuestions.questions, qfQuizEngine.day(Date.now()))"
    one, other, later = opened(before=at(24)), opened(before=at(24), **PHONE), opened(before=at(25))
    assert one.evaluate(five) == other.evaluate(five) != later.evaluate(five)
    one.evaluate(
        "for (const id of qfQuizEngine.daily(qfQuestions.questions, '2026-11-24').slice(1)) qfQuestions.questions.find(q => q.id === id).stale = '改过'"
    )
    assert len(set(one.evaluate(five)) & set(other.evaluate(five))) == 1


FORBIDDEN = """
Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });
Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); };
"""


def test_without_storage_it_works_and_says_that_nothing_is_kept(opened: Callable[..., Page]) -> None:
    page = opened("#order", FORBIDDEN)
    expect(page.locator(".qf-quiz-warning")).to_contain_text("只留到关上页面")
    answer(page, right=False)
    to(page, "#wrong")
    expect(page.locator(".qf-quiz-stems li")).to_have_count(1)
    page.reload()
    ready(page)
    expect(page.locator(".qf-quiz-empty")).to_be_visible()


def test_where_there_is_no_database_it_keeps_records_all_the_same(opened: Callable[..., Page]) -> None:
    page = opened("#order", "Object.defineProperty(window, 'indexedDB', { get() { throw new Error('no'); } });")
    answer(page, right=False)
    page.reload()
    ready(page)
    to(page, "#wrong")
    expect(page.locator(".qf-quiz-stems li")).to_have_count(1)
    expect(page.locator(".qf-quiz-warning")).to_be_hidden()


def test_a_full_disk_is_said_and_survived(opened: Callable[..., Page]) -> None:
    script = "const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (v, k) { if (window.qfFull) throw new DOMException('no', 'QuotaExceededError'); return put.call(this, v, k); };"
    page = opened("#order", script)
    page.evaluate("window.qfFull = true")
    answer(page, right=False)
    id = current(page)["id"]
    expect(page.locator(".qf-quiz-warning")).to_contain_text("满了")
    following(page)
    answer(page)
    page.evaluate("window.qfFull = false")
    page.click("[data-star]")
    expect(page.locator(".qf-quiz-warning")).to_be_hidden()
    assert stored(page)["record/" + id]["kept"]


def export(page: Page) -> dict[str, Any]:
    to(page, "#data")
    with page.expect_download() as got:
        page.click("[data-export]")
    assert re.fullmatch(r"自测记录-\d{4}-\d\d-\d\d\.json", got.value.suggested_filename)
    found: dict[str, Any] = json.loads(Path(got.value.path()).read_text("utf-8"))
    return found


def bring(page: Page, content: object, how: str = "merge") -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    to(page, "#")
    to(page, "#data")
    page.set_input_files("#qf-quiz-file", {"name": "a.json", "mimeType": "application/json", "buffer": text.encode()})
    page.check(f"[value={how}]")
    page.click("[data-import]")
    said = page.locator(".qf-quiz-said")
    expect(said).not_to_be_empty()
    return said.inner_text()


def test_records_go_to_a_file_and_come_back(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + PAGE + "#order")
    ready(page)
    answer(page, right=False)
    page.click("[data-star]")
    id = current(page)["id"]
    file = export(page)
    assert (file["format"], file["version"]) == ("qf-quiz", 2)
    file["data"]["record/gone-1"] = {**BASE, "wrong": 2, "kept": True}
    page.click("[data-clear]")
    page.click("dialog button:has-text('不清空')")
    assert "star/" + id in stored(page)
    page.click("[data-clear]")
    page.click("dialog button:has-text('清空') >> nth=-1")
    expect(page.locator(".qf-quiz-said")).to_have_text("已清空")
    assert set(stored(page)) == {"meta"}
    assert bring(page, file).startswith("导入了")
    assert export(page)["data"] == file["data"]
    expect(page.locator(".qf-quiz-data")).to_contain_text("其中 1 条记录的题目已不在题库里")
    to(page, "#wrong")
    expect(page.locator(".qf-quiz-stems li")).to_have_count(1)
    more = {"format": "qf-quiz", "version": 2, "data": {"record/" + id: {**BASE, "right": 9, "streak": 9}, "record/gone-1": BASE}}
    bring(page, more)
    assert stored(page)["record/" + id]["right"] == 9
    assert stored(page)["record/gone-1"]["wrong"] == 2
    bring(page, more, "replace")
    assert set(stored(page)) == {"meta", "record/" + id, "record/gone-1"}
    assert watched.errors == []


BROKEN: Mapping[str, object] = {
    "这个文件不是自测的记录。": "{",
    "不是自测的记录": {"format": "other", "version": 2, "data": {}},
    "更新的版本": {"format": "qf-quiz", "version": 3, "data": {}},
    "没有记录": {"format": "qf-quiz", "version": 2, "data": []},
    "“record/a-1”这一项读不懂": {"format": "qf-quiz", "version": 2, "data": {"star/a-2": 5, "record/a-1": {**BASE, "right": -1}}},
    "“exam”这一项读不懂": {"format": "qf-quiz", "version": 2, "data": {"exam": {"start": 1, "items": [1]}}},
    "“__proto__”这一项读不懂": '{"format": "qf-quiz", "version": 2, "data": {"__proto__": 1}}',
}


def test_a_broken_file_changes_nothing(opened: Callable[..., Page]) -> None:
    page = opened("#order")
    answer(page)
    before = stored(page)
    for said, content in BROKEN.items():
        told = bring(page, content, "replace")
        assert said in told
        assert "没有动" in told
        assert stored(page) == before


def test_records_of_the_first_version_are_taken_over(opened: Callable[..., Page]) -> None:
    """As they lay in the browser, and as a file."""
    old = {
        "version": 1,
        "records": {"gifts-1": {"right": 1, "wrong": 2, "streak": 1, "last": 5}},
        "wrong": ["gifts-1", "gifts-2"],
        "favourites": ["gifts-3"],
    }
    page = opened("#wrong", f"localStorage.setItem('qf-quiz', {json.dumps(json.dumps(old))})")
    expect(page.locator(".qf-quiz-stems li")).to_have_count(2)
    expected = {"right": 1, "wrong": 2, "streak": 1, "last": 5, "kept": True, "card": None}
    assert stored(page)["record/gifts-1"] == expected
    to(page, "#q/gifts-1")
    answer(page)
    assert stored(page)["record/gifts-1"]["streak"] == 2
    to(page, "#data")
    page.click("[data-clear]")
    page.click("dialog button:has-text('清空') >> nth=-1")
    expect(page.locator(".qf-quiz-said")).to_have_text("已清空")
    assert page.evaluate("localStorage.getItem('qf-quiz')") is None
    other = opened()
    assert bring(other, {"format": "qf-quiz", **old}) == "导入了做题记录 2 道、收藏 1 道"
    expect(other.locator("#qf-quiz-named")).to_have_text("还没有选")
    assert stored(other)["record/gifts-1"] == expected


def test_a_question_from_the_search_goes_on_through_what_was_found(opened: Callable[..., Page]) -> None:
    page = opened("#search/酒 报告")
    marked = set(page.locator(".qf-quiz-stems mark").all_inner_texts())
    assert marked == {"酒", "报告"}
    found = page.locator(".qf-quiz-stems li")
    count, last = found.count(), found.filter(has_text="单选题").last
    place = page.evaluate("one => [...one.parentNode.children].indexOf(one)", last.element_handle())
    last.locator("a").click()
    expect(page.locator("#qf-quiz-title")).to_have_text("搜题：酒 报告")
    expect(page.locator(".qf-quiz-at")).to_contain_text(f"{place + 1} / {count}")
    assert page.evaluate("document.activeElement.id") == "qf-quiz-stem"
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".qf-quiz-at")).to_contain_text(f"{place} / {count}")
    page.locator("#qf-quiz-title").click()
    page.keyboard.press("Escape")
    expect(page.locator("[name=words]")).to_have_value("酒 报告")


def test_a_bank_is_practised_from_its_page_and_begun_again_only_when_sure(opened: Callable[..., Page], server: str) -> None:
    page = opened()
    expect(page.locator(".qf-quiz-rooms a")).to_have_text(["题库", "练习卷", "随机抽测", re.compile("待复核")])
    page.goto(server + "questions/gifts.html")
    expect(page.locator(".qf-bank__key", has_text=" → ")).to_have_count(1)
    page.click("text=练这套题")
    ready(page)
    expect(page.locator(".qf-quiz-at")).to_contain_text("1 / 25")
    answer(page, right=False)
    expect(page.locator(".qf-quiz-live")).to_contain_text("答错了")
    following(page)
    expect(page.locator(".qf-quiz-live")).to_be_empty()
    page.click("text=从头开始")
    page.click("dialog button:has-text('接着做')")
    expect(page.locator(".qf-quiz-at")).to_contain_text("2 / 25")
    page.click("text=从头开始")
    page.click("dialog button:has-text('从头开始')")
    expect(page.locator(".qf-quiz-at")).to_contain_text("1 / 25")
    expect(page.locator(VERDICT)).to_have_count(0)


def test_a_bank_prints_one_question_after_the_other(opened: Callable[..., Page], server: str) -> None:
    page = opened()
    page.goto(server + "questions/gifts.html")
    page.emulate_media(media="print")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) <= 10


def test_five_questions_by_keyboard_alone(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(server + PAGE)
    ready(page)
    page.locator(".qf-quiz-door").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-question]")
    for _ in range(5):
        asked = current(page)
        if asked["type"] == "填空题":
            if watched.page.viewport_size == {"width": 1440, "height": 900}:
                assert page.evaluate("document.activeElement.classList.contains('qf-quiz-gap')")
            for words in asked["blanks"]:
                page.keyboard.type(words[0])
                page.keyboard.press("Enter")
        else:
            keys = {"对": "1", "错": "2"}
            for letter in asked["answer"]:
                page.keyboard.press(keys.get(letter) or str("ABCDEFGH".index(letter) + 1))
            if asked["type"] not in ("单选题", "判断题"):
                page.keyboard.press("Enter")
        expect(page.locator(VERDICT)).to_have_text("答对了")
        page.keyboard.press("f" if asked["type"] != "填空题" else "F")
        expect(page.locator("[data-star]")).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("Enter")
    expect(page.locator(".qf-quiz-score")).to_have_text("5 / 5 道答对")
    expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator(".qf-quiz-menu")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_contain_text("按键说明")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    to(page, "#q/" + of_type(page, "单选题")[0])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.letter") == "B"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press(" ")
    expect(page.locator(VERDICT)).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == "下一题"
    reached = set()
    for _ in range(10):
        page.keyboard.press("Shift+Tab")
        reached.add(page.evaluate("document.activeElement.textContent"))
    assert reached >= {"收藏", "看来源", "大"}
    assert watched.errors == []


def test_a_finger_turns_the_page_and_back_leads_to_the_menu(opened: Callable[..., Page]) -> None:
    page = opened(**PHONE)
    page.tap(".qf-quiz-door >> text=顺序练习")
    page.wait_for_selector("[data-question]")
    session = page.context.new_cdp_session(page)

    def swipe(dx: int) -> None:
        for n in range(6):
            point = {"x": 195 + dx * (n / 5 - 0.5), "y": 400}
            session.send("Input.dispatchTouchEvent", {"type": "touchMove" if n else "touchStart", "touchPoints": [point]})
            page.wait_for_timeout(24)
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe(-200)
    expect(page.locator(".qf-quiz-at")).to_contain_text("2 / ")
    swipe(200)
    expect(page.locator(".qf-quiz-at")).to_contain_text("1 / ")
    bar = page.locator(".qf-quiz-foot-bar").bounding_box()
    assert bar
    assert bar["y"] + bar["height"] == pytest.approx(844, abs=1)
    size = "parseFloat(getComputedStyle(document.querySelector('.qf-quiz-stem')).fontSize)"
    before = page.evaluate(size)
    page.tap("button[data-size='2']")  # right after the swipe: the tap counts
    expect(page.locator("button[data-size='2']")).to_have_attribute("aria-checked", "true")
    larger = page.evaluate(size)
    page.reload()
    ready(page)
    assert page.evaluate(size) == larger > before
    page.go_back()
    expect(page.locator(".qf-quiz-menu")).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), [("wide", "light"), ("narrow", "dark")])
def test_no_view_has_a_serious_barrier(opened: Callable[..., Page], size: str, scheme: str) -> None:
    width, height = SIZES[size]
    page = opened(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")

    def fits(name: str) -> None:
        assert (name, barriers(page, within="body" if name == "menu" else "article")) == (name, [])
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name

    fits("menu")
    for kind in ("单选题", "多选题", "填空题", "排序题", "简答题"):
        to(page, "#q/" + of_type(page, kind)[0])
        if kind in ("填空题", "排序题"):
            fits(kind)
        answer(page, right=kind == "多选题")
        if kind not in ("多选题", "填空题"):
            fits(kind + "的答案")
    for hash in ("#chapter", "#wrong", "#search/礼品", "#data", "#exam"):
        to(page, hash)
        fits(hash)
    start_exam(page)
    fill(page)
    page.keyboard.press("f")
    fits("考试")
    page.evaluate("for (let n = 0; n < 26; n += 1) document.querySelector('[data-next]').click()")
    fits("交卷")
    page.click("dialog button:has-text('交卷')")
    page.wait_for_selector(".qf-quiz-score")
    fits("成绩")
