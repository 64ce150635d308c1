#!/usr/bin/env bash
# A client of paylinkd for bash, with nc (netcat-openbsd) and jq: copy the functions `ask` and `call` into your script.
# As a program it makes a link, duplicates it with another amount, and lists both: ./client.sh /run/paylinkd.sock
set -euo pipefail

socket=${1:-${PAYLINK_SOCKET:-/run/paylinkd.sock}}
timeout_seconds=10
last_id=0

# Asks once. Sets `result` and returns 0, or sets `error` and returns 1, or returns 2 if no answer came: then what was
# asked for may have happened or not.
ask() { # METHOD PARAMETERS-AS-JSON
    local request answer
    last_id=$((last_id + 1))
    request=$(jq -cn --argjson id "$last_id" --arg method "$1" --argjson params "$2" \
        '{jsonrpc: "2.0", id: $id, method: $method, params: $params}') || return 2
    # One line, on a connection of its own. `read` fails for one without its newline, which was cut off on the way.
    IFS= read -r answer < <(nc -NU -w "$timeout_seconds" "$socket" <<<"$request") || return 2
    result=$(jq -ce --argjson id "$last_id" 'select(.id == $id).result // empty' <<<"$answer") && return 0
    # An error has the id null if the daemon could not read the request, or would not take the connection.
    error=$(jq -ce --argjson id "$last_id" 'select(.id == $id or .id == null).error // empty' <<<"$answer") || return 2
    return 1
}

# Asks, and asks again only if that can do nothing twice: the daemon knows a key again, and reading changes nothing.
call() { # METHOD PARAMETERS-AS-JSON
    local turn status tries=1
    if [[ $1 =~ ^(get|list) ]] || jq -e 'has("idempotencyKey")' <<<"$2" >/dev/null; then
        tries=3
    fi
    for ((turn = 1; turn <= tries; turn++)); do
        ((turn == 1)) || sleep "0.$((2 * turn))"
        ask "$1" "$2" && return 0 || status=$?
        # A refusal that is not `retryable` would only be repeated.
        [ "$status" -eq 2 ] || jq -e .data.retryable <<<"$error" >/dev/null || return "$status"
    done
    return "$status"
}

# An example of use. Amounts are integers in minor units: 4995 is 49.95 EUR. A fraction is refused, never rounded.

fail() { # STATUS
    case $1 in
        1) jq -r .message <<<"$error" ;;
        *) printf 'paylinkd at %s gave no answer.\n' "$socket" ;;
    esac >&2
    exit "$1"
}

show() { # WHAT, with links on standard input
    jq -r --arg what "$1" '"\($what): \(.orderId), \(.amountText) \(.currency), \(.status), \(.url)"'
}

make_link() { # METHOD PARAMETERS-AS-JSON
    local params status=0
    # The key names one wish of the shop: store it with the order before asking, for a later retry.
    params=$(jq -c --arg key "$(cat /proc/sys/kernel/random/uuid)" '. + {idempotencyKey: $key}' <<<"$2")
    call "$1" "$params" || status=$?
    if [ "$status" -eq 0 ]; then
        show new <<<"$result"
    elif [ "$status" -eq 1 ] && [ "$(jq -r .data.kind <<<"$error")" = orderIdInUse ]; then
        # Look before you send it to a customer: it may have expired, or ask for another amount.
        call getLink "$(jq -c '{linkId: .data.existing.linkId}' <<<"$error")" || fail $?
        show existing <<<"$result"
    else
        fail "$status"
    fi
}

make_link generateLink '{"orderId": "SH-1001", "currency": "EUR", "amount": 4995, "description": "Bicycle bell, brass"}'
make_link duplicateTransaction '{"orderId": "SH-1001", "newOrderId": "SH-1001-2", "overrides": {"amount": 4500}}'
# A page has 100 links at most; unless it is null, `nextCursor` is the `cursor` to ask for the next page with.
call listLinks '{"orderIdPrefix": "SH-"}' || fail $?
jq -c '.links[]' <<<"$result" | show listed
