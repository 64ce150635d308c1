# Turns the lines of all rounds into one table: medians, and the median of each round's own ratio.
# Columns: round, version, work, connections, answers, errors, answers per second, p50, p99, longest (microseconds),
# ticks of processor time. Given: ticks in a second (`hertz`).

BEGIN {
    FS = "\t"
}

{
    key = $3 SUBSEP $4
    if (!(key in seen)) {
        order[++keys] = key
        seen[key] = 1
    }
    wrong += $6
    rounds = $1 > rounds ? $1 : rounds
    perSecond[key SUBSEP $2, $1] = $7
    p50[key SUBSEP $2, $1] = $8
    processor[key SUBSEP $2, $1] = 1e6 * $11 / hertz / $5
}

END {
    format = "%-14s %5s %9s %9s %10s %20s %24s %10s\n"
    printf format, "work", "conns", "old/s", "new/s", "new / old", "p50 us old / new", "processor us old / new", "new / old"
    for (i = 1; i <= keys; i++) {
        split(order[i], part, SUBSEP)
        row(order[i], part[1], part[2])
    }
    if (wrong > 0) {
        printf "%d answers were wrong.\n", wrong
        exit 1
    }
}

function row(key, work, conns,    old, new, r, each) {
    old = key SUBSEP "old"
    new = key SUBSEP "new"
    for (r = 1; r <= rounds; r++) {
        each["ratio", r] = perSecond[new, r] / perSecond[old, r]
        each["processor", r] = processor[new, r] / processor[old, r]
    }
    printf format, work, conns, sprintf("%d", median(perSecond, old)), sprintf("%d", median(perSecond, new)), \
        sprintf("%.3f", median(each, "ratio")), median(p50, old) " / " median(p50, new), \
        sprintf("%.1f / %.1f", median(processor, old), median(processor, new)), sprintf("%.3f", median(each, "processor"))
}
