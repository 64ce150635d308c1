import JSONRPC
import Storage
import Journal
import TestSupport
import Testing

@Suite(.overEveryEngine) struct ListEventsTests {
    /// Six events in five records: A and B are made, A is superseded by C in one record, B is paid, D is made on another site.
    private func story() async throws -> ServiceFixture {
        let service = try ServiceFixture(sites: ["north", "south"])
        let site = #""site":"north""#
        try await service.generate("A", site)
        try await service.generate("B", site)
        try await service.copy("A", as: "C", #""supersede":true,\#(site)"#)
        try await service.report("B", "completed", site)
        try await service.generate("D", #""site":"south""#)
        return service
    }

    @Test func `0, now and a number are three things`() async throws {
        let service = try await story()
        let all = try await service.events("0")
        #expect(
            all.events.map(\.description) == [
                "1 linkGenerated A", "2 linkGenerated B", "3 linkSuperseded A", "4 linkGenerated C",
                "5 paymentRecorded B", "6 linkGenerated D",
            ]
        )
        #expect(all.seq == 6)
        #expect(try await service.events("\"now\"") == service.events("6"))
        #expect(try await service.events("\"now\"").events.isEmpty)
        #expect(try await service.events("\"now\"").seq == 6)
        #expect(try await service.events("4").events == Array(all.events[4...]))
    }

    @Test func `of an empty journal everything and nothing is the same`() async throws {
        let service = try ServiceFixture()
        for after in ["0", "\"now\""] {
            let page = try await service.events(after)
            #expect(page.events.isEmpty && page.seq == 0)
        }
    }

    @Test func `a number that was never reached is refused, and becomes good when it is`() async throws {
        let service = try ServiceFixture()
        try await service.generate("A")
        for parameters in [#"{"after":2}"#, #"{"after":2,"waitSeconds":25}"#] {
            let refused = try await service.call("listEvents", parameters)
            expectError(refused, -32602, "invalidParameter", at: "/after")
        }
        #expect(try await service.events("1").events.isEmpty)
        try await service.generate("B")
        #expect(try await service.events("2").seq == 2)
        #expect(try await service.events("1").orders == ["B"])
    }

    @Test func `a page may end in the middle of a record, and begin there`() async throws {
        let service = try await story()
        let first = try await service.events("0", #""limit":3"#)
        #expect(first.seqs == [1, 2, 3] && first.seq == 3)
        let second = try await service.events(after: first.seq, #""limit":3"#)
        #expect(second.seqs == [4, 5, 6] && second.seq == 6)
    }

    @Test func `filters, by type, by site and by both`() async throws {
        let service = try await story()
        #expect(try await service.events("0", #""types":["linkGenerated"]"#).orders == ["A", "B", "C", "D"])
        #expect(try await service.events("0", #""types":["linkSuperseded","paymentRecorded"]"#).seqs == [3, 5])
        #expect(try await service.events("0", #""site":"south""#).orders == ["D"])
        #expect(try await service.events("0", #""site":"south","types":["linkSuperseded"]"#).events.isEmpty)
        #expect(try await service.events("2", #""site":"north","types":["linkGenerated"]"#).orders == ["C"])
    }

    @Test func `seq moves on over what a filter left out, and no further than what was looked at`() async throws {
        let service = try await story()
        #expect(try await service.events("0", #""types":["linkOpened"]"#).seq == 6, "all was looked at")
        #expect(try await service.events("0", #""site":"north""#).seq == 6, "D is left out behind the last")
        let full = try await service.events("0", #""types":["linkGenerated"],"limit":2"#)
        #expect(full.orders == ["A", "B"] && full.seq == 2)
        let next = try await service.events(after: full.seq, #""types":["linkGenerated"],"limit":2"#)
        #expect(next.orders == ["C", "D"])
    }

    @Test func `a consumer that keeps seq sees every change once, over restarts`() async throws {
        var random = SeededSequence(for: #function)
        var service = try ServiceFixture()
        var kept: Int64 = 0
        var seen: [SeenEvent] = []
        for round in 0..<60 {
            try await changeAtRandom(service, round, &random)
            if Int.random(in: 0..<4, using: &random) == 0 { try service.reopen() }
            let limit = Int.random(in: 1...5, using: &random)
            let page = try await service.events(after: kept, #""limit":\#(limit)"#)
            seen += page.events
            kept = page.seq
        }
        while true {
            let page = try await service.events(after: kept)
            if page.events.isEmpty { break }
            seen += page.events
            kept = page.seq
        }
        #expect(seen.map(\.seq) == Array(1...kept))
        #expect(UInt64(kept) == service.seq)
    }

    @Test func `pages of any limits are the whole order`() async throws {
        var random = SeededSequence(for: #function)
        let service = try ServiceFixture()
        for round in 0..<80 { try await changeAtRandom(service, round, &random) }
        let last = Int64(service.seq)
        let whole = try await service.events("0", #""limit":1000"#)
        #expect(whole.seqs == Array(1...last))
        let filters: [(text: String, holds: (SeenEvent) -> Bool)] = [
            ("", { _ in true }),
            (#","types":["linkGenerated"]"#, { $0.type == "linkGenerated" }),
            (
                #","types":["linkSuperseded","linkCancelled"]"#,
                { ["linkSuperseded", "linkCancelled"].contains($0.type) }
            ),
        ]
        for _ in 0..<30 {
            for filter in filters {
                let start = Int64.random(in: 0..<last, using: &random)
                var (after, seen) = (start, [SeenEvent]())
                repeat {
                    let limit = Int.random(in: 1...9, using: &random)
                    let page = try await service.events(after: after, #""limit":\#(limit)\#(filter.text)"#)
                    #expect(page.events.count <= limit)
                    #expect(page.seq > after, "a page before the end moves on")
                    seen += page.events
                    after = page.seq
                } while after < last
                #expect(seen == whole.events.filter { $0.seq > start && filter.holds($0) }, "after \(start)")
            }
        }
    }

    /// One change of one to some events.
    private func changeAtRandom(
        _ service: ServiceFixture,
        _ round: Int,
        _ random: inout SeededSequence
    ) async throws {
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            let count = Int.random(in: 1...7, using: &random)
            let rows = (0..<count).map { ServiceFixture.terms("R-\(round)-\($0)") }.joined(separator: ",")
            #expect(try await service.call("generateLinks", #"{"links":[\#(rows)]}"#).result != nil)
        case 1:
            try await service.generate("S-\(round)")
            try await service.copy("S-\(round)", as: "T-\(round)", #""supersede":true"#)
        case 2:
            // A record that is longer than what one look at the file takes in.
            let note = String(repeating: "x", count: Int.random(in: 1...500, using: &random))
            let notes = (0..<20).map { #""k\#($0)":"\#(note)""# }.joined(separator: ",")
            try await service.generate("L-\(round)", #""metadata":{\#(notes)}"#)
        default:
            try await service.generate("U-\(round)")
            try await service.done("cancelLink", "U-\(round)")
        }
    }
}
