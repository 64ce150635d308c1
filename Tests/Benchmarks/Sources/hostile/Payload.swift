/// The lines that hostile clients send.
enum Payload {
    /// Just under the daemon's longest line, so that every byte of it is looked at.
    private static let longLineByteCount = (1 << 20) - 64
    private static let depthMax = 128

    static let pipelinedOrder = call(
        "generateLink",
        #"{"orderId":"hostile-1","currency":"EUR","amount":4995,"description":"One order"}"#
    )

    static func call(_ method: String, _ parameters: String) -> [UInt8] {
        Array(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#.utf8) + [UInt8(ascii: "\n")]
    }

    static func batch(_ method: String, _ parameters: String, count: Int) -> [UInt8] {
        let member = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#
        return Array("[\(Array(repeating: member, count: count).joined(separator: ","))]\n".utf8)
    }

    /// A dry run of as many links.
    static func rows(_ count: Int) -> [UInt8] {
        let rows = (0..<count).map { #"{"orderId":"row-\#($0)","currency":"EUR","amount":1,"description":"d"}"# }
        return call("generateLinks", #"{"dryRun":true,"links":[\#(rows.joined(separator: ","))]}"#)
    }

    static var unknownParameters: [UInt8] {
        let value = String(repeating: "v", count: 1024)
        return longCall { #""unknown\#($0)":"\#(value)""# }
    }

    static var manyMembers: [UInt8] {
        longCall { #""m\#($0)":0"# }
    }

    /// The request and its parameters are two levels of the depth themselves.
    static var deepNesting: [UInt8] {
        let depth = depthMax - 2
        let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        return longCall { #""deep\#($0)":\#(nested)"# }
    }

    /// A call with as many parameters as fit on a line.
    private static func longCall(_ member: (Int) -> String) -> [UInt8] {
        let frame = call("getLink", "{}").count
        var members = ""
        var count = 0
        while true {
            let next = (count == 0 ? "" : ",") + member(count)
            guard frame + members.utf8.count + next.utf8.count <= longLineByteCount else { break }
            members += next
            count += 1
        }
        return call("getLink", "{\(members)}")
    }
}
