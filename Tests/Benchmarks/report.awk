# Turns the lines of all rounds into one table: medians, and the median of each round's own ratio.
# Columns: round, work, connections, answers, errors, answers per second, p50, p99, longest (microseconds).

BEGIN {
    FS = "\t"
    theirs["generateLink"] = "set"
    theirs["getLink"] = "get"
}

{
    key = $2 SUBSEP $3
    if (!(key in count)) {
        order[++keys] = key
    }
    count[key]++
    rounds = $1 > rounds ? $1 : rounds
    perSecond[key, $1] = $6
    p50[key, $1] = $7
    p99[key, $1] = $8
}

END {
    format = "%-14s %5s %12s %12s %7s %22s %22s\n"
    printf format, "work", "conns", "paylinkd/s", "redis/s", "ratio", "p50 us ours / redis", "p99 us ours / redis"
    for (i = 1; i <= keys; i++) {
        split(order[i], part, SUBSEP)
        if (part[1] != "set" && part[1] != "get") {
            row(part[1], part[2])
        }
    }
}

function row(work, conns,    ours, other) {
    ours = work SUBSEP conns
    other = theirs[work] SUBSEP conns
    if (!(work in theirs) || !(other in count)) {
        printf format, work, conns, whole(median(perSecond, ours)), "-", "-", median(p50, ours), median(p99, ours)
        return
    }
    printf format, work, conns, whole(median(perSecond, ours)), whole(median(perSecond, other)), ratio(ours, other), \
        median(p50, ours) " / " median(p50, other), median(p99, ours) " / " median(p99, other)
}

function ratio(ours, other,    r, each) {
    for (r = 1; r <= rounds; r++) {
        each["ratio", r] = perSecond[ours, r] / perSecond[other, r]
    }
    return sprintf("%.2f", median(each, "ratio"))
}

function whole(number) {
    return sprintf("%d", number)
}
