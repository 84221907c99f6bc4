#!/usr/bin/env bash
# bench/peers/products.sh: square matrix products on the host and in PyTorch, one after the other; prints both rates and their ratio
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# Debian's PyTorch is the system Python's
python=/usr/bin/python3
[[ -x $python ]] || python=python3
exec "$python" bench/peers/products.py "$@"
