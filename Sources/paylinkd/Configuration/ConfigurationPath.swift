import JSON
import PaymentLinks

/// A value of the configuration file with its position, for the sentence that refuses it.
struct ConfigurationPath {
    let text: ConfigurationText
    let value: JSONValue
    /// The JSON Pointer of the value (RFC 6901).
    let pointer: String

    /// Visits the members of an object.
    func forEach(_ body: (_ name: String, _ member: ConfigurationPath) throws(SettingsError) -> Void)
        throws(SettingsError)
    {
        guard value.kind == .object else { throw wrong("must be an object") }
        if let name = value.duplicateMember { throw wrong("has \(name) twice; keep one") }
        for (name, member) in value.members {
            try body(name, ConfigurationPath(text: text, value: member, pointer: "\(pointer)/\(name.jsonPointerToken)"))
        }
    }

    /// Reads an array, each element with its own position.
    func elements() throws(SettingsError) -> [ConfigurationPath] {
        guard value.kind == .array else { throw wrong("must be an array") }
        return value.elements.enumerated().map { position, element in
            ConfigurationPath(text: text, value: element, pointer: "\(pointer)/\(position)")
        }
    }

    /// Reads a string that is not empty.
    func string() throws(SettingsError) -> String {
        guard let string = value.string, !string.isEmpty else { throw wrong("must be a string that is not empty") }
        return string
    }

    /// Reads true or false.
    func boolean() throws(SettingsError) -> Bool {
        guard let boolean = value.bool else { throw wrong("must be true or false") }
        return boolean
    }

    /// Reads a string as a value of the domain; a refusal follows the complaint.
    func read<Value>(
        _ complaint: String,
        _ make: (String) throws(Refusal) -> Value
    ) throws(SettingsError) -> Value {
        let text = try string()
        do throws(Refusal) {
            return try make(text)
        } catch {
            throw wrong("\(complaint). \(error.message.dropLast())")
        }
    }

    /// Reads an integer within a range.
    func integer(in range: ClosedRange<Int>) throws(SettingsError) -> Int {
        guard let number = value.integer.flatMap({ Int(exactly: $0) }), range.contains(number) else {
            throw wrong("must be an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Refuses a member with an unknown name.
    func unknown(known: [String]) -> SettingsError {
        let reason = "\(pointer) is unknown; use \(known.joined(separator: ", "))"
        return .wrongValue(text.path, text.position(of: value.nameOffset), reason)
    }

    /// Refuses the name of a member.
    func wrongName(_ reason: String) -> SettingsError {
        .wrongValue(text.path, text.position(of: value.nameOffset), "\(pointer) \(reason)")
    }

    /// Refuses the value.
    func wrong(_ reason: String) -> SettingsError {
        let name = pointer.isEmpty ? "the file" : pointer
        return .wrongValue(text.path, text.position(of: value.rawBytes.startIndex), "\(name) \(reason)")
    }
}
