#!/usr/bin/env bash
# Tests the tiers of matrix products that need tensor cores, without a GPU: in a folder with Debian's development suite, where Mesa's
# CPU driver has VK_KHR_cooperative_matrix and shaderc compiles it.
#   tests/tensor-cores.sh [FOLDER]    prepares the folder where it is not there (root, network, a minute), builds, and tests in it
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-$HOME/.cache/electragen/tensor-cores}
tests='FullyQualifiedName~ProductTierTests|FullyQualifiedName~ProductChoicesTests|FullyQualifiedName~StepInSixteenBitsTests'

skip() {
  echo "Tensor cores are not tested: $1"
  exit 0
}

# The mirror that this machine already uses
mirror() {
  {
    grep -hs '^URIs:' /etc/apt/sources.list.d/*.sources | awk '{print $2}'
    grep -hs '^deb ' /etc/apt/sources.list /etc/apt/sources.list.d/*.list | sed 's/\[[^]]*\]//' | awk '{print $2}'
  } | grep -m 1 -E '/debian/?$' || true
}

[[ $(id -u) -eq 0 ]] || skip "only root can prepare and enter a folder with another system."
if [[ ! -e $folder/.prepared ]]; then
  command -v debootstrap >/dev/null || skip "debootstrap is not installed (Debian and Ubuntu: apt-get install debootstrap)."
  packages=mesa-vulkan-drivers,libvulkan1,vulkan-validationlayers,libshaderc1,ca-certificates,libicu78,libssl3t64
  mkdir -p "$folder"
  # shellcheck disable=SC2046 # no mirror is no argument
  debootstrap --variant=minbase --include="$packages" sid "$folder" $(mirror) >"$folder.log" 2>&1 ||
    skip "debootstrap could not fill $folder; $folder.log says why."
  touch "$folder/.prepared"
fi

dotnet build tests/Runtime.Tests --configuration Release --nologo -v:quiet
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
mkdir -p "$folder$sdk" "$folder/project" "$folder/proc"
# The mounts go with the process that made them
exec unshare --mount --propagation private bash -euc '
  folder=$1 sdk=$2 tests=$3
  mount --bind "$sdk" "$folder$sdk"
  mount --bind . "$folder/project"
  mount -t proc proc "$folder/proc"
  mount --rbind /dev "$folder/dev"
  exec chroot "$folder" /usr/bin/env -u VK_ADD_DRIVER_FILES PATH="$sdk:/usr/bin:/bin" HOME=/root DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    sh -c "cd /project && exec dotnet test tests/Runtime.Tests --configuration Release --no-build --nologo --filter \"\$1\"" sh "$tests"' \
  bash "$folder" "$sdk" "$tests"
