/// One change, as it was recorded.
package struct RecordedEvent: Sendable {
    package let seq: UInt64
    /// When it was decided, as the record says.
    package let time: String
    package let caller: Caller
    /// The members of the event in JSON, each as it was recorded; what is about a person is left out.
    package let members: [(name: String, value: [UInt8])]

    package init(seq: UInt64, time: String, caller: Caller, members: [(name: String, value: [UInt8])]) {
        self.seq = seq
        self.time = time
        self.caller = caller
        self.members = members
    }
}
