"""Starts MkDocs as `python -m mkdocs` does, when a line comes in: what it needs is loaded before, while others still look
whether there is anything to build. Words: the engine, and what it is told.

A build has no use for looking for rubbish while libraries are loaded; nor for Material's dictionary of Chinese, where there is
one: the index of its search is left empty.
"""

import gc
import importlib
import os
import runpy
import sys
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
    try:
        runpy.run_module(engine, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        if isinstance(ended.code, str):
            raise
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ended.code or 0)  # all is written: taking thousands of pages apart in memory would only take time
    except Exception as error:
        from jinja2 import TemplateError

        if not ours or not isinstance(error, TemplateError):
            raise
        from integrity.kernel.templates import fault

        sys.exit(f"ERROR   -  {fault(error, home)}")
