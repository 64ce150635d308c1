# Turns the figures of all rounds into one table: medians, held against what has to be reached.
# Columns: row, bar (">=" or "<=" and a number), ours, theirs; where nobody else is measured theirs is left out, and the
# bar is for the figure itself.

BEGIN {
    FS = "\t"
    format = "%-72s %12s %12s %10s %8s  %s\n"
    printf format, "", "paylinkd", "against", "figure", "bar", ""
}

{
    if (!($1 in count)) {
        row[++rows] = $1
    }
    round = ++count[$1]
    bar[$1] = $2
    ours[$1, round] = $3
    theirs[$1, round] = $4
    figure[$1, round] = $4 == "" ? $3 : $3 / $4
}

END {
    for (i = 1; i <= rows; i++) {
        rounds = count[row[i]]
        middle = median(figure, row[i])
        other = theirs[row[i], 1] == "" ? "-" : short(median(theirs, row[i]))
        printf format, row[i], short(median(ours, row[i])), other, short(middle), bar[row[i]], verdict(middle, bar[row[i]])
    }
}

function verdict(middle, bar,    limit) {
    limit = substr(bar, 3) + 0
    return (bar ~ /^>=/ ? middle >= limit : middle <= limit) ? "meets" : "misses"
}

function short(number) {
    return sprintf(number < 100 ? "%.2f" : "%.0f", number)
}
