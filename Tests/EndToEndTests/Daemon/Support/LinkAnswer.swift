import PaylinkClient

/// The answer to a call whose result is a link.
enum LinkAnswer: Sendable {
    case link(SeenLink)
    case refused(RemoteError)

    var link: SeenLink? {
        if case .link(let link) = self { link } else { nil }
    }

    var refusal: RemoteError? {
        if case .refused(let error) = self { error } else { nil }
    }
}
