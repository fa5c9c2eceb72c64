#!/bin/sh
# A hash-pinned environment in /opt/venv, without the tools that make it: install.sh REQUIREMENTS [amd64 | arm64]
# Alone, `install.sh` makes those tools only, for an image's stages to share.
set -eu
# A private certificate authority, if the build was given one.
if [ -f /run/secrets/ca.crt ]; then
  export PIP_CERT=/run/secrets/ca.crt SSL_CERT_FILE=/run/secrets/ca.crt
fi
if ! [ -d /tmp/tools ]; then
  python3 -m venv /tmp/tools
  /tmp/tools/bin/pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/bootstrap.txt
fi
[ $# -gt 0 ] || exit 0
case ${2:-} in
  amd64) platform="--python-platform x86_64-manylinux_2_28" ;;
  arm64) platform="--python-platform aarch64-manylinux_2_28" ;;
  '') platform= ;;
  *) echo "error: expected amd64 or arm64, got $2" >&2 && exit 2 ;;
esac
python3 -m venv --without-pip /opt/venv
# The lock names every package; without --no-deps uv would ask for one that it leaves out on purpose.
/tmp/tools/bin/uv pip install --quiet --no-cache --python /opt/venv/bin/python --no-deps $platform --require-hashes -r "$1"
# What nothing here asks for is a fifth of an image: what the packages test themselves with, TensorFlow's headers and its
# parser of C, LiteRT on graphics and neural processors.
cd /opt/venv/lib/python3*/site-packages
find . -type d -name tests -prune -exec rm -r {} +
rm -rf tensorflow/include clang ai_edge_litert/libLiteRtWebGpuAccelerator.so ai_edge_litert/vendors ai_edge_litert/tools
/opt/venv/bin/python -m compileall -q -j 0 .
