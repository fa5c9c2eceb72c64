# The commands a person types; CI types the same ones. The longer ones are scripts in tools/.
PYTHON ?= python3
export DOCKER ?= docker
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup repro ui report pi pi-stop seed test check images image-light image-train image-device image-pi push \
  test-containers lock cli-reference

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: .venv/ready ## the environment in .venv, from the hash-pinned locks

# An environment made for another place runs that place's code: tools/setup says more.
ifneq ($(shell cat .venv/ready 2>/dev/null),$(CURDIR))
.PHONY: .venv/ready
endif
.venv/ready: requirements/bootstrap.txt requirements/dev.txt pyproject.toml
	@PYTHON='$(PYTHON)' tools/setup

repro: setup ## dvc repro on the default, then what came out
	@dvc repro
	@kws summary

ui: setup ## the MLflow UI on the local store, http://127.0.0.1:5000
	@kws ui

report: setup ## the report of the last run, in a browser
	@tools/open_report

pi: setup ## an emulated Raspberry Pi to log in to, on Linux as root; make pi-stop ends it
	@kws pi start

pi-stop: setup
	@kws pi stop

seed: setup ## the published recipe on the real archive: SPEECH_COMMANDS=path make seed
	@tools/seed

check: setup ## ruff and mypy
	@ruff check
	@ruff format --check
	@mypy

test: check ## check, then every test, the fast ones first
	@pytest -n 2 --dist loadfile -m 'not slow and not containers'
	@pytest -n 2 --dist loadfile -m slow

images: image-light image-train image-device ## the containers of the stages; PLATFORM=linux/arm64 for another processor

image-light image-train image-device: image-%: setup
	@tools/image $*

image-pi: export PLATFORM = linux/arm64
image-pi: setup ## the container of the device for a Raspberry Pi
	@tools/image device

push: setup ## the containers for amd64 and arm64 to a registry, by docker buildx: REGISTRY=registry.example make push
	@tools/push_images

test-containers: images image-pi ## every stage in its container; wants a Docker daemon
	@pytest -n 2 --dist loadfile -m containers tests/test_*.py

lock: ## the locks under requirements/ anew
	@tools/lock

cli-reference: setup ## docs/reference/cli.md anew, from the commands
	@PYTHONPATH=. python tools/cli_reference.py
