# Frontrow. `make help` lists what there is to make. Each target is a script: read it there.

.DEFAULT_GOAL := help
.PHONY: help run build check e2e test test-long torture bench dev trunk gallery queries fmt

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z].*:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Set up, build quickly, load the demo season and serve it on 127.0.0.1:3000 (FRONTROW_LISTEN; DATABASE_URL for a database of yours)
	@scripts/run

build: ## Set up and build for release: the program in target/release, the site in target/site (or under CARGO_TARGET_DIR)
	@scripts/build

check: ## Check what you changed: formatting, prose, lints and unit tests, in under a minute once all is compiled
	@scripts/check

e2e: ## Run one end-to-end spec on what you changed: make e2e SPEC=live
	@scripts/e2e "$(SPEC)"

test: ## Set up and run every check: formatting, clippy, queries, unit, integration and end-to-end tests
	@scripts/test

test-long: ## Run what takes too long for `make test`: more random cases, every short scenario of torture, the proxies, axe on a phone
	@scripts/test-long

torture: ## Break servers, PostgreSQL, connections, clocks and disks under 500 buyers, and count everything (QUICK=1: four minutes)
	@scripts/torture

bench: ## Measure the shop on this machine against pgbench and others, and print one table (QUICK=1: three minutes)
	@scripts/bench

dev: ## Build, serve, and build again at every change of a file
	@scripts/dev

trunk: ## Open the gallery of components with made-up data and no server (also: make gallery)
	@scripts/gallery

gallery: trunk

queries: ## Renew .sqlx, which builds without a database go by, after a change of a query or a migration
	@scripts/test-database scripts/check-queries --write

fmt: ## Format all code
	@scripts/with-tools cargo fmt --all
