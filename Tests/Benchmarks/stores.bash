# shellcheck shell=bash
# The stores that paylinkd is compared with, each set to sync every transaction, at `$sockets/NAME`. Sourced after
# `daemon.bash`.

# Debian keeps the server's program in redis-tools, under another name; so no service has to be installed and started.
start_redis() {
    theirs=$sockets/redis
    ln -s "$(command -v redis-check-rdb)" "$data/redis-server"
    mkdir "$data/redis"
    "$data/redis-server" --port 0 --unixsocket "$theirs" --dir "$data/redis" --daemonize no \
        --appendonly yes --appendfsync always --auto-aof-rewrite-percentage 0 --save '' >"$data/redis.log" 2>&1 &
    owner[redis]=$!
    pids+=("$!")
    await_socket "$theirs" "$!"
}

# The server refuses to run as root.
as_owner=()
if [ "$(id -u)" -eq 0 ]; then as_owner=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi

start_postgresql() {
    local bin pid
    bin=$(find /usr/lib/postgresql -name initdb -printf '%h\n' | sort -V | tail -n 1)
    mkdir "$data/postgresql"
    if [ "$(id -u)" -eq 0 ]; then
        chown postgres: "$data/postgresql" "$sockets"
        chmod a+x "$data"
    fi
    "${as_owner[@]}" "$bin/initdb" --pgdata="$data/postgresql" --auth=trust --username=paylink >"$data/initdb.log"
    "${as_owner[@]}" "$bin/postgres" -D "$data/postgresql" -k "$sockets" -c listen_addresses= \
        -c synchronous_commit=on -c max_connections=200 >"$data/postgresql.log" 2>&1 &
    pid=$!
    owner[postgresql]=$pid
    pids+=("$pid")
    await_socket "$sockets/.s.PGSQL.5432" "$pid"
    ln -s .s.PGSQL.5432 "$sockets/postgresql"
    until psql --host="$sockets" --username=paylink --dbname=postgres --quiet \
        --command='CREATE TABLE links (order_id text PRIMARY KEY, record text NOT NULL)' 2>"$data/psql.log"; do
        kill -0 "$pid"
        sleep 0.1
    done
}

sqlite_per_second() {
    python3 Tests/Benchmarks/sqlite.py "$data/links.db" "$data/record" 8 "$seconds"
}

# The least that a record can cost behind a socket; see the head of `loop.c`.
start_loop() { # newlines written ahead
    cc -std=gnu17 -O2 -Wall -Wextra -Werror Tests/Benchmarks/loop.c -o "$data/loop"
    "$data/loop" "$sockets/loop" "$data/loop.jsonl" "$1" >"$data/loop.log" 2>&1 &
    owner[loop]=$!
    pids+=("$!")
    await_socket "$sockets/loop" "$!"
}
