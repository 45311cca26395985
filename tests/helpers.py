"""Sites made from dictionaries of files, and records small enough to read."""

from __future__ import annotations

import datetime as dt
import io
import struct
import textwrap
import zlib
from functools import lru_cache
from pathlib import Path

from PIL import Image

from integrity import site
from integrity.kernel.settings import Settings
from integrity.rendering import Built

HOME = Path(__file__).resolve().parent.parent
TODAY = dt.date(2026, 11, 24)

Files = dict[str, str | bytes]


def write(root: Path, files: Files) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def built(root: Path, files: Files, today: dt.date = TODAY, settings: Settings | None = None) -> Built:
    return site.build(write(root, files), today, settings or Settings(), HOME)


@lru_cache(maxsize=1)
def sample() -> Built:
    """The project's own content on its own day, built once for all tests of a worker."""
    return site.build(HOME, TODAY, Settings(), HOME)


def messages(result: Built) -> list[str]:
    return [str(issue) for issue in result.issues]


def head(fields: str, body: str = "正文。\n") -> str:
    return f"---\n{textwrap.dedent(fields).strip()}\n---\n\n{body}"


def policy(no: int = 1, body: str = "第一条　内容。\n", **extra: str) -> str:
    fields = {
        "title": f"制度{no}",
        "date": "2026-01-12",
        "unit": "政治处",
        "doc_no": f"示公党〔2026〕{no}号",
        "doctype": "制度",
        "issuer": "中共示例市公安局示例分局委员会",
        "issued": "2026-01-12",
        "effective": "2026-02-01",
    } | extra
    return head("\n".join(f"{key}: {value}" for key, value in fields.items()), body)


SECTIONS = "".join(f"## {name}\n\n内容。\n\n" for name in ("基本案情", "违纪违法事实", "处理结果", "原因剖析", "警示教育")) + (
    "## 思考题\n\n1. 怎样处理？\n\n    参考要点：如实报告。\n\n"
    "## 通报\n\n**关于某案的通报**\n\n各科、所、队：\n\n内容。\n\n分局纪委\n\n2026年3月5日\n\n"
)
SIGNED = (
    "{drafted: {by: 分局纪委案件审理岗, date: 2026-03-04}, checked: {by: 分局纪委副书记, date: 2026-03-05}, "
    "secrecy: {by: 办公室保密审查岗, date: 2026-03-06}, issued: {by: 分局纪委书记, date: 2026-03-07}}"
)


def case(no: str = "2026-01", body: str = SECTIONS, **extra: str) -> str:
    fields = {
        "title": f"张某案{no}",
        "date": "2026-03-05",
        "unit": "分局纪委",
        "case_no": no,
        "level": "分局",
        "unit_type": "派出所",
        "post_type": "执法办案岗位",
        "disciplines": "[廉洁纪律]",
        "form": "第二种形态",
        "party_sanction": "严重警告",
        "redacted": "{by: 分局纪委案件审理岗, date: 2026-03-06}",
        "review": SIGNED,
    } | extra
    return head("\n".join(f"{key}: {value}" for key, value in fields.items() if value), body)


def arrangement(sessions: str, focuses: str = "[{no: 1, title: 党的纪律建设}]", **extra: str) -> str:
    fields = {
        "title": "2026年学习安排",
        "date": "2026-01-05",
        "unit": "政治处",
        "year": "2026",
        "audience": "全体民警",
        "focuses": focuses,
    } | extra
    flat = "\n".join(f"{key}: {value}" for key, value in fields.items() if value)
    return f"---\n{flat}\nsessions:\n{textwrap.indent(textwrap.dedent(sessions).strip(), '  ')}\n---\n\n通知。\n"


def opinion(measures: str, **extra: str) -> str:
    fields = {
        "title": "整改意见",
        "date": "2026-03-01",
        "unit": "分局党委",
        "source": "巡察",
        "issued": "2026-03-01",
    } | extra
    flat = "\n".join(f"{key}: {value}" for key, value in fields.items())
    listed = textwrap.indent(textwrap.dedent(measures).strip(), "      ")
    return f"---\n{flat}\nitems:\n  - no: 1\n    problem: 登记不规范\n    measures:\n{listed}\n---\n\n意见。\n"


def measure(no: str = "1-1", **extra: str) -> str:
    fields = {
        "no": no,
        "text": "修订登记办法",
        "unit": "法制大队",
        "post": "法制大队大队长",
        "goal": "账实相符",
        "due": "2026-06-30",
        "state": "整改中",
        "started": "" if extra.get("state") == "未启动" else "2026-03-02",
    } | extra
    fields = {key: value for key, value in fields.items() if value}
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in fields.items()) + "\n"


def ledger(measures: str, **extra: str) -> str:
    """The ledger beside an opinion that has no items of its own."""
    fields = {"title": "整改台账", "date": "2026-03-09", "unit": "警务督察大队"} | extra
    flat = "\n".join(f"{key}: {value}" for key, value in fields.items())
    listed = textwrap.indent(textwrap.dedent(measures).strip(), "      ")
    return f"{flat}\nitems:\n  - no: 1\n    problem: 登记不规范\n    measures:\n{listed}\n"


BUILDING = head(
    """
    title: 办公楼
    date: 2026-01-05
    unit: 政治处
    code: main
    floors:
      - {no: 1, title: 一楼, theme: 清风正气, walls: [{code: 1A, title: 清风迎面}, {code: 1B, title: 竹影}]}
      - {no: 2, title: 二楼, theme: 以案为鉴, walls: [{code: 2A, title: 警钟}]}
    """
)


def photograph(width: int, height: int) -> bytes:
    """A JPEG that looks a little like something."""
    made = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(made, "JPEG")
    return made.getvalue()


def panel(title: str = "荷", **extra: str) -> str:
    fields = {
        "title": title,
        "date": "2026-01-05",
        "unit": "政治处",
        "floor": "1",
        "building": "main",
        "wall": "1A",
        "order": "1",
        "theme": "慎独",
        "image": "lotus.svg",
        "alt": "一枝荷花",
        "caption": "出淤泥而不染",
    } | extra
    return head("\n".join(f"{key}: {value}" for key, value in fields.items()))


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'


def _png() -> bytes:
    """One white pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")


PNG = _png()
