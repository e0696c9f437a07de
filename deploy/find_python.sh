#!/bin/sh
# Prints the name of a Python that is new enough, trying PYTHON first, then 3.11, then newer ones.
for name in "${PYTHON:-python3.11}" python3.11 python3.12 python3.13 python3.14 python3; do
    # Run it: a version manager's placeholder exists on PATH without being a Python.
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        echo "$name"
        exit 0
    fi
done
echo "No Python 3.11 or newer was found. Install it, or name it: make demo PYTHON=/path/to/python3.11" >&2
exit 1
