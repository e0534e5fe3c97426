# Bare `make` explains the targets. Every target that needs the environment asks for it: two commands are enough.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
NAME ?= read_audit
BIN := .venv/bin

.PHONY: help setup run test quick check bench fresh messages counts release lock format

help:  ## Muestra esta ayuda
	@echo "Ceiba: make run abre una demostración; make test prueba todo. Además:"
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 18

setup:  ## Prepara .venv/ y lo demás; la segunda vez no toca la red
	@tools/setup.sh

run: setup  ## Abre una demostración en su máquina: make run [PORT=8000] [CEIBA_HOME=var]
	@CEIBA_HOME="$${CEIBA_HOME:-$(CURDIR)/var}" $(BIN)/ceiba demo --port $(PORT)

test: check  ## La revisión y todas las pruebas; las que usan la base de datos, también sobre PostgreSQL
	@$(BIN)/pytest -q -n 2 --dist worksteal
	@echo "Otra vez, sobre PostgreSQL, las que usan la base de datos:"
	@tools/postgres.sh with $(BIN)/pytest -q -n 2 -m database

quick: setup  ## Lo que no necesita navegador ni base de datos, en segundos
	@$(BIN)/ruff check --quiet
	@PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -q -n 2 -m "not browser and not slow and not database"

check: setup  ## Formato, estilo, tipos, contratos y frescura
	@$(BIN)/ruff format --check --quiet || { echo "Hay archivos sin formato: make format"; exit 1; }
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@if [ -f tools/fresh.py ]; then $(BIN)/python -m tools.fresh --check; fi
	@$(BIN)/python -m tools.counts --long

bench: setup  ## Mide: make bench NAME=read_audit
	@$(BIN)/python benchmarks/$(NAME).py

fresh:  ## Clona el último commit en otra carpeta y lo prueba desde cero
	@folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	git clone --quiet . "$$folder/ceiba"; \
	if [ -e ../shared ]; then ln -s "$$(realpath ../shared)" "$$folder/shared"; fi; \
	$(MAKE) -C "$$folder/ceiba" test

messages: setup  ## Extrae los textos a ceiba/locale/, actualiza los catálogos y los compila
	@$(BIN)/python -m tools.messages
	@tools/setup.sh

counts: setup  ## Líneas por piso y pruebas ÷ código
	@$(BIN)/python -m tools.counts

release: test  ## Prueba todo y construye dist/*.whl
	@rm -rf dist
	@$(BIN)/hatchling build -t wheel

lock: setup  ## Fija requirements/*.txt de nuevo, con sumas y sin direcciones
	@cd requirements && for name in base dev; do \
	  ../$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --no-header $$name.in -o $$name.txt; \
	done; ../$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --universal --no-deps --no-header data.in -o data.txt

format: setup  ## Da formato al código
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format --quiet
