import LinkService
import TestSupport

extension Example {
    /// The member of the response that holds the answer.
    var answerMember: String { isRefused ? "error" : "result" }

    /// The line that answers the example's call under the ID 1.
    var response: String {
        #"{"jsonrpc":"2.0","id":1,"\#(answerMember)":\#(answer.compact)}"#
    }
}
