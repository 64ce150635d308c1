import JSON

extension Fault {
    /// Reads `CALL:KIND`, with settings behind it: `create:error,status=500,times=2`.
    package init(text: String) throws(FaultTextError) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let words = (parts.first ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 2 else { throw FaultTextError(text, "a fault is CALL:KIND, such as create:lost") }
        try self.init(call: words[0], kind: words[1])
        for part in parts.dropFirst() {
            let setting = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard setting.count == 2 else { throw FaultTextError(text, "a setting is NAME=VALUE") }
            try set(setting[0], setting[1])
        }
    }

    /// Reads an object with `call`, `kind` and the settings of the text form.
    init(_ json: JSONValue) throws(FaultTextError) {
        try self.init(call: json["call"]?.string ?? "any", kind: json["kind"]?.string ?? "")
        for (name, value) in json.members where name != "call" && name != "kind" {
            try set(name, value.string ?? String(decoding: value.rawBytes, as: UTF8.self))
        }
    }

    private init(call: String, kind: String) throws(FaultTextError) {
        guard let known = Call(rawValue: call) else { throw FaultTextError(call, "the calls are", Call.allCases) }
        guard let fault = Kind(rawValue: kind) else { throw FaultTextError(kind, "the kinds are", Kind.allCases) }
        self.init(known, fault)
    }

    private mutating func set(_ name: String, _ value: String) throws(FaultTextError) {
        switch (name, Int(value)) {
        case ("ms", let number?): milliseconds = Int64(number)
        case ("status", let number?): status = number
        case ("retry-after", let number?): retryAfterSeconds = number
        case ("times", let number?): times = number
        case ("skip", let number?): skip = number
        case ("percent", let number?): percent = number
        case ("location", _): location = value
        case ("made", _) where ["true", "false"].contains(value): isWorkedOn = value == "true"
        default:
            throw FaultTextError(
                "\(name)=\(value)",
                "the settings are ms, status, retry-after, times, skip, percent, location, and made with true or false"
            )
        }
    }
}

/// A fault that can't be read, with a sentence that says what one looks like.
package struct FaultTextError: Error, CustomStringConvertible {
    package let description: String

    fileprivate init(_ text: String, _ reason: String) { description = "\"\(text)\" is not a fault: \(reason)." }

    fileprivate init<Word: RawRepresentable<String>>(_ text: String, _ reason: String, _ words: [Word]) {
        self.init(text, "\(reason) \(words.map(\.rawValue).joined(separator: ", "))")
    }
}
