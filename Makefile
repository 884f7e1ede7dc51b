# The front door; each target calls one script. `tools/demo` and `tools/test` do the same where there is no make yet.
.PHONY: build demo test check bench docs clean install-deps
build:        ; @tools/install_dependencies build web && tools/build release
demo:         ; @tools/demo
test:         ; @tools/test
check:        ; @tools/check
bench:        ; @bench/run
docs:         ; @tools/install_dependencies build && tools/build release korridor && tools/generated write
install-deps: ; @tools/install_dependencies build check web
clean:        ; @rm -rf build demo
