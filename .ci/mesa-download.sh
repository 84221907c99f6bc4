#!/usr/bin/env bash
# mesa-download.sh FOLDER: unpacks the CPU driver of Debian 12's backports there, with package lists of its own, so that the
# machine's package sources and packages stay as they are. The driver's other libraries are those of mesa-vulkan-drivers.
set -euo pipefail
folder=$1

# The mirror that this machine already uses
mirror=$({
  grep -hs '^URIs:' /etc/apt/sources.list.d/*.sources | awk '{print $2}'
  grep -hs '^deb ' /etc/apt/sources.list /etc/apt/sources.list.d/*.list | sed 's/\[[^]]*\]//' | awk '{print $2}'
} | grep -m 1 -E "/debian/?$" || true)
[ -n "$mirror" ]

mkdir -p "$(dirname "$folder")"
work=$(mktemp -d "$folder.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/packages"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm-backports main" >"$work/sources.list"
options=(-o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::Lists=$work/lists"
  -o "Dir::Cache::archives=$work/archives" -o APT::Sandbox::User= -qq)
apt-get "${options[@]}" update >/dev/null
(cd "$work/packages" && apt-get "${options[@]}" download mesa-vulkan-drivers/bookworm-backports libdrm2/bookworm-backports >/dev/null)
for package in "$work"/packages/*.deb; do dpkg-deb -x "$package" "$work/root"; done

library=$(cd "$work/root" && find . -name libvulkan_lvp.so | head -n 1)
sed "s#\"library_path\": \"[^\"]*\"#\"library_path\": \"$folder/${library#./}\"#" "$work"/root/usr/share/vulkan/icd.d/lvp_icd*.json >"$work/root/lvp.json"
rm -rf "$folder"
mv "$work/root" "$folder"
