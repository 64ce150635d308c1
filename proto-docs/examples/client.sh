#!/usr/bin/env bash
# A client of paylinkd for bash, with nc (netcat-openbsd) and jq: copy the functions `ask` and `call` into your script.
# As a program it does once all that a shop does: ./client.sh [SOCKET [SEQ-FILE [ROWS]]]
set -euo pipefail

socket=${1:-${PAYLINK_SOCKET:-/run/paylinkd.sock}}
seq_file=${2:-paylink-sh.seq}
row_count=${3:-3}
timeout_seconds=10
last_id=0

# Asks once. Sets `result` and returns 0, or sets `error` and returns 1, or returns 2 if no answer came: then what was
# asked for may have happened or not. What is null is left out, since the daemon refuses it.
ask() { # METHOD PARAMETERS-AS-JSON
    local request answer wait_seconds
    last_id=$((last_id + 1))
    # By standard input: an argument of a program has 128 KiB at most.
    request=$(jq -c --argjson id "$last_id" --arg method "$1" \
        'walk(if type == "object" then with_entries(select(.value != null)) else . end)
            | {jsonrpc: "2.0", id: $id, method: $method, params: .}' <<<"$2") || exit 3
    # A long poll is answered when its time is up, so it may take that much longer.
    wait_seconds=$(jq '.waitSeconds // 0' <<<"$2")
    # One line, on a connection of its own. What comes without its newline was cut off on the way.
    answer=$(nc -NU -w "$((timeout_seconds + wait_seconds))" "$socket" <<<"$request" || true; printf .)
    [[ $answer == *$'\n.' ]] || return 2
    answer=${answer%.}
    result=$(jq -ce --argjson id "$last_id" 'select(.id == $id).result // empty' <<<"$answer") && return 0
    # An error has the id null if the daemon could not read the request, or would not take the connection.
    error=$(jq -ce --argjson id "$last_id" 'select(.id == $id or .id == null).error // empty' <<<"$answer") || return 2
    return 1
}

# Asks, and asks again only if that can do nothing twice: reading changes nothing, cancelling and erasing twice is once,
# and the daemon knows a key and a transaction again.
call() { # METHOD PARAMETERS-AS-JSON
    local turn status tries=1
    if [[ $1 =~ ^(get|list|cancel|erase) ]] || jq -e '.idempotencyKey // .transactionId' <<<"$2" >/dev/null; then
        tries=5
    fi
    for ((turn = 1; turn <= tries; turn++)); do
        ((turn == 1)) || sleep "0.$((2 * turn - 2))"
        ask "$1" "$2" && return 0 || status=$?
        # A refusal that is not `retryable` would only be repeated.
        [ "$status" -eq 2 ] || jq -e .data.retryable <<<"$error" >/dev/null || return "$status"
    done
    return "$status"
}

# An example of use, from here on. Amounts are integers in minor units: 4995 is 49.95 EUR, and a fraction is refused.

fail() { # STATUS
    case $1 in
        1) jq -r .message <<<"$error" ;;
        *) printf 'paylinkd at %s gave no answer.\n' "$socket" ;;
    esac >&2
    exit "$1"
}

show() { # WHAT, with links on standard input
    jq -r --arg what "$1" '"\($what): \(.orderId), \(.amountText) \(.currency), \(.dueAmountText // "nothing") due, \(.status)"'
}

# Calls, and shows the link that comes of it.
call_and_show() { # WHAT METHOD PARAMETERS-AS-JSON
    call "$2" "$3" || fail $?
    show "$1" <<<"$result"
}

# Makes a link, or finds the one that the order has. Store the key with the order before asking, for a later retry.
make_link() { # KEY TERMS-AS-JSON
    local params status=0
    params=$(jq -c --arg key "$1" '. + {idempotencyKey: $key}' <<<"$2")
    call generateLink "$params" || status=$?
    if [ "$status" -eq 0 ]; then
        show made <<<"$result"
    elif [ "$status" -eq 1 ] && [ "$(jq -r .data.kind <<<"$error")" = orderIdInUse ]; then
        # Look before you send it to a customer: it may have expired, or ask for another amount.
        call_and_show existing getLink "$(jq -c '{linkId: .data.existing.linkId}' <<<"$error")"
    else
        fail "$status"
    fi
}

# Every link that the filter of `listLinks` lets through, one a line, page by page.
links() { # FILTER-AS-JSON
    local cursor=null
    while
        call listLinks "$(jq -c --argjson cursor "$cursor" '. + {cursor: $cursor}' <<<"$1")" || fail $?
        jq -c '.links[]' <<<"$result"
        cursor=$(jq .nextCursor <<<"$result")
        [ "$cursor" != null ]
    do :; done
}

# Handles the events that are new, or waits for the next; fails if there was none.
follow() { # SECONDS
    local after=0
    [ ! -f "$seq_file" ] || after=$(<"$seq_file")
    call listEvents "{\"after\": $after, \"waitSeconds\": $1}" || fail $?
    jq -r '.events[] | "event: \(.type) \(.orderId)"' <<<"$result"
    # The number last: whoever crashes before it handles these events again.
    jq .seq <<<"$result" >"$seq_file.new"
    mv "$seq_file.new" "$seq_file"
    jq -e '.events != []' <<<"$result" >/dev/null
}

terms='{"currency": "EUR", "amount": 4995, "description": "Bell", "metadata": {}}'
order=$(jq -c '. + {orderId: "SH-1001",
    customer: {lastName: "Visser", email: "sh@shop.example", country: null}}' <<<"$terms")
make_link 'order SH-1001' "$order"
# The same key with the same terms is the same link, as often as it is asked for; another key finds the order in use.
make_link 'order SH-1001' "$order"
make_link 'order SH-1001, once more' "$order"
# Another amount is another link, which takes the place of the first.
call_and_show duplicated duplicateTransaction '{"orderId": "SH-1001", "newOrderId": "SH-1001-2", "supersede": true,
    "overrides": {"amount": 4500}, "idempotencyKey": "order SH-1001, second amount"}'
# Many at once: all of them or none.
call generateLinks "$(jq -c --argjson count "$row_count" '. as $terms | {idempotencyKey: "batch SH of \($count)",
    links: [range($count) | $terms + {orderId: "SH-B\(. + 1)", amount: 1250}]}' <<<"$terms")" || fail $?
jq -r '"made together: \(.links | length)"' <<<"$result"
printf 'listed: %d\n' "$(links '{"orderIdPrefix": "SH-B", "limit": 1000}' | wc -l)"
links '{"orderIdPrefix": "SH-1001", "limit": 1}' | show listed
# Money that came: a part of it, then the rest. The transaction's name keeps a repeated report from counting twice.
payment='"orderId": "SH-1001-2", "status": "completed"'
call_and_show paid recordPayment "{$payment, \"amount\": 2000, \"transactionId\": \"SH-T1\"}"
call_and_show paid recordPayment "{$payment, \"transactionId\": \"SH-T2\"}"
call_and_show cancelled cancelLink '{"orderId": "SH-B1", "reason": "The customer came in"}'
# By address it finds every link of that customer, duplicates too.
call erasePersonalData '{"email": "sh@shop.example", "reason": "The customer asked for it"}' || fail $?
jq -r '"erased: \(.erased)"' <<<"$result"
# A shop's worker waits 25 seconds, and goes on for ever; after an error it waits a moment and goes on too.
while follow 1; do :; done
