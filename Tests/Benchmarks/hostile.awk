# Turns the lines of all rounds into one table: medians, and the median of each round's own ratio to the client alone.
# Columns: condition, round, work, connections, answers, errors, answers per second, p50, p99, longest (microseconds).

BEGIN {
    FS = "\t"
    columns = split("answers/s|p50 us|p99 us|longest us", names, "|")
}

$2 > 0 {
    if (!($3 in seen)) {
        seen[$3] = 1
        works[++work_count] = $3
    }
    for (c = 1; c <= columns; c++) {
        figure[$3 SUBSEP c SUBSEP $1, $2] = $(6 + c)
    }
}

END {
    format = "%-14s %-10s %10s %10s %8s %10s %8s\n"
    printf format, "normal client", "", "alone", "hostile", "ratio", "niced", "ratio"
    for (i = 1; i <= work_count; i++) {
        for (c = 1; c <= columns; c++) {
            row(works[i] SUBSEP c SUBSEP, works[i], names[c])
        }
    }
}

function row(key, work, name) {
    printf format, work, name, median(figure, key "alone"), median(figure, key "hostile"), ratio(key, "hostile"), \
        median(figure, key "niced"), ratio(key, "niced")
}

function ratio(key, condition,    r, each) {
    for (r = 1; r <= rounds; r++) {
        each["ratio", r] = figure[key condition, r] / figure[key "alone", r]
    }
    return sprintf("%.2f", median(each, "ratio"))
}
