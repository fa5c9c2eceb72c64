# The commands a person types; CI types the same ones.
PYTHON ?= python3
BIN := .venv/bin
DOCKER ?= docker
# uv compiles bytecode only when told; without it every process imports TensorFlow six times slower.
export UV_COMPILE_BYTECODE = 1
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup repro ui report pi pi-stop seed test check images image-light image-train image-device image-pi push \
  test-containers lock

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: .venv/ready ## the environment in .venv, from the hash-pinned locks

.venv/ready: requirements/bootstrap.txt requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; (3, 11) <= v < (3, 14) or sys.exit("expected Python 3.11 to 3.13, got %d.%d: run make PYTHON=python3.12 setup" % v)'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/bootstrap.txt requirements/dev.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

repro: setup ## dvc repro on the default, then what came out
	@dvc repro
	@kws summary

ui: setup ## the MLflow UI on the local store, http://127.0.0.1:5000
	@kws ui

report: setup ## the report of the last run, in a browser
	@test -f reports/report.html || { echo 'error: expected reports/report.html, found none: run make repro' >&2; exit 2; }
	@echo reports/report.html && python -m webbrowser -t "file://$(CURDIR)/reports/report.html"

pi: setup ## an emulated Raspberry Pi to log in to, on Linux as root; make pi-stop ends it
	@kws pi start

pi-stop: setup
	@kws pi stop

seed: setup ## the published recipe on the real archive: SPEECH_COMMANDS=path make seed
	@test -n "$(SPEECH_COMMANDS)" || { echo 'error: expected the archive, got none: run SPEECH_COMMANDS=path make seed' >&2; exit 2; }
	@dvc exp remove --quiet seed 2>/dev/null || true
	@dvc exp run --temp --name seed -S ingest.source=speech_commands -S ingest.archive=$(realpath $(SPEECH_COMMANDS)) \
	  $$(sed 's/^/-S /' benchmarks/published.params)
	@kws summary --rev seed

check: setup ## ruff and mypy
	@ruff check
	@ruff format --check
	@mypy

test: check ## check, then every test, the fast ones first
	@pytest -n 2 --dist loadfile -m 'not slow and not containers'
	@pytest -n 2 --dist loadfile -m slow

images: image-light image-train image-device ## the containers of the stages; PLATFORM=linux/arm64 for another processor

image-light image-train image-device: image-%: setup
	@$(call image,$*)

image-pi: PLATFORM = linux/arm64
image-pi: setup ## the container of the device for a Raspberry Pi
	@$(call image,device)

push: setup ## all of them for amd64 and arm64 to a registry, by docker buildx: REGISTRY=registry.example make push
	@test -n "$(REGISTRY)" || { echo 'error: expected a registry, got none: run REGISTRY=registry.example make push' >&2; exit 2; }
	@place=$$(mktemp -d) && trap 'rm -r $$place' EXIT && for name in light train device; do \
	  $(call tag,$$name) && $(DOCKER) buildx build $(call source,$$name) --platform linux/amd64,linux/arm64 \
	    --tag $(REGISTRY)/$$tag --push --metadata-file $$place/pushed $(BUILD_FLAGS) . && \
	  digest=$$(python -c 'import json, sys; print(json.load(sys.stdin)["containerimage.digest"])' <$$place/pushed) && \
	  echo "export KWS_IMAGE_$$(echo $$name | tr a-z A-Z)=$(REGISTRY)/$${tag%:*}@$$digest" >>$$place/names || exit 1; done && \
	cat $$place/names

# What `make images` calls an image on this machine; one for another processor has that behind it.
tag = tag=$$(python -c 'import sys; from components.images import tag; print(tag(sys.argv[1]))' $(1))
source = --file components/Containerfile --target $(1) --build-arg VERSION=$${tag\#\#*:} \
  --build-arg SOURCE_COMMIT=$$(git describe --always --abbrev=40 --exclude='*' --dirty)
image = $(call tag,$(1)) && made=$$tag$(PLATFORM:linux/%=-%) && \
  DOCKER_BUILDKIT=1 $(DOCKER) build $(call source,$(1)) --tag $$made $(PLATFORM:%=--platform %) $(BUILD_FLAGS) \
    $(if $(filter %/arm64,$(PLATFORM)),$(ARM64_FLAGS)) . && \
  $(DOCKER) image inspect --format "$$made {{.Size}}" $$made

test-containers: images image-pi ## every stage in its container; wants a Docker daemon
	@DOCKER=$(DOCKER) pytest -n 2 --dist loadfile -m containers tests/test_*.py

lock: ## the locks under requirements/ anew; each is a part of dev's, which the tests run on, but for numpy on a device's Python 3.10
	@for extra in dev light server train; do \
	  [ $$extra = dev ] || part='--constraint requirements/dev.txt'; \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command 'make lock' $$part --extra $$extra pyproject.toml -o requirements/$$extra.txt || exit 1; done
	@awk '/^[a-z0-9].*==/ { print $$1 ($$1 ~ /^numpy==/ ? "; python_version >= \"3.11\"" : "") }' requirements/dev.txt | \
	  $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.10 --generate-hashes \
	  --custom-compile-command 'make lock' --no-annotate --constraint /dev/stdin --override requirements/device.in \
	  requirements/device.in -o requirements/device.txt
	@echo uv==0.13.9 | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --custom-compile-command 'make lock' - -o requirements/bootstrap.txt
