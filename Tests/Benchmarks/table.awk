# Turns the figures of all rounds into one table, a row for each line of the first file: medians, the median of each
# round's own ratio, and whether it reaches the bar.
# First file, columns between "|": row, measurement, figure, who it is held against, bar (">=" or "<=" and a ratio, or
# "-"). Second file, between tabs: round, who, task, mode, then work, clients, answers, errors, answers per second, p50,
# p99, longest (microseconds), and ticks of processor time. Given: ticks in a second (`hertz`).

FNR == NR {
    row[++rows] = $1
    measured[rows] = $2
    figure[rows] = $3
    other[rows] = $4
    bar[rows] = $5
    next
}

{
    rounds = $1 > rounds ? $1 : rounds
    key = $3 " " $4 " " $6 SUBSEP
    value[key "perSecond" SUBSEP $2, $1] = $9
    value[key "p50" SUBSEP $2, $1] = $10
    value[key "processor" SUBSEP $2, $1] = $7 > 0 ? 1e6 * $13 / hertz / $7 : 0
    seen[$2] = 1
}

END {
    format = "%-64s %9s %9s %9s %7s %7s %8s  %s\n"
    printf format, "", "before", "now", "others", "before", "now", "bar", ""
    for (i = 1; i <= rows; i++) {
        key = measured[i] SUBSEP figure[i] SUBSEP
        theirs = other[i] == "before" ? "-" : short(middle(other[i]))
        is = ratio("now", other[i])
        printf format, row[i], short(middle("before")), short(middle("now")), theirs, \
            short(ratio("before", other[i])), short(is), bar[i], verdict(is, bar[i])
    }
}

# Of the figure of one of those who were asked, and of its ratio to another's; "-" if one was not measured.
function middle(who) {
    return who in seen ? median(value, key who) : "-"
}

function ratio(who, against,    r, each) {
    if (!(who in seen && against in seen)) {
        return "-"
    }
    for (r = 1; r <= rounds; r++) {
        each["ratio", r] = value[key against, r] > 0 ? value[key who, r] / value[key against, r] : 0
    }
    return median(each, "ratio")
}

function verdict(figure, bar,    limit) {
    if (figure == "-" || bar == "-") {
        return ""
    }
    limit = substr(bar, 3) + 0
    return (bar ~ /^>=/ ? figure >= limit : figure <= limit) ? "meets" : "misses"
}

function short(number) {
    return number == "-" ? "-" : sprintf(number < 100 ? "%.2f" : "%.0f", number)
}
