# Two commands on an empty machine: `make demo` and `make test`. Needed: Python 3.11 or newer, git, make.
# Against services you have: DATABASE_URL=… REDIS_URL=… make demo

.PHONY: help demo test check screenshots themes stop clean css messages environment-run environment-dev
.DEFAULT_GOAL := help

VENV := .venv/bin/python
export PYTHONUNBUFFERED := 1

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 \t\2/p' $(firstword $(MAKEFILE_LIST))

environment-run environment-dev: environment-%:
	@python="$$(PYTHON='$(PYTHON)' sh deploy/find_python.sh)" && "$$python" deploy/environment.py $*

demo: environment-run ## start everything with two sample schools; prints addresses and sign-ins
	@$(VENV) manage.py demo $(ARGS)

test: environment-dev ## the whole suite; make test ARGS="tests/house -k parallel" for a part
	@$(VENV) -m deploy.run_tests $(ARGS)

check: environment-dev ## style, types, import rules, migrations, settings, translations, templates
	@$(VENV) -m deploy.run_checks $(ARGS)

screenshots: environment-dev ## pictures of every page in build/gallery, with their bytes and complaints
	@$(VENV) -m tests.gallery $(ARGS)

themes: environment-dev ## random themes in search of a pair that cannot be read; make themes THEMES=100000
	@THEMES=$(or $(THEMES),20000) $(VENV) -m deploy.run_tests -n0 -q tests/branding/test_palette.py -k any_theme

stop: ## stop the embedded PostgreSQL servers
	@python="$$(PYTHON='$(PYTHON)' sh deploy/find_python.sh)" && \
	for purpose in demo test; do "$$python" -m tenants.embedded stop --purpose $$purpose; done

clean: ## stop, then delete the embedded data and the environment
	@python="$$(PYTHON='$(PYTHON)' sh deploy/find_python.sh)" && \
	for purpose in demo test; do "$$python" -m tenants.embedded remove --purpose $$purpose; done
	@rm -rf .edupro .venv build staticfiles .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

css: ## compile the style sheet and vendored scripts (needs Node; the result is committed)
	@npm ci --ignore-scripts --no-audit --no-fund && npm run build

messages: environment-dev ## compile the translations (the result is committed)
	@$(VENV) -m deploy.messages
