"""Starts MkDocs as `python -m mkdocs` does, without what a build has no use for.

While libraries are loaded nothing is looked through for rubbish; and Material's search, whose index is left empty, does not
load its dictionary of Chinese where there is one. Words: the engine, and what it is told.
"""

import gc
import runpy
import sys
from typing import Any, cast

gc.disable()  # kernel/cores.py: collect_seldom turns it on again
cast("dict[str, Any]", sys.modules)["jieba"] = None
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
