import Journal
import LinkService
import Storage
import UnixServer

extension ServiceActivity {
    /// What the journal and the record of the calls tell, beside the queues.
    init(_ journal: Journal.Status, _ calls: CallRecord, _ queues: Queues) {
        self.init()
        self.queues = queues
        storage = journal.isFull ? .full : journal.isSlow ? .slow : .ok
        freeBytes = journal.freeByteCount.map { Int64(max(0, $0)) }
        queuedBytes = Int64(journal.pendingByteCount)
        commits = Times(journal.commitTimes)
        let (times, refusals, unreadableCount) = calls.contents
        self.calls = Times(times)
        self.refusals = refusals
        self.unreadableCount = unreadableCount
    }
}

extension ServiceActivity.Queues {
    /// What the server held when it last said so, and what waits behind it.
    init(_ server: ServerLoad, searches: Int, issuing: Int) {
        self.init()
        connections = server.connectionCount
        requests = server.requestCount
        heldConnections = server.heldConnectionCount
        heldBytes = server.heldByteCount
        self.searches = searches
        self.issuing = issuing
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
