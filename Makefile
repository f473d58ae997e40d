# Griot: Markdown in, a bilingual site with its search index out.
#
# The two commands that matter are `make site` and `make test`. Both work on a
# fresh Debian 12 with Go, make, git and apt; `make test` installs by itself
# what else it needs, or says what is missing.

GO          ?= go
GOVULNCHECK ?= golang.org/x/vuln/cmd/govulncheck@v1.9.0
CYCLONEDX   ?= github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0
STATICCHECK ?= honnef.co/go/tools/cmd/staticcheck@v0.8.2
ARGS        ?=
OUT         ?= new.txt

CHECKS := generator/internal/checks
SOURCES := generator themes i18n
MICRO   := $(addprefix ./generator/,content markdown search/analysis search/bleveindex figures/share theme pipeline)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site griot serve check test audit tools fmt vet lint race zapx builds outside sbom reproducible soak fresh bench micro profile clean

help: ## show the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: griot ## build the site into public/
	./bin/griot build $(ARGS)

# The commit goes into the program where git can tell it: not without git or
# .git, nor where the folder belongs to somebody else, as in some containers.
griot: ## build the one binary, bin/griot
	CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=$$(git rev-parse HEAD >/dev/null 2>&1 && echo auto || echo false) \
		-o bin/griot ./generator/cmd/griot

serve: griot ## serve the site and reload the browser at each change
	./bin/griot serve $(ARGS)

check: fmt vet ## the fast part of the tests: format, vet, unit tests without the race detector
	$(GO) test -pgo=off ./...

test: tools fmt vet lint site race zapx builds outside ## everything: build, linters, race tests, browsers and outside checkers
	@echo "make test: all passed"

# The whole matrix, too long for each change: about ten minutes. PAGES='fr/pays'
# visits only the pages whose path matches.
audit: site ## hold every page against the budgets in generator/internal/checks/audit: weight, shift, Lighthouse, axe, zoom
	bash $(CHECKS)/install.sh audit
	cd $(CHECKS) && $(GO) test -tags site,audit -count 1 -timeout 60m \
		-run '^Test(Audit|Axe|Reflow|Lighthouse)\w*(Objects|Pages|Lighthouse)$$' $(if $(PAGES),-args -pages '$(PAGES)')
	bash $(CHECKS)/vulnerable.sh $(GOVULNCHECK)

tools: ## install what the tests need (Debian packages and locked npm packages)
	bash $(CHECKS)/install.sh

fmt: ## list Go files that gofmt would change
	@unformatted=$$("$$($(GO) env GOROOT)/bin/gofmt" -l $(SOURCES)); if [ -n "$$unformatted" ]; then \
		echo "not formatted, run gofmt -w on:"; echo "$$unformatted"; exit 1; fi

vet: ## go vet, the outside checks included
	$(GO) vet -tags site,audit ./...

lint: ## staticcheck, the outside checks included
	$(GO) run $(STATICCHECK) -tags site,audit ./...

race: ## all Go tests under the race detector (needs gcc)
	CGO_ENABLED=1 $(GO) test -pgo=off -race -timeout 60m ./...

# With this tag the index is written by zapx's own builder (see generator/search/zap).
zapx: ## the search tests with zapx's own builder of segments
	$(GO) test -pgo=off -tags zapx ./generator/search/...

builds: ## the long tests of the pipeline and of the command line, and those of memory, which the race detector would slow down too much
	$(GO) test -count 1 -timeout 60m ./generator/pipeline ./generator/cmd/griot
	$(GO) test -count 1 -timeout 60m -run Grows $(addprefix ./generator/,markdown wordlist yaml search/plan translate/segment/tomltext translate/state translate/exchange)

outside: ## check the built public/ with tools that are not ours
	$(GO) test -tags site -count 1 -timeout 60m ./$(CHECKS)

# What the program contains, for those who have to know it, in bin/griot.cdx.json. It is read
# from the program, so that it needs neither git nor the history, which a worktree or archive lacks.
sbom: griot ## list the modules and licences of bin/griot in CycloneDX, in bin/griot.cdx.json
	$(GO) run $(CYCLONEDX) bin -json -licenses -std -version "$$(./bin/griot version | cut -d ' ' -f 2)" -output bin/griot.cdx.json bin/griot

reproducible: ## build the binary from two folders and compare: it must be the same
	bash $(CHECKS)/reproducible.sh

# Five minutes for each fuzz target, then 1 000 kills of a build and whatever else has the
# build tag soak: some hours. TIME=30s makes the first part shorter, PART=fuzz or PART=tests
# runs one only.
soak: ## all fuzz targets, 1 000 kills and other tests too long for `make test`: hours
	bash $(CHECKS)/install.sh soak
	bash $(CHECKS)/soak.sh '$(or $(TIME),5m)' '$(or $(PART),all)'

fresh: ## both commands on a bare Debian 12 in a temporary folder (as root; run it before changing what is installed)
	bash $(CHECKS)/fresh.sh

bench: ## measure Griot beside Hugo and Pagefind (ARGS="-sizes 100,1000 -rows builds" for a part)
	$(GO) run ./generator/internal/bench $(ARGS)

micro: ## time each stage alone into OUT (new.txt); benchstat compares two such files
	$(GO) test -run '^$$' -bench . -count 6 $(MICRO) | tee $(OUT)

# The compiler finds the profile by its name and place; where it is old, griot
# is only slower.
profile: ## renew the profile of a build by which the compiler optimises griot
	GOGC=400 $(GO) test -trimpath -run '^$$' -bench 'Build$$' -benchtime 8x -o $$(mktemp -d)/build.test \
		-cpuprofile $(CURDIR)/generator/cmd/griot/default.pgo ./generator/pipeline

clean: ## remove what builds and tests wrote
	rm -rf bin .griot pseudo $(CHECKS)/node_modules $(CHECKS)/audit/node_modules generator/internal/bench/node_modules
	@if [ -d public ]; then find public -mindepth 1 -maxdepth 1 ! -name .gitkeep -exec rm -rf {} +; fi
