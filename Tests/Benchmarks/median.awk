# Of several rounds; the variable `rounds` says of how many.

# The middle of the values of a key in all rounds, or the mean of the two middle ones.
function median(values, key,    sorted, r, s, value) {
    for (r = 1; r <= rounds; r++) {
        value = values[key, r]
        for (s = r - 1; s >= 1 && sorted[s] > value; s--) {
            sorted[s + 1] = sorted[s]
        }
        sorted[s + 1] = value
    }
    return rounds % 2 ? sorted[(rounds + 1) / 2] : (sorted[rounds / 2] + sorted[rounds / 2 + 1]) / 2
}
