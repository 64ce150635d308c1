import JSON

/// How one request is worked on, and how its answer leaves.
struct Delivery: Equatable {
    enum Way: Equatable {
        case whole
        /// Half of the body, then the end of the connection.
        case half
        /// The end of the connection at once.
        case nothing
        /// A byte at a time.
        case bytewise(milliseconds: Int64)
        /// More and more.
        case endless
        /// The connection stays, and nothing is sent.
        case silence
    }

    var waitBefore: Int64 = 0
    var isWorkedOn = true
    var waitAfter: Int64 = 0
    var way = Way.whole

    init(_ fault: Fault?) {
        guard let fault else { return }
        switch fault.kind {
        case .slow: waitBefore = fault.milliseconds
        case .late: waitAfter = fault.milliseconds
        case .lost: way = .nothing
        case .unheard: (isWorkedOn, way) = (false, .nothing)
        case .cut: way = .half
        case .dribble: way = .bytewise(milliseconds: fault.milliseconds)
        case .endless: way = .endless
        case .hole: (isWorkedOn, way) = (false, .silence)
        case .error, .redirect: isWorkedOn = false
        case .html, .empty, .mute, .bare, .other: break
        }
        isWorkedOn = fault.isWorkedOn ?? isWorkedOn
    }
}

extension Fault {
    /// The answer that is given instead of the service's.
    func spoil(_ answer: WebAnswer?) -> WebAnswer {
        let unavailable = WebAnswer.html(status, "<html><body>Service Unavailable</body></html>")
        switch kind {
        case .html: return .html(200, "<html><body>Maintenance</body></html>")
        case .empty: return WebAnswer(status: 200, contentType: "application/json", body: [])
        case .mute: return .json { $0.object("data") { _ in } }
        case .bare:
            return .json { writer in
                writer.member("success", false)
                writer.object("data") { _ in }
            }
        case .other: return answer?.aboutAnotherOrder ?? unavailable
        case .redirect:
            var redirect = WebAnswer.html(302, "")
            redirect.headers.append(.init(name: "location", value: location))
            return redirect
        case .error:
            var error = unavailable
            if let seconds = retryAfterSeconds { error.headers.append(.init(name: "retry-after", value: "\(seconds)")) }
            return error
        case .slow, .late, .lost, .unheard, .cut, .dribble, .endless, .hole: return answer ?? unavailable
        }
    }
}

extension WebAnswer {
    /// With `other-` before the order's ID.
    fileprivate var aboutAnotherOrder: WebAnswer {
        var other = self
        let name = "\"order_id\":"
        let text = String(decoding: body, as: UTF8.self)
        guard let range = text.firstRange(of: name) else { return self }
        let rest = text[range.upperBound...]
        let value = rest.prefix { $0 != "," && $0 != "}" }
        let id = value.filter { $0 != "\"" }
        other.body = Array((text[..<range.upperBound] + "\"other-\(id)\"" + rest[value.endIndex...]).utf8)
        return other
    }
}
