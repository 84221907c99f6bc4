#!/usr/bin/env bash
# bench/peers/run.sh MODEL BATCH [DEVICE]: ElectraGen and PyTorch by turns on the same training step; prints the ratios of the medians
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
(($# == 2 || $# == 3)) || { echo "Usage: bench/peers/run.sh ElectraTiny|ElectraSmall|ElectraBase BATCH [DEVICE]" >&2; exit 2; }

# A Python with transformers is one that was set up for a GPU; Debian's PyTorch is the system Python's
python=python3
"$python" -c 'import torch, transformers' 2>/dev/null || python=/usr/bin/python3
[[ -x $(command -v "$python") ]] || python=python3
exec "$python" bench/peers/compare.py "$@"
