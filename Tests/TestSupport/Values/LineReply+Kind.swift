package import JSONRPC

extension LineReply {
    /// What is known of the calls, in words.
    package var kind: String {
        guard case .calls(let traits, _) = self else { return "refused" }
        return switch (traits.mayAnswerAtLength, traits.isSlow) {
        case (true, true): "long and slow"
        case (true, false): "long"
        case (false, true): "slow"
        case (false, false): "pending"
        }
    }
}
