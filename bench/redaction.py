"""Precision and recall of the redaction gate, by kind, over a folder of labelled passages.

Usage: python bench/redaction.py [FOLDER] [--show] [--plain]. --show lists what was missed (-) and what was false (+), masked;
--plain does so with the words themselves.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME / "hooks"), str(HOME / "tests" / "redaction")]

from passages import KINDS, Verdict, judge, load  # noqa: E402

from integrity.redaction.finding import LABELS, Kind  # noqa: E402
from integrity.redaction.lexicon import load_lexicon  # noqa: E402
from integrity.redaction.scan import scan  # noqa: E402


def main(folder: Path, show: bool, plain: bool) -> None:
    passages = load(folder)
    lexicon = load_lexicon(HOME / "data")
    start = time.process_time()
    verdict = judge(passages, partial(scan, lexicon=lexicon))
    seconds = time.process_time() - start
    clean = sum(not passage.labels for passage in passages)
    print(f"passages {len(passages)}, clean {clean}, {seconds:.2f} s of CPU\n")
    print("kind      right missed false  recall precision")
    for kind in KINDS:
        print(_row(kind, verdict, [kind]), LABELS[kind])
    print(_row("numbers", verdict, [kind for kind in KINDS if kind != "name"]))
    print(_row("all", verdict, KINDS))
    if show or plain:
        print("\n" + verdict.shown(masked=not plain))


def _row(title: str, verdict: Verdict, kinds: Sequence[Kind]) -> str:
    right, missed, false = (sum(counter[kind] for kind in kinds) for counter in (verdict.right, verdict.missed, verdict.false))
    return f"{title:<9} {right:5} {missed:6} {false:5} {verdict.recall(kinds):7.3f} {verdict.precision(kinds):9.3f}"


if __name__ == "__main__":
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    main(
        Path(folders[0]) if folders else HOME / "tests" / "redaction" / "passages",
        "--show" in sys.argv,
        "--plain" in sys.argv,
    )
