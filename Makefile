# Aliases of tasks.py, which is the front door where make is missing: python3 tasks.py run|test|...
PYTHON ?= python3
.PHONY: setup run test faults faults-long bench lint manuals pictures looks package-linux translations lock
setup run test faults faults-long bench lint manuals pictures looks package-linux translations lock:
	@$(PYTHON) tasks.py $@
