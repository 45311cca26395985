"""Starts MkDocs as `python -m mkdocs` does, when a line comes in: what it needs is loaded before, while others still look
whether there is anything to build. Words: the engine, and what it is told.

A build has no use for looking for rubbish while libraries are loaded; nor for Material's dictionary of Chinese, where there is
one: the index of its search is left empty.
"""

import gc
import importlib
import multiprocessing
import os
import runpy
import sys
import traceback
from pathlib import Path
from typing import Any, cast

engine, *told = sys.argv[1:]
home = Path(__file__).resolve().parent.parent
ours = Path(told[told.index("-f") + 1]).resolve().parent == home
if ours:
    gc.disable()  # kernel/cores.py: collect_seldom turns it on again
    cast("dict[str, Any]", sys.modules)["jieba"] = None
if engine == "mkdocs" and ours:  # another engine, and code beside another site, load what they take for this
    for name in ("mkdocs.commands.build", "integrity.site", "quick.quick", "quick.finish", "quick.written"):
        importlib.import_module(name)
    from mkdocs.exceptions import Abort

    Abort.show = lambda *_, **__: None  # type: ignore[method-assign]  # why is said in lines of our own
if sys.stdin.readline():
    sys.argv = [engine, *told]
    code = 0
    try:
        runpy.run_module(engine, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        if isinstance(ended.code, str):
            raise
        code = ended.code or 0
    except Exception as error:
        from integrity.kernel.templates import fault

        wrong = fault(error, home) if ours else None
        sys.stderr.write(f"ERROR   -  {wrong}\n" if wrong else traceback.format_exc())
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    for worker in multiprocessing.active_children():  # of a build that failed: who waits for what is said would wait for them
        worker.kill()
    os._exit(code)  # all is written: taking thousands of pages apart in memory would only take time
