# shellcheck shell=bash
# Shared by the benchmarks, which source it from the top of the tree; it cleans up at their end, also after a failure.
#
# PAYLINK_BENCH_DIRECTORY  where the journal is kept (.build-release, in a scratch folder); no tmpfs
# PAYLINK_BENCH_PROGRAMS   a folder with the paylinkd to measure (one that is built now)

# Builds the daemon as it ships, and the programs of this package.
build_programs() {
    [ -n "${PAYLINK_BENCH_PROGRAMS:-}" ] || deploy/build
    swift build --configuration release --package-path Tests/Benchmarks --scratch-path .build-benchmarks
}

# shellcheck disable=SC2034 # Used by the sourcing scripts.
{
    programs=${PAYLINK_BENCH_PROGRAMS:-$PWD/.build-release/release}
    load=$PWD/.build-benchmarks/release/load
    hostile=$PWD/.build-benchmarks/release/hostile
}

# Makes the scratch folders: for files, and for sockets.
prepare() {
    data=$(mktemp -d "${PAYLINK_BENCH_DIRECTORY:-$PWD/.build-release}/benchmark.XXXXXX")
    # A socket's path has at most 107 bytes, so sockets do not live deep in the tree.
    sockets=$(mktemp -d)
    ours=$sockets/paylinkd.sock
    pids=()
    # What the daemon is run by, and the control groups that it is in: see limits.bash.
    within=()
    groups=()
    trap clean_up EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    file_system=$(stat --file-system --format=%T "$data")
    if [ "$file_system" = tmpfs ]; then
        printf 'A sync costs nothing on tmpfs: set PAYLINK_BENCH_DIRECTORY to a folder on a disk.\n' >&2
        exit 1
    fi
}

clean_up() {
    local status=$? pid
    trap - EXIT
    for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    if [ "$status" -ne 0 ]; then tail -n 20 "$data"/*.log >&2 || true; fi
    [ "${#groups[@]}" -eq 0 ] || rmdir "${groups[@]}"
    rm -rf "$data" "$sockets"
    exit "$status"
}

# Waits until a socket takes connections, which is a flag that the kernel shows (proc_net(5)), or its owner is gone.
await_socket() { # path, process ID
    for _ in {1..600}; do
        awk -v path="$1" '$4 == "00010000" && $8 == path { found = 1 } END { exit !found }' /proc/net/unix && return 0
        kill -0 "$2" || return 1
        sleep 0.05
    done
    return 1
}

start_paylinkd() { # options…
    mkdir -p -m 0700 "$data/paylinkd"
    "${within[@]}" "$programs/paylinkd" --socket "$ours" --state-directory "$data/paylinkd" "$@" \
        >"$data/paylinkd.log" 2>&1 &
    daemon=$!
    pids+=("$daemon")
    await_socket "$ours" "$daemon"
}

# Starts one of several programs that are compared: its socket is `$sockets/NAME`, its process `${owner[NAME]}`. All its
# clients are one user's.
declare -A owner
start_version() { # name, folder with its paylinkd
    printf '{"limits":{"connectionsPerUser":1024,"connections":1024}}\n' >"$data/limits.json"
    mkdir -m 0700 "$data/$1"
    "$2/paylinkd" --socket "$sockets/$1" --state-directory "$data/$1" --config "$data/limits.json" >"$data/$1.log" 2>&1 &
    owner[$1]=$!
    pids+=("$!")
    await_socket "$sockets/$1" "$!"
}

# The processor time that a process has used, in the kernel and outside of it, in ticks (proc_pid_stat(5)).
ticks() { # process ID
    awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$1/stat"
}

# A clean stop, which leaves a checkpoint behind.
stop_paylinkd() {
    kill -TERM "$daemon"
    wait "$daemon"
    rm -f "$ours"
}

# The first request's latency under activation: connecting makes systemd-socket-activate exec the daemon.
first_answer_microseconds() { # state directory
    local socket=$sockets/first pid
    systemd-socket-activate --listen="$socket" "$programs/paylinkd" --state-directory "$1" >"$data/first.log" 2>&1 &
    pid=$!
    if await_socket "$socket" "$pid"; then
        "$load" --socket "$socket" --work status --count 1 --seconds 600 | cut -f 6
    fi
    kill -TERM "$pid"
    wait "$pid" || true
    rm -f "$socket"
}
