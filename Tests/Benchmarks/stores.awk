# Turns the lines of all rounds into one table: medians, and the median of each round's own ratio.
# Columns: round, row, ours, theirs.

BEGIN {
    FS = "\t"
    name["postgresql"] = "64 connections, PostgreSQL INSERT with a unique index, inserts/s"
    name["sqlite"] = "64 connections, SQLite, WAL, FULL, eight processes, inserts/s"
    name["padded"] = "1 connection, C behind a socket, over written newlines, p50 us"
    name["growing"] = "1 connection, C behind a socket, a file that grows, p50 us"
    name["group"] = "64 connections, against 1 connection to itself, links/s"
    rows = split("postgresql sqlite padded growing group", row, " ")
}

{
    rounds = $1 > rounds ? $1 : rounds
    ours[$2, $1] = $3
    theirs[$2, $1] = $4
    ratio[$2, $1] = $3 / $4
}

END {
    printf "%-66s %10s %10s %7s\n", "generateLink against", "paylinkd", "theirs", "ratio"
    for (i = 1; i <= rows; i++) {
        printf "%-66s %10.1f %10.1f %7.2f\n", name[row[i]], median(ours, row[i]), median(theirs, row[i]), \
            median(ratio, row[i])
    }
}
