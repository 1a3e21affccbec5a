# Each target sets up what it needs. CI runs `make test` and nothing else.

.PHONY: run test bench bench-country

# The typeface comes from npm where that is there already; without it, pages use the system's own.
node_modules/.package-lock.json: package.json package-lock.json
	@if command -v npm >/dev/null; then npm ci --no-audit --no-fund; else echo "No npm: pages use the system's own typeface."; fi

run:
	sh install.sh build
	$(MAKE) --no-print-directory node_modules/.package-lock.json
	cargo run --features pdf -- demo

# Databases of tests lie in memory where there is room, and where what a test builds may run: a disk is waited for at every save, and no
# test cuts its power.
ROOMY := $(shell grep -q ' /dev/shm .*noexec' /proc/mounts || df -k --output=avail /dev/shm 2>/dev/null | awk 'NR == 2 && $$1 > 6000000 { print "/dev/shm" }')
ifneq ($(ROOMY),)
test: export TMPDIR := $(ROOMY)
endif

test:
	sh install.sh test
	$(MAKE) --no-print-directory node_modules/.package-lock.json
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	cargo test --features pdf
	PATH="$(CURDIR)/tests/node/bin:$$PATH" cargo test --features pdf --test all browser:: -- --ignored --nocapture

# One school of 1,200 pupils, measured; tables in Markdown. A quiet machine measures best.
bench:
	sh install.sh build
	cargo bench --features pdf --bench school

# Every school of England in one file, made once in target/ (some 10 GB). COUNTRY_SCHOOLS=240 for a smaller one.
bench-country:
	sh install.sh build
	cargo bench --bench country
