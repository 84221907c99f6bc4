# Sourced by ./electragen and ./test.sh: sees to what has to be on the machine beside the .NET SDK.
# Everything is said on standard error, so that the program's own output stays clean.

say() { echo "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# prepare_machine tests, or prepare_machine run ARGUMENTS: what testing needs beside the .NET SDK, or running with these arguments.
# Training on the host needs little; Vulkan is seen to where it is asked for or a GPU may want it
prepare_machine() {
  local purpose=$1
  if [[ $purpose == run ]] && ! has_gpu && ! asks_for_vulkan "${@:2}"; then
    purpose=host
  fi
  if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
    prepare_debian "$purpose"
  elif [[ $purpose != host ]]; then
    check_libraries "$purpose"
  fi
}

has_gpu() { compgen -G "/dev/dri/renderD*" >/dev/null || [[ -e /dev/nvidiactl ]]; }

asks_for_vulkan() { [[ " $* " =~ " --device"[\ =:]vulkan ]]; }

# prepare_debian host|run|tests
prepare_debian() {
  # What .NET itself needs (OpenSSL comes with the certificates), and letters for the curves
  local wanted=("$(icu_package)" ca-certificates fonts-dejavu-core)
  [[ $1 == host ]] || wanted+=(libvulkan1 mesa-vulkan-drivers libshaderc1 glslc)
  [[ $1 != tests ]] || wanted+=(vulkan-validationlayers python3-torch libopenblas0-pthread gcc zlib1g-dev)

  local missing=() package
  for package in "${wanted[@]}"; do
    is_installed "$package" || missing+=("$package")
  done
  if ((${#missing[@]})); then
    install_packages "$1" "${missing[@]}"
  fi
  [[ $1 == host ]] || use_faster_cpu_driver
}

# install_packages PURPOSE PACKAGES…
install_packages() {
  local purpose=$1 root=""
  shift
  ((EUID == 0)) || root="sudo "
  local line="${root}apt-get update && ${root}apt-get install --yes --no-install-recommends $*"
  if [[ -n $root ]] && ! command -v sudo >/dev/null; then
    say "Missing: $*. There is no sudo here; as root, this installs them:"
    say "  ${line//sudo /}"
    # The host may do without
    [[ $purpose == host ]] || exit 1
    return 0
  fi
  say "Missing: $*. Installing with:"
  say "  $line"
  DEBIAN_FRONTEND=noninteractive bash -c "$line" >&2 || fail "That did not work: run the line above by hand, then try again."
}

is_installed() { [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# ICU's package is named for its version; where the release is not known, the development package brings the right one
icu_package() {
  local present
  present=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' 'libicu[0-9]*' 2>/dev/null |
    sed -n 's/^installed \(libicu[0-9]*\(t64\)\{0,1\}\)$/\1/p' | head -n 1)
  if [[ -n $present ]]; then
    echo "$present"
    return
  fi
  case $(. /etc/os-release && echo "$ID $VERSION_ID") in
    "debian 12") echo libicu72 ;;
    "debian 13") echo libicu76 ;;
    "ubuntu 22.04") echo libicu70 ;;
    "ubuntu 24.04") echo libicu74 ;;
    *) echo libicu-dev ;;
  esac
}

# Debian 12 without a GPU: the CPU driver of its Mesa works, a newer one is several times as fast
use_faster_cpu_driver() {
  [[ $(. /etc/os-release && echo "$ID $VERSION_ID") == "debian 12" ]] || return 0
  has_gpu && return 0
  [[ $(dpkg-query --show --showformat='${Version}' mesa-vulkan-drivers 2>/dev/null) == 22.* ]] || return 0

  local folder="${XDG_CACHE_HOME:-$HOME/.cache}/electragen/mesa-backports"
  if [[ ! -e $folder/lvp.json ]]; then
    say "There is no GPU here, so Vulkan runs on Mesa's CPU driver. Taking Mesa 25's from Debian's backports into $folder"
    say "(12 MB): several times as fast as Mesa 22 of Debian 12. The machine's packages stay as they are."
    .ci/mesa-download.sh "$folder" || {
      say "That did not work; going on with Mesa 22."
      return 0
    }
  fi
  # Added to the drivers that the loader finds by itself, so that a GPU that turns up is still seen
  export VK_ADD_DRIVER_FILES="$folder/lvp.json${VK_ADD_DRIVER_FILES:+:$VK_ADD_DRIVER_FILES}"
}

check_libraries() {
  local missing=()
  has_library vulkan || missing+=("the Vulkan loader")
  has_library shaderc || missing+=("shaderc")
  if [[ $1 == tests ]]; then
    command -v gcc >/dev/null || command -v clang >/dev/null || missing+=("a C compiler")
    python3 -c "import torch" 2>/dev/null || missing+=("PyTorch for python3")
  fi
  ((${#missing[@]})) || return 0
  local names
  names=$(printf ', %s' "${missing[@]}")
  say "Missing: ${names:2}. Please install, then try again:"
  say "  Fedora   sudo dnf install vulkan-loader mesa-vulkan-drivers libshaderc libicu dejavu-sans-fonts"
  say "           for the tests also vulkan-validation-layers python3-torch gcc zlib-devel"
  say "  Arch     sudo pacman -S vulkan-icd-loader vulkan-swrast shaderc icu ttf-dejavu"
  say "           for the tests also vulkan-validation-layers python-pytorch gcc zlib"
  say "  macOS    brew install vulkan-loader molten-vk shaderc"
  say "           for the tests also vulkan-validationlayers pytorch, and Xcode's command line tools"
  say "  Windows  a graphics driver with Vulkan, and the Vulkan SDK (vulkan.lunarg.com) for shaderc and the validation layers;"
  say "           run the script in Git Bash; for the tests also PyTorch and the C++ build tools of Visual Studio"
  exit 1
}

# has_library vulkan|shaderc
has_library() {
  case $(uname -s) in
    Linux) { ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } | grep -q "lib$1\(_shared\)\?\.so" ;;
    Darwin) compgen -G "/opt/homebrew/lib/lib$1*.dylib" >/dev/null || compgen -G "/usr/local/lib/lib$1*.dylib" >/dev/null ;;
    *) where "$1-1.dll" >/dev/null 2>&1 || where "$1_shared.dll" >/dev/null 2>&1 || [[ -n ${VULKAN_SDK:-} ]] ;;
  esac
}

# The SDK that global.json asks for
require_dotnet() {
  command -v dotnet >/dev/null ||
    fail "The .NET SDK 10 is missing. Install it as described at https://learn.microsoft.com/dotnet/core/install, then try again."
  local answer
  answer=$(dotnet --version 2>&1) || fail "The .NET SDK here does not start, or is older than $(sed -n 's/.*"version": "\(.*\)".*/\1/p' global.json). It says:
$answer
See https://learn.microsoft.com/dotnet/core/install."
}

# build PROJECT: a Release build that prints one line, or the errors
build() {
  say "Building $1 (Release) …"
  dotnet msbuild "$1" -restore -property:Configuration=Release -verbosity:quiet -nologo -terminalLogger:off >&2 || fail "The build of $1 failed."
}
