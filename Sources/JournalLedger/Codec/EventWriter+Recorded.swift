package import KeyVault
package import PaymentLinks

extension EventWriter {
    /// The events of one change as `listEvents` returns them: as they are in the journal, without the customer.
    package static func recorded(
        _ events: [LinkEvent],
        from seq: UInt64,
        time: Instant,
        caller: Caller,
        request: RequestIdentity?,
        vault: KeyVault
    ) throws(RecordedChangeError) -> [RecordedEvent] {
        let payload = payload(of: events, time: time, caller: caller, request: request, vault: vault)
        let change = try EventReader.raw(payload.bytes[...], seq: seq, count: events.count)
        return change.events.enumerated().map { number, event in
            RecordedEvent(seq: seq + UInt64(number), time: change.time, caller: caller, members: event.members)
        }
    }
}
