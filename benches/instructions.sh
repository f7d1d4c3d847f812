#!/usr/bin/env bash
# Instructions of workloads and their ratio to rusqlite by hand: `instructions.sh [-p PLACE] [WORKLOAD…]`.
# Counted by valgrind: (a run of 3 - a run of 1) / 2, so that neither opening nor preparing counts.
# LIBRARIES="rusqlite relmodel diesel" chooses others; each is a crate of its name in this folder.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
place=memory
if [[ ${1:-} == -p ]]; then
    place=$2
    shift 2
fi
read -ra libraries <<<"${LIBRARIES:-rusqlite relmodel}"

# The program of a library, built.
program() {
    local target
    cargo build --quiet --release --manifest-path "$here/$1/Cargo.toml" >&2
    target=$(cargo metadata --quiet --no-deps --format-version 1 --manifest-path "$here/$1/Cargo.toml" |
        grep -o '"target_directory":"[^"]*"' | cut -d'"' -f4)
    printf '%s/release/bench-%s' "$target" "$1"
}

# The instructions of a run of so many rounds; nothing when the library can't do it.
counted() {
    valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null \
        "$1" run "$2" "$place" "$3" 2>&1 | sed -n 's/.*I *refs: *//p' | tr -d ,
}

declare -A programs
for library in "${libraries[@]}"; do programs[$library]=$(program "$library"); done
workloads=("$@")
if ((${#workloads[@]} == 0)); then
    mapfile -t workloads < <("${programs[${libraries[0]}]}" list | cut -f1)
fi
for workload in "${workloads[@]}"; do
    base=
    printf '%-16s' "$workload"
    for library in "${libraries[@]}"; do
        one=$(counted "${programs[$library]}" "$workload" 1)
        three=$(counted "${programs[$library]}" "$workload" 3)
        each=$(((three - one) / 2))
        base=${base:-$each}
        printf '  %s %8.2f M %5.2f' "$library" "$(bc -l <<<"$each / 1000000")" "$(bc -l <<<"$each / $base")"
    done
    printf '\n'
done
