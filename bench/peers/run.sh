#!/usr/bin/env bash
# bench/peers/run.sh MODEL BATCH: ElectraGen and PyTorch by turns on the same training step; prints the ratio of the medians
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
(($# == 2)) || { echo "Usage: bench/peers/run.sh ElectraTiny|ElectraSmall BATCH" >&2; exit 2; }

# Debian's PyTorch is the system Python's
python=/usr/bin/python3
[[ -x $python ]] || python=python3
exec "$python" bench/peers/compare.py "$@"
