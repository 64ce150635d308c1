# Turns the lines of all rounds into one table: medians, and the median of each round's own ratio to the site alone.
# Columns: condition, round, work, connections, answers, errors, answers per second, p50, p99, longest (microseconds).

BEGIN {
    FS = "\t"
    columns = split("answers/s|p50 us|p99 us|longest us", names, "|")
}

{
    for (c = 1; c <= columns; c++) {
        figure[c SUBSEP $1, $2] = $(6 + c)
    }
}

END {
    format = "%-14s %10s %10s %10s %8s %10s %8s  %s\n"
    printf format, "local site", "alone", "again", "waiting", "ratio", "open", "ratio", "bar"
    for (c = 1; c <= columns; c++) {
        key = c SUBSEP
        printf format, names[c], median(figure, key "alone"), median(figure, key "alone-again"), \
            median(figure, key "waiting"), ratio(key, "waiting"), median(figure, key "open"), ratio(key, "open"), \
            names[c] == "p99 us" ? verdict(ratio(key, "waiting")) ", " verdict(ratio(key, "open")) : ""
    }
}

# To the mean of the two measurements around it.
function ratio(key, condition,    r, each) {
    for (r = 1; r <= rounds; r++) {
        each["ratio", r] = 2 * figure[key condition, r] / (figure[key "alone", r] + figure[key "alone-again", r])
    }
    return sprintf("%.2f", median(each, "ratio"))
}

function verdict(text) {
    return text + 0 <= 1.2 ? "<=1.2 meets" : "<=1.2 misses"
}
