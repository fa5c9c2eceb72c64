#!/bin/sh
# A hash-pinned environment in /opt/venv, without the tools that made it: install.sh REQUIREMENTS [OPTION OF UV …]
set -eu
# A private certificate authority, if the build was given one.
if [ -f /run/secrets/ca.crt ]; then
  export PIP_CERT=/run/secrets/ca.crt SSL_CERT_FILE=/run/secrets/ca.crt
fi
python3 -m venv /tmp/tools
/tmp/tools/bin/pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/bootstrap.txt
python3 -m venv --without-pip /opt/venv
# The lock names every package; without --no-deps uv would ask for one that it leaves out on purpose.
/tmp/tools/bin/uv pip install --quiet --no-cache --python /opt/venv/bin/python --compile-bytecode --no-deps \
  --require-hashes -r "$@"
# What the packages test themselves with is a tenth of an image.
find /opt/venv -type d -name tests -prune -exec rm -rf {} +
