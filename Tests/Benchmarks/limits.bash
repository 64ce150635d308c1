# shellcheck shell=bash
# Limits of the daemon's process alone, in the words of systemd's units; who measures it or attacks it has none of them.
#
# Memory and tasks are a control group's: systemd makes it where it is process 1; otherwise it is made here, which takes
# root's rights and version 1 of control groups. What the kernel does not hold the daemon to is said.

# Has start_paylinkd run the daemon within limits.
limit_paylinkd() { # limits, such as "MemoryMax=128M TasksMax=64 LimitNOFILE=1200"
    local limit value
    memory='' tasks='' descriptors=''
    for limit in $1; do
        value=${limit#*=}
        case $limit in
            MemoryMax=*) memory=$(numfmt --from=iec "$value") ;;
            TasksMax=*) tasks=$value ;;
            LimitNOFILE=*) descriptors=$value ;;
            *)
                printf '%s is not a limit; there are MemoryMax, TasksMax and LimitNOFILE.\n' "$limit" >&2
                exit 3
                ;;
        esac
    done
    if [ -d /run/systemd/system ]; then
        within=(systemd-run --quiet --scope)
        [ "$(id -u)" -eq 0 ] || within+=(--user)
        [ -z "$memory" ] || within+=(-p "MemoryMax=$memory" -p MemorySwapMax=0)
        [ -z "$tasks" ] || within+=(-p "TasksMax=$tasks")
    else
        [ -z "$memory" ] || make_group memory "$memory" memory.limit_in_bytes memory.memsw.limit_in_bytes
        [ -z "$tasks" ] || make_group pids "$tasks" pids.max
        within=(join_groups)
    fi
    [ -z "$descriptors" ] || within+=(prlimit "--nofile=$descriptors:$descriptors")
}

# Makes a control group within the one that this process is in, if it can.
make_group() { # controller, value, files that it is written to
    local directory file
    directory=/sys/fs/cgroup/$1$(awk -F : -v name="$1" '$2 == name { print $3 }' /proc/self/cgroup)/paylinkd.$$
    mkdir "$directory" 2>/dev/null || return 0
    groups+=("$directory")
    for file in "${@:3}"; do [ ! -e "$directory/$file" ] || printf '%s\n' "$2" >"$directory/$file"; done
}

# Runs a program in the groups that were made.
join_groups() { # command…
    local directory
    for directory in "${groups[@]}"; do printf '%s\n' "$BASHPID" >"$directory/cgroup.procs"; done
    exec "$@"
}

# Says which limits the kernel does not hold the daemon to.
check_limits() {
    [ "${memory:-none}" = none ] || [ "$(in_group memory.max memory.limit_in_bytes)" = "$memory" ] ||
        printf 'NOT LIMITED: the memory, for want of a control group\n'
    [ "${tasks:-none}" = none ] || [ "$(in_group pids.max)" = "$tasks" ] ||
        printf 'NOT LIMITED: the tasks, for want of a control group\n'
    [ "${descriptors:-none}" = none ] || grep -q "^Max open files *$descriptors " "/proc/${daemon:?}/limits" ||
        printf 'NOT LIMITED: the descriptors\n'
}

# The first of some files that the daemon's control groups have; nothing if they have none.
in_group() { # names
    local directory name
    # systemd's group is one directory for all controllers (cgroups(7), version 2).
    for directory in "${groups[@]}" "/sys/fs/cgroup$(awk -F : '$1 == 0 { print $3 }' "/proc/$daemon/cgroup")"; do
        for name in "$@"; do
            [ ! -r "$directory/$name" ] || {
                cat "$directory/$name"
                return
            }
        done
    done
}

# How near to its limits the daemon came, and how often the kernel refused or killed.
print_limits() {
    printf '\n'
    in_group memory.peak memory.max_usage_in_bytes | awk '{ printf "memory: %.1f MiB at most, with files\n", $1 / 1048576 }'
    in_group memory.events memory.oom_control | awk '$1 == "oom_kill" { printf "killed for want of memory: %d\n", $2 }'
    in_group pids.peak | awk '{ printf "tasks: %d at most\n", $1 }'
    in_group pids.events | awk '$1 == "max" { printf "tasks refused: %d\n", $2 }'
}
