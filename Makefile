# Headroom: a workforce scenario simulator for children's social care.
#
#   make demo     installs what is missing, builds, compares the Luton options
#   make test     builds and runs the tests; the last line is "N passed, N failed"
#   make help     lists everything else
#
# Sources are found by wildcard: a new file needs no line here. Only demo, test, deps, bare-root and the CI may install
# anything; NO_INSTALL=1 forbids it to them too.

VERSION := 0.1.0

# Fewer tests than this is a failure, since Criterion calls zero tests a success. Raise it as tests are added.
MIN_TESTS := 538

# --- one place for flags ---------------------------------------------------------------------------------------------

# release, debug, asan, tsan, clang, coverage, fuzz or mpi; each has its own folder.
VARIANT ?= $(if $(MPI),mpi,release)

UNAME := $(shell uname -s)
JOBS  := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
COMMA := ,

ifneq ($(filter clang fuzz,$(VARIANT)),)
CC := clang
endif
# What MPI needs of the compiler and the linker, its own compiler knows.
ifeq ($(VARIANT),mpi)
CC := mpicc
endif

B := $(if $(filter release,$(VARIANT)),build,build/$(VARIANT))

LIBRARIES := gsl yaml-0.1 jansson nettle

# The workbook for spreadsheets is written where libxlsxwriter is; WORKBOOK=no builds without it all the same.
WORKBOOK ?= $(if $(shell pkg-config --exists xlsxwriter 2>/dev/null && echo yes),yes,no)
ifeq ($(WORKBOOK),yes)
LIBRARIES += xlsxwriter
endif

# Contraction is off in every variant, and nothing is tuned to one machine, so that results are the same bytes.
STANDARD := -std=gnu17 -ffp-contract=off -D_GNU_SOURCE -DHEADROOM_VERSION=\"$(VERSION)\" -pthread -MMD -MP -Isim -I.
# clang takes INFINITY and NAN, which are floats, for promotions; gcc finds the real ones.
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wformat=2 -Werror=implicit \
            $(if $(filter clang,$(VARIANT)),-Werror -Wno-double-promotion)
# Criterion's macros do not survive the strictest warnings, so tests get fewer.
TEST_WARNINGS := -Wall -Wextra -Wshadow -Wformat=2 -Wno-format-nonliteral -Werror=implicit
HARDENING := -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
HARD_LINK := $(if $(filter Linux,$(UNAME)),-pie -Wl$(COMMA)-z$(COMMA)relro -Wl$(COMMA)-z$(COMMA)now)

OPTIONS_release  := -O2 -g $(HARDENING)
OPTIONS_debug    := -Og -g3
OPTIONS_asan     := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
OPTIONS_tsan     := -O1 -g -fno-omit-frame-pointer -fsanitize=thread
OPTIONS_clang    := $(OPTIONS_release)
OPTIONS_coverage := -O0 -g --coverage
OPTIONS_mpi      := $(OPTIONS_release) -DHEADROOM_MPI
OPTIONS_fuzz     := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
ifeq ($(origin OPTIONS_$(VARIANT)),undefined)
$(error VARIANT=$(VARIANT) is unknown; choose release, debug, asan, tsan, clang, coverage, fuzz or mpi)
endif

LINK_release := $(HARD_LINK)
LINK_clang   := $(HARD_LINK)
LINK_mpi     := $(HARD_LINK)

LIBRARY_FLAGS := $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null)
LIBRARY_LINK  := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lm
TEST_FLAGS    := $(shell pkg-config --cflags criterion 2>/dev/null)
TEST_LINK     := $(shell pkg-config --libs criterion 2>/dev/null)

# CFLAGS and LDFLAGS stay free for whoever builds: they come last.
COMPILE      = $(CC) $(STANDARD) $(WARNINGS) $(OPTIONS_$(VARIANT)) $(LIBRARY_FLAGS) $(CFLAGS) -include base/banned.h
COMPILE_TEST = $(CC) $(STANDARD) -Itests $(TEST_WARNINGS) $(OPTIONS_$(VARIANT)) $(LIBRARY_FLAGS) $(TEST_FLAGS) $(CFLAGS)
LINK         = $(CC) $(OPTIONS_$(VARIANT)) $(LINK_$(VARIANT)) -pthread $(LDFLAGS)

# Inner builds use every core unless the caller said how many.
INNER = --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))

# --- what is built from what -----------------------------------------------------------------------------------------

# Without the library the sheets stay out, and workbook.c says so.
SOURCES := $(filter-out $(if $(filter yes,$(WORKBOOK)),,sim/report/workbook_%.c),\
             $(wildcard sim/*.c sim/*/*.c plots/*.c))
OBJECTS := $(SOURCES:%.c=$(B)/obj/%.o)
PARTS   := $(filter-out $(B)/obj/sim/main.o,$(OBJECTS))

TEST_SOURCES := $(filter-out tests/fuzz/% tests/bench/%,$(wildcard tests/*/*.c))
TEST_OBJECTS := $(TEST_SOURCES:%.c=$(B)/obj/%.o)

BENCHES := $(patsubst tests/bench/%.c,$(B)/bench/%,$(wildcard tests/bench/*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,$(B)/%,$(wildcard tests/fuzz/*.c))

PROGRAM := $(B)/headroom
TESTS   := $(B)/tests

.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
.DEFAULT_GOAL := all

$(PROGRAM): $(OBJECTS)
	@echo "  link     $@"
	@$(LINK) $^ -o $@ $(LIBRARY_LINK)

$(TESTS): $(PARTS) $(TEST_OBJECTS)
	@echo "  link     $@"
	@$(LINK) $^ -o $@ $(TEST_LINK) $(LIBRARY_LINK)

$(B)/bench/%: $(B)/obj/tests/bench/%.o $(PARTS)
	@mkdir -p $(@D)
	@echo "  link     $@"
	@$(LINK) $^ -o $@ $(LIBRARY_LINK)

build/fuzz/%: build/fuzz/obj/tests/fuzz/%.o $(PARTS)
	@echo "  link     $@"
	@$(LINK) -fsanitize=fuzzer $^ -o $@ $(LIBRARY_LINK)

build/afl/fuzz/%: build/afl/obj/tests/fuzz/%.o $(PARTS)
	@mkdir -p $(@D)
	@echo "  link     $@"
	@$(LINK) -fsanitize=fuzzer $^ -o $@ $(LIBRARY_LINK)

# Everything is compiled again when the flags may have changed.
$(B)/obj/tests/%.o: tests/%.c Makefile | ready
	@mkdir -p $(@D)
	@echo "  compile  $<"
	@$(COMPILE_TEST) $(if $(filter fuzz,$(VARIANT)),-fsanitize=fuzzer-no-link) -c $< -o $@

# The manifest of a run tells how the program was compiled.
$(B)/obj/sim/report/manifest.o: STANDARD += -DHEADROOM_FLAGS='"$(strip $(VARIANT): -std=gnu17 -ffp-contract=off \
    $(OPTIONS_$(VARIANT)) $(filter -O% -m% -ffast% -ffp%,$(CFLAGS)))"'

$(B)/obj/%.o: %.c Makefile | ready
	@mkdir -p $(@D)
	@echo "  compile  $<"
	@$(COMPILE) $(if $(filter fuzz,$(VARIANT)),-fsanitize=fuzzer-no-link) -c $< -o $@

# Installing or removing the library makes the workbook anew.
WORKBOOK_MARK := $(B)/obj/workbook-$(WORKBOOK)
$(B)/obj/sim/report/workbook.o: STANDARD += $(if $(filter yes,$(WORKBOOK)),-DHEADROOM_WORKBOOK)
$(B)/obj/sim/report/workbook.o: $(WORKBOOK_MARK)
$(WORKBOOK_MARK):
	@mkdir -p $(@D)
	@rm -f $(B)/obj/workbook-yes $(B)/obj/workbook-no
	@touch $@

-include $(OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d) $(BENCHES:$(B)/bench/%=$(B)/obj/tests/bench/%.d)

.PHONY: all demo test check deps help clean open san tsan valgrind mpi-test bytes browser fuzz fuzz-afl kill mutants bench coverage theory reference format lint \
        install uninstall bare-root ready program tests benches fuzzers

# --- everyday targets ------------------------------------------------------------------------------------------------

## all: build the program, build/headroom (plain `make`); installs nothing
all: $(PROGRAM)
	@echo '$(PROGRAM) is ready'

## demo: install what is missing, build, run the Luton options, say where the report is
demo:
	@.ci/deps install draw book
	@$(MAKE) $(INNER) $(PROGRAM)
	@$(PROGRAM) compare scenarios/compare/luton-options.yaml --decide --out build/demo

## open: open the demo's report in the browser
open:
	@.ci/open build/demo/report.html

## test: build and run the tests (ONLY='law/*' runs some of them)
test:
	@.ci/deps install draw book test
	@$(MAKE) $(INNER) -s $(PROGRAM) $(TESTS)
	@tests/support/run-tests $(TESTS) $(PROGRAM) $(MIN_TESTS) '$(ONLY)'

## theory: the long tier of the tests: more replications, tighter limits
theory:
	@.ci/deps install draw book test
	@$(MAKE) $(INNER) -s $(PROGRAM) $(TESTS)
	@HEADROOM_TIER=long tests/support/run-tests $(TESTS) $(PROGRAM) $(MIN_TESTS) '$(ONLY)'

## check: the house rules: arrows between rooms, names, sizes, layout, generated files, shipped scenarios
check:
	@MAKE='$(MAKE) $(INNER)' .ci/check $(PROGRAM) $(B)/obj

## deps: install what building and running need (TEST=1 adds Criterion, CI=1 the checkers, MPI=1 Open MPI)
deps:
	@.ci/deps install draw book $(if $(TEST),test) $(if $(CI),test ci) $(if $(MPI),mpi)

## format: lay out every C file in the house style (clang-format 14)
format:
	@.ci/check-format --apply

## reference: write scenarios/REFERENCE.md and scenarios/schema.json again from the live tables
reference: $(PROGRAM)
	@.ci/check-generated $(PROGRAM) --apply

## clean: remove the build folder
clean:
	rm -rf build

## help: this list
help:
	@sed -n 's/^## \([a-z-]*\): \(.*\)/\1|\2/p' Makefile | awk -F'|' '{ printf "  make %-10s %s\n", $$1, $$2 }'

# --- closer looks ----------------------------------------------------------------------------------------------------

# Tests that do over and over what others do once, to judge it by its numbers.
REPLICATIONS := @(direction|test_library|luck|common_numbers|coverage_studies|test_response|fluid_limit)/*|$(strip \
    )test_command_solve/the_answer*|test_command_optimise/with_one_lever*|test_command_decision/@(effects|the_switch)*

## san: the tests under the address and undefined-behaviour sanitizers, but for those that only add replications
san:
	@HEADROOM_TIER=short $(MAKE) $(INNER) test VARIANT=asan \
	    ONLY='!($(REPLICATIONS))'

## tsan: a short run on two threads under the thread sanitizer
tsan:
	@$(MAKE) $(INNER) -s program VARIANT=tsan
	@.ci/short-run tsan build/tsan/headroom

## valgrind: a short run under valgrind
valgrind: $(PROGRAM)
	@.ci/short-run valgrind $(PROGRAM)

## mpi-test: two and three ranks write the same bytes as one process (skipped where there is no Open MPI)
mpi-test:
	@.ci/mpi-test '$(MAKE) $(INNER)'

## bytes: gcc and clang, -O0 and -O3, MPI, 1 to 8 threads: the same bytes (compiles everything, takes minutes)
bytes:
	@.ci/bytes '$(MAKE) $(INNER)'

## browser: reports in Chromium: widths, accessibility, print (skipped where there is no Chromium)
browser: $(PROGRAM)
	@tests/browser/check-reports $(PROGRAM)

# A shell has a SECONDS of its own, which counts only when somebody exports it.
FUZZ_TIME = $(if $(filter command% environment%,$(origin SECONDS)),$(SECONDS),60)

## fuzz: hostile scenarios, tables, dates, command lines for SECONDS=60 in all (clang's libFuzzer)
fuzz:
	@$(MAKE) $(INNER) -s fuzzers VARIANT=fuzz
	@.ci/fuzz $(FUZZ_TIME)

## fuzz-afl: one target, TARGET=fuzz_scenario, under AFL++ for SECONDS=60 (skipped where there is none)
fuzz-afl:
	@.ci/fuzz-afl '$(MAKE) $(INNER)' $(or $(TARGET),fuzz_scenario) $(FUZZ_TIME)

## kill: a run, a comparison and a sweep, each killed TIMES=100 times at random moments: nothing torn or lost
kill: $(PROGRAM)
	@tests/support/kill-many $(PROGRAM) $(or $(TIMES),100)

## mutants: faults put into a copy of the program, one at a time: each exact case is seen to fail (ONLY=NAME tries one)
mutants: $(PROGRAM) $(TESTS)
	@.ci/mutants '$(MAKE) $(INNER)' $(B) $(ONLY)

## bench: speed of the engine and of a whole run, against a minimal loop compiled alike
bench: $(PROGRAM) benches
	@.ci/bench $(B)/bench

## coverage: the tests with line coverage, by room (QUICK=1: without those that take longest, as CI does)
coverage: SLOW = ONLY='!($(REPLICATIONS)|@(theory|workers|coverage|test_information|luton|staffing)/*)'
coverage:
	@rm -rf build/coverage
	-@$(if $(QUICK),HEADROOM_TIER=short) $(MAKE) $(INNER) test VARIANT=coverage $(if $(QUICK),$(SLOW))
	@.ci/coverage build/coverage/obj

## lint: what cppcheck and gcc's analyser have to say (advice, not part of check)
lint:
	@.ci/lint '$(COMPILE)' $(SOURCES)

## bare-root: demo and test in a fresh minimal Debian (needs root and debootstrap)
bare-root:
	@tests/support/bare-root

# --- installing ------------------------------------------------------------------------------------------------------

PREFIX ?= /usr/local
SHARE   = $(DESTDIR)$(PREFIX)/share/headroom

## install: copy the program and the example scenarios under PREFIX=/usr/local
install: $(PROGRAM)
	@echo '$(PROGRAM) is ready'
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/headroom
	install -m 644 LICENSE $(SHARE)/LICENSE
	cp -R scenarios $(SHARE)/

## uninstall: remove what install copied
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/headroom
	rm -rf $(SHARE)

# --- steps of the targets above --------------------------------------------------------------------------------------

# Says what is missing and stops before the compiler would say it less clearly.
ready:
	@.ci/deps check $(if $(filter test% tests,$(MAKECMDGOALS)),test) $(if $(filter mpi,$(VARIANT)),mpi)

program: $(PROGRAM)
tests: $(TESTS)
benches: $(BENCHES)
fuzzers: $(FUZZERS)
