# make demo         the portal on http://127.0.0.1:8000 (another address: PORT=8001 HOST=...)
# make test         everything that has to hold, on SQLite and on PostgreSQL
# make bench        how fast it answers on this machine (more: make bench ARGS=--help)
# make environment  .venv and compiled translations, nothing else: what a server needs
# make lock         after a change of dependencies in pyproject.toml (needs uv)
# make messages     after a change of texts: collects them for translation (needs gettext)

PORT ?= 8000
HOST ?= 127.0.0.1
export PORT HOST

PYTHON = .venv/bin/python
CATALOGUES = $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
EXPORT = uv export --quiet --frozen --no-emit-project --format requirements-txt --no-header

.PHONY: demo test bench environment lock messages python test-python
.NOTPARALLEL:

demo: environment
	@$(PYTHON) -m liangjiang.demo

test: test-python $(CATALOGUES)
	@$(PYTHON) -m setup.run_tests

bench: environment
	@$(PYTHON) -m setup.bench $(ARGS)

environment: python $(CATALOGUES)

lock:
	uv lock
	$(EXPORT) --output-file requirements/runtime.txt
	$(EXPORT) --output-file requirements/test.txt --group test

messages: test-python
	@$(PYTHON) -m setup.translations update

python:
	@sh setup/environment.sh runtime

test-python:
	@sh setup/environment.sh test

%.mo: %.po
	@$(PYTHON) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@
