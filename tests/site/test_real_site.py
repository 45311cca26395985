"""The real site: strict, twice the same, nothing outside, nothing held back, every link good."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import SITE_URL, build, copy
from helpers import HOME, write
from lxml import html

from integrity.kernel.settings import read_settings

NAMESPACES = ("http://www.w3.org/", "http://www.sitemaps.org/schemas/sitemap/")
ADDRESS = re.compile(r"(?:https?:|(?<=[\"'(=]))//[\w.-]+\.[a-z]{2,}[^\s\"'<>)]*", re.I)


def digest(site: Path) -> dict[str, str]:
    return {
        str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def text_files(site: Path) -> list[Path]:
    return [path for path in sorted(site.rglob("*")) if path.suffix in {".html", ".js", ".css", ".json", ".svg", ".xml", ".txt"}]


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_two_builds_of_one_day_are_byte_identical(real_site: Path, project: Path, tmp_path: Path) -> None:
    done = build(copy(tmp_path / "again"))
    assert done.returncode == 0, done.stderr
    assert digest(real_site) == digest(tmp_path / "again" / "site")


def test_another_day_is_another_site(real_site: Path, tmp_path: Path) -> None:
    root = copy(tmp_path)
    assert build(root, SITE_DATE="2026-07-01").returncode == 0
    assert "2026年7月1日" in (root / "site" / "index.html").read_text("utf-8")
    assert digest(real_site) != digest(root / "site")


def test_properdocs_builds_the_same_pages(real_site: Path, project: Path) -> None:
    done = build(project, to="site-properdocs", engine="properdocs")
    assert done.returncode == 0, done.stdout + done.stderr
    other = project / "site-properdocs"
    assert {path.relative_to(other) for path in pages(other)} == {path.relative_to(real_site) for path in pages(real_site)}


def intranet_hosts() -> set[str]:
    """The hosts that the project's own settings name, and no other."""
    settings = read_settings(HOME)[0]
    return {*settings.intranet_hosts, urlsplit(settings.address).hostname or ""}


def test_no_outside_address_anywhere(real_site: Path) -> None:
    found, intranet = [], intranet_hosts()
    for path in text_files(real_site):
        for match in ADDRESS.finditer(path.read_text("utf-8")):
            address = match[0] if match[0].startswith("http") else "https:" + match[0]
            if not address.startswith(NAMESPACES) and urlsplit(address).hostname not in intranet:
                found.append(f"{path.relative_to(real_site)}: {match[0][:80]}")
    assert found == []


def test_no_source_maps(real_site: Path) -> None:
    assert list(real_site.rglob("*.map")) == []


def read_page(path: Path) -> tuple[set[str], list[str]]:
    """The ids of a page, and where it leads, each address once."""
    page = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    tags = page.iter("a", "img", "link", "script", "audio", "video", "track", "source")
    return set(page.xpath("//@id")), list(dict.fromkeys(target for tag in tags if (target := tag.get("href") or tag.get("src"))))


def test_every_link_and_anchor_of_every_page_exists(real_site: Path) -> None:
    found = {path: read_page(path) for path in pages(real_site)}
    files, intranet = {*found, *(path for path in real_site.rglob("*") if path.is_file())}, intranet_hosts()
    broken = []
    for path, (_, targets) in found.items():
        if path.name == "404.html":
            continue  # its addresses start at the server's root, which is known only there
        for target in targets:
            parts = urlsplit(target)
            if target.startswith(("mailto:", "javascript:", "data:")) or parts.hostname in intranet:
                continue
            wanted = Path(os.path.normpath(path.parent / unquote(parts.path))) if parts.path else path
            fragment = "" if "=" in parts.fragment else unquote(parts.fragment)  # conditions of the case library
            there = found[wanted][0] if wanted in found else {fragment}
            if wanted not in files or (fragment and fragment not in there and not fragment.startswith("__")):
                broken.append(f"{path.relative_to(real_site)} → {target}")
    assert broken == []


def test_drafts_appear_nowhere(real_site: Path, project: Path) -> None:
    assert "draft: true" in (project / "cases/2026/2026-06.md").read_text("utf-8"), "the sample holds a draft to look for"
    for path in text_files(real_site):
        assert "草稿演示" not in path.read_text("utf-8"), path
        assert "2026/2026-06.html" not in path.read_text("utf-8"), path
    assert not list((real_site / "cases").rglob("2026-06*"))


@pytest.fixture(scope="module")
def bare_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site without settings; the environment says its day and its address."""
    root = copy(tmp_path_factory.mktemp("bare"))
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    start, end = text.index("  integrity:\n"), text.index("extra_css:")
    settings.write_text(text[:start] + text[end:], "utf-8")
    done = build(root, SITE_DATE="2026-11-24", SITE_URL=SITE_URL)
    assert done.returncode == 0, done.stderr
    return root / "site"


def test_the_sitemap_lists_pages_but_no_draft(bare_site: Path) -> None:
    sitemap = (bare_site / "sitemap.xml").read_text("utf-8")
    assert f"{SITE_URL}policies/study-day.html" in sitemap
    assert "cases/2026/2026-06" not in sitemap
    assert "<lastmod>2026-11-24</lastmod>" in sitemap


def test_data_agrees_with_the_pages(real_site: Path) -> None:
    catalogue = json.loads((real_site / "data" / "catalogue.json").read_text("utf-8"))
    assert {entry["classification"] for entry in catalogue} <= {"公开", "内部"}
    for entry in catalogue:
        page = (real_site / entry["url"]).read_text("utf-8")
        assert entry["title"] in page, entry["url"]


def test_the_sample_is_what_an_office_would_have(real_site: Path) -> None:
    def data(name: str) -> object:
        return json.loads((real_site / "data" / f"{name}.json").read_text("utf-8"))

    policies, cases, sessions, ledger, corridor = (data(n) for n in ("policies", "cases", "study", "rectification", "corridor"))
    assert isinstance(policies, list)
    assert isinstance(cases, list)
    assert isinstance(sessions, list)
    assert isinstance(ledger, dict)
    assert isinstance(corridor, list)
    assert len(policies) >= 12
    assert any(p["state"] == "已被修订" for p in policies)
    assert len(cases) >= 12
    assert len({d for c in cases for d in c["disciplines"]}) == 6
    assert len({c["form"] for c in cases}) == 4
    assert len(sessions) >= 30
    assert len({s["audience"] for s in sessions}) == 3
    assert {s["focus"] for s in sessions} == set(range(1, 13))
    assert ledger["totals"]["measures"] >= 30
    assert min(ledger["totals"]["by_state"].values()) > 0
    assert min([p["floor"] for p in corridor].count(floor) for floor in (1, 2, 3)) >= 5


def test_search_holds_the_records_and_not_the_lists(real_site: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((real_site / "search" / "t").glob("*.js"))]
    parts = [part for text in texts for part in json.loads(text[text.index(",") + 1 : text.rindex(")")])]
    places = {part[2] for part in parts}
    assert "policies/study-day.html" in places
    assert "cases/2026/2026-01.html" in places
    assert "policies/by-year.html" not in places
    assert json.loads((real_site / "search" / "search_index.json").read_text("utf-8"))["docs"] == []
    assert (real_site / "search" / "search_index.js").read_text("utf-8").startswith("var __index = {")


@pytest.mark.parametrize("mistake", ["docs/policies/zz.md", "cases/2026/raw.docx"])
def test_a_mistake_leaves_the_previous_site_untouched(tmp_path: Path, mistake: str) -> None:
    root = copy(tmp_path)
    write(root, {"site/index.html": "前一次", "site/data/catalogue.json": "[]"})
    (root / mistake).write_text("", "utf-8")
    done = build(root)
    assert done.returncode != 0
    assert mistake in done.stdout + done.stderr
    assert (root / "site" / "index.html").read_text("utf-8") == "前一次"
    assert sorted(path.name for path in root.iterdir() if path.name.startswith("site")) == ["site"]


def test_a_link_to_a_missing_anchor_fails_the_build(tmp_path: Path) -> None:
    root = copy(tmp_path)
    page = root / "docs" / "policies" / "alcohol.md"
    page.write_text(page.read_text("utf-8") + "\n见[学习日](study-day.md#第九百条)。\n", "utf-8")
    done = build(root)
    assert done.returncode != 0
    assert "第九百条" in done.stderr


def test_a_site_without_settings_builds(bare_site: Path) -> None:
    assert "示例市公安局示例分局" in (bare_site / "index.html").read_text("utf-8")


def test_a_ledger_in_yaml_becomes_a_page_and_stays_at_home(real_site: Path) -> None:
    assert 'id="a1"' in (real_site / "activities/2026-q1.html").read_text("utf-8")
    assert 'href="2026-q3.html#2026-09"' in (real_site / "activities/theme-day-2026-09-18.html").read_text("utf-8")
    assert not [path for suffix in ("yml", "yaml") for path in real_site.rglob(f"*.{suffix}")]
