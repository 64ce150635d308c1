import JSON
import PaymentLinks

extension EventReader {
    /// Reads what was told with an answer; nothing if the member is missing.
    func notes(_ value: JSONValue?) throws(RecordedChangeError) -> [OrderNote] {
        guard let value else { return [] }
        guard value.kind == .array else { throw notUnderstood("notes") }
        var notes: [OrderNote] = []
        for note in value.elements { notes.append(try self.note(note)) }
        return notes
    }

    private func note(_ value: JSONValue) throws(RecordedChangeError) -> OrderNote {
        guard let type = NoteType(rawValue: string(value, "type")) else { throw notUnderstood("type") }
        let money = try holding(value)
        switch type {
        case .uncounted:
            return .uncounted(
                money,
                new: try text(value, "new", OrderID.recorded),
                replacing: try optional(value, "replacing", OrderID.recorded)
            )
        case .over: return .over(money)
        }
    }

    private func holding(_ value: JSONValue) throws(RecordedChangeError) -> OrderNote.Holding {
        let amount = integer(value, "amount")
        guard amount > 0 else { throw notUnderstood("amount") }
        guard let names = value["holders"], names.kind == .array else { throw notUnderstood("holders") }
        var holders: [OrderID] = []
        for name in names.elements {
            holders.append(try domain("holders") { () throws(Refusal) in try OrderID.recorded(name.string ?? "") })
        }
        return OrderNote.Holding(
            order: try text(value, "orderId", OrderID.recorded),
            amount: amount,
            currency: try text(value, "currency", Currency.init(code:)),
            holders: holders,
            isSurplus: try flag(value, "surplus")
        )
    }
}
