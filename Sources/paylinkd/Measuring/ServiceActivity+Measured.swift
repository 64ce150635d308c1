import Journal
import LinkService
import Storage

extension ServiceActivity {
    /// What the journal and the record of the calls tell.
    init(_ journal: Journal.Status, _ calls: CallRecord) {
        self.init()
        storage = journal.isFull ? .full : journal.isSlow ? .slow : .ok
        freeBytes = journal.freeByteCount.map { Int64(max(0, $0)) }
        queuedBytes = Int64(journal.pendingByteCount)
        commits = Times(journal.commitTimes)
        let (times, refusals) = calls.contents
        self.calls = Times(times)
        self.refusals = refusals
    }
}

extension ServiceActivity.Times {
    fileprivate init(_ histogram: LatencyHistogram) {
        self.init()
        count = histogram.count
        total = histogram.sum
        median = histogram.quantile(0.5)
        p99 = histogram.quantile(0.99)
        longest = histogram.longest
    }
}
