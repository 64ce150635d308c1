# Says who used how much of a processor. First file: condition, the generator's processor seconds, its seconds, held
# ticks, a line for each siege. Second file: condition, the daemon's ticks while the normal client measured, when
# that began and ended.

BEGIN {
    FS = "\t"
}

FNR == NR {
    used[$1] += $2
    lasted[$1] += $3
    held[$1] += $4
    next
}

{
    ticks[$1] += $2
    measured[$1] += $4 - $3
}

END {
    printf "\n"
    say("hostile")
    say("niced")
    printf "paylinkd, cores: alone %.2f, hostile %.2f, niced %.2f\n", \
        cores("alone"), cores("hostile"), cores("niced")
}

function say(condition) {
    printf "attack generator, %s: %.2f processor seconds in %.1f s (%.2f of a core), %d ticks of 10 ms held back\n", \
        condition, used[condition], lasted[condition], used[condition] / lasted[condition], held[condition]
}

function cores(condition) {
    return ticks[condition] / ticks_per_second / measured[condition]
}
