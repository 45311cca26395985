# 清风. `make site` builds the site into site/, `make test` proves it; both set up what they need.
PYTHON ?= python3
RUN = .venv/bin/python

.PHONY: site test serve check clean hooks setup setup-dev

site: setup
	$(RUN) hooks build

serve: setup
	NO_MKDOCS_2_WARNING=1 $(RUN) -m mkdocs serve

check: setup
	$(RUN) hooks check

test: setup-dev
	tools/browser.sh
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	$(RUN) -m pytest -n 2 --dist worksteal

# Every commit from here on is looked at first. Windows: git config core.hooksPath tools/git-hooks
hooks: setup
	git config core.hooksPath tools/git-hooks
	@echo "已装好：以后每次提交都先做脱敏检查。"

clean:
	rm -rf site site.new site.old .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -exec rm -rf {} +

setup:
	@PYTHON=$(PYTHON) tools/setup.sh requirements.lock

setup-dev:
	@PYTHON=$(PYTHON) tools/setup.sh requirements-dev.lock
