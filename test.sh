#!/usr/bin/env bash
# Prepares what is missing, builds, runs every test; the last line is "N passed, N failed".
# In continuous integration (CI is set) it also checks that the sources are formatted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source .ci/prepare.sh

prepare_machine tests
require_dotnet
build ElectraGen.sln
if [[ -n ${CI:-} ]]; then
  # Behind the build, and of what it built: the formatter needs the source generator to understand the models
  Configuration=Release dotnet format ElectraGen.sln --no-restore --verify-no-changes || fail "Please run: Configuration=Release dotnet format"
fi

results=$PWD/artifacts/test-results
rm -rf "$results"
passed=0
failed=0

# counter NAME FILE: a number of the summary that the test runner writes, 0 where there is none
counter() {
  local value
  value=$(sed -n "s/.*<Counters .*\b$1=\"\([0-9]*\)\".*/\1/p" "$2" 2>/dev/null || true)
  echo "${value:-0}"
}

for project in tests/*.Tests; do
  name=$(basename "$project")
  echo "== $name"
  ended_well=true
  dotnet test "$project" --configuration Release --no-build --nologo -v:quiet \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results" || ended_well=false

  summary=$results/$name.trx
  project_passed=$(counter passed "$summary")
  project_failed=$(($(counter total "$summary") - project_passed))
  if ((project_passed + project_failed == 0)); then
    echo "$name ran no test."
    project_failed=1
  elif ((project_failed == 0)) && [[ $ended_well == false ]]; then
    echo "$name ended badly although no test failed: its process crashed or hung."
    project_failed=1
  fi
  passed=$((passed + project_passed))
  failed=$((failed + project_failed))
done

echo "$passed passed, $failed failed"
((failed == 0))
