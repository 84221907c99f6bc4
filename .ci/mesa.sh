# Mesa 25's CPU driver on Debian 12, beside the machine's own 22.3 and about twice as fast with matrix products. Sourced by
# prepare.sh; sets VK_ADD_DRIVER_FILES. Works without root; without a network it leaves things as they were.

mesa_from_backports() {
  local folder="${XDG_CACHE_HOME:-$HOME/.cache}/electragen/mesa-backports"
  [ "$(. /etc/os-release && echo "${VERSION_CODENAME:-}")" = bookworm ] && command -v dpkg-deb >/dev/null || return 0
  if [ ! -e "$folder/lvp.json" ]; then
    echo "Taking Mesa 25's CPU driver from Debian's backports into $folder (12 MB); the machine's packages stay as they are."
    bash "$(dirname "${BASH_SOURCE[0]}")/mesa-download.sh" "$folder" || {
      echo "It could not be had; Mesa 22.3 runs matrix products at about half its rate."
      return 0
    }
  fi
  export VK_ADD_DRIVER_FILES="$folder/lvp.json${VK_ADD_DRIVER_FILES:+:$VK_ADD_DRIVER_FILES}"
}
