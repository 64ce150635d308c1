@testable import JournalLedger
@testable import PaymentLinks
import TestSupport
import Testing

/// The index agrees with the reference book of whole links.
@Suite struct LinkIndexTests {
    /// An index after many commands.
    private static func grown(_ test: String, steps: Int = 1500) throws -> LinkIndexStory {
        var story = LinkIndexStory(SeededSequence(for: test))
        for number in 0..<steps { try story.step(number) }
        return story
    }

    @Test func `rows, locations and names are those of the book`() throws {
        let story = try Self.grown(#function)
        let links = story.builder.book.linksByCreation
        let index = story.index
        #expect(index.linkCount == links.count)
        #expect(index.seq == story.builder.book.seq)
        for (number, link) in links.enumerated() {
            let row = index.rows[number]
            #expect(row.createdSeq == link.createdSeq)
            #expect(row.createdAt == link.createdAt)
            #expect(row.expiresAt == link.expiresAt)
            #expect(row.recordedStatus == link.recordedStatus)
            #expect(row.amount == link.terms.money.amount)
            if let due = index.due(ofRow: number) { #expect(due == link.balance.due ?? 0) }
            #expect(row.currency == link.terms.money.currency)
            #expect(index.sites[Int(row.site)] == link.key.site)
            #expect(index.records(of: number) == story.locations[link.key])
            #expect(Array(index.candidates(for: link.key)) == [UInt32(number)])
            #expect(index.candidates(for: link.id).contains(UInt32(number)))
        }
    }

    @Test func `the attempts of an order are those of the book`() throws {
        let story = try Self.grown(#function)
        let links = story.builder.book.linksByCreation
        var largest = 0
        for link in links where link.lineage.duplicateOf == nil {
            let attempts = [link] + story.index.descendants(ofRoot: link.key).map { links[Int($0)] }
            #expect(attempts == story.builder.book.attempts(ofRoot: link.key))
            largest = max(largest, attempts.count)
        }
        #expect(largest > 1)
        for (number, scope) in story.scopes.enumerated() {
            #expect(story.index.candidates(for: scope).contains(UInt32(number)))
        }
        #expect(!story.scopes.isEmpty)
    }

    @Test func `a filter matches a row where it matches the link`() throws {
        var story = try Self.grown(#function)
        let links = story.builder.book.linksByCreation
        var found = 0
        for _ in 0..<300 {
            let filter = try story.filter()
            let rows = RowFilter(filter, of: story.index)
            #expect(!rows.needsLink)
            let now = story.now.adding(seconds: Int64(story.pick(600) - 300))
            for (number, link) in links.enumerated() {
                let matches = filter.matches(link, at: now)
                if matches { found += 1 }
                #expect(rows.matches(story.index.rows[number], at: now) == matches)
            }
        }
        #expect(found > 0)
    }

    @Test func `due links are found until their expiry is recorded`() throws {
        var story = try Self.grown(#function)
        var index = story.index
        for _ in 0..<40 {
            let now = story.now.adding(seconds: Int64(story.pick(600) - 300))
            let due = (0..<index.rows.count).filter { number in
                index.rows[number].recordedStatus == .active && index.rows[number].expiresAt <= now
            }
            let limit = 1 + story.pick(400)
            let found = index.dueRows(at: now, limit: limit).map { Int($0) }
            #expect(found == Array(due.prefix(limit)))
            let next = (0..<index.rows.count).map { index.rows[$0] }.filter { $0.recordedStatus == .active }.map(
                \.expiresAt
            )
            .min()
            if let next, let bound = index.due.earliest.min() { #expect(bound <= next, "no due link is skipped") }
            for number in due.prefix(5) {
                let link = story.builder.book.linksByCreation[number]
                index.change(UInt32(number), by: .expired(LinkExpired(key: link.key)), seq: index.seq + 1)
            }
        }
    }

    @Test func `an index is decoded from its bytes, and goes on`() throws {
        let story = try Self.grown(#function)
        var bytes: [UInt8] = []
        story.index.encode { part in
            #expect(part.byteCount % 8 == 0)
            for offset in 0..<part.byteCount { bytes.append(part.unsafeLoad(fromByteOffset: offset, as: UInt8.self)) }
        }
        var position = 0
        let read = LinkIndex(hash: KeyedHash(key: 1, 2)) { buffer in
            for offset in 0..<buffer.byteCount {
                buffer.storeBytes(of: bytes[position + offset], toByteOffset: offset, as: UInt8.self)
            }
            position += buffer.byteCount
        }
        var copy = try #require(read)
        copy.complete()
        #expect(position == bytes.count)
        #expect(IndexContents(copy) == IndexContents(story.index))
        var original = story.index
        for now in [story.now, story.now.adding(seconds: 500)] {
            let due = (copy.dueRows(at: now, limit: 9999), original.dueRows(at: now, limit: 9999))
            #expect(due.0 == due.1)
        }
        for link in story.builder.book.linksByCreation {
            #expect(Array(copy.candidates(for: link.key)) == Array(original.candidates(for: link.key)))
            #expect(Array(copy.candidates(for: link.id)) == Array(original.candidates(for: link.id)))
            #expect(copy.descendants(ofRoot: link.key) == original.descendants(ofRoot: link.key))
        }
        for scope in story.scopes {
            #expect(Array(copy.candidates(for: scope)) == Array(original.candidates(for: scope)))
        }
    }
}
