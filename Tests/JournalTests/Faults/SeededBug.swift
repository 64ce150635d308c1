/// The mistakes that journals are known to have made; a harness that misses one of them proves nothing.
///
/// All of them are made in the doubles around the product, so that the product has none of their code.
enum SeededBug: String, CaseIterable {
    case answersBeforeSync = "answer before the sync"
    case neverSyncs = "no sync at all"
    case retriesSync = "a failed sync is made again"
    case ignoresSyncResult = "the result of a sync is ignored"
    case goesOnAfterError = "the writer goes on after an error"
    case neverSyncsDirectory = "no sync of the directory"
    case stopsAtFirstBadLine = "everything behind a bad line is cut off"
    case refusesEveryBadLine = "every bad line refuses the start"
    case takesReadErrorForEnd = "a read error is the end of the file"
    case trustsUnprovenBatch = "the last batch is not written again"
    case locksPerProcess = "fcntl lock instead of flock"
    case leaksDescriptors = "descriptors without O_CLOEXEC"
}
