import JSON
@testable import LinkService
@testable import PaymentLinks
import Testing

@Suite struct FingerprintTests {
    private func fingerprint(_ parameters: String) throws -> RequestFingerprint {
        let value = try JSONDocument(parsing: Array(parameters.utf8)).root
        return RequestFingerprint(
            method: GenerateLink.name,
            arguments: try Arguments(value, declared: GenerateLink.parameters)
        )
    }

    @Test(arguments: [
        (#"{"orderId":"A","amount":1}"#, #" { "amount" : 1 , "orderId" : "A" } "#),
        (#"{"orderId":"A/é\""}"#, #"{"orderId":"\u0041\/\u00e9\u0022"}"#),
        (#"{"orderId":"A"}"#, #"{"order\u0049d":"A"}"#),
        (#"{"metadata":{"a":"1","b":"2"}}"#, #"{"metadata":{"b":"2","a":"1"}}"#),
        (#"{"metadata":{"\u00e9":"1","e\u0301":"2"}}"#, #"{"metadata":{"e\u0301":"2","\u00e9":"1"}}"#),
        (#"{"customer":{"firstName":"A","email":"a@b.nl"}}"#, #"{"customer":{"email":"a@b.nl","firstName":"A"}}"#),
        (#"{"orderId":"A"}"#, #"{"orderId":"A","idempotencyKey":"k","dryRun":true}"#),
        (#"{"site":"default","orderId":"A"}"#, #"["default","A"]"#),
    ])
    func `two spellings of one request`(one: String, other: String) throws {
        #expect(try fingerprint(one) == fingerprint(other))
    }

    @Test(arguments: [
        (#"{"orderId":"A"}"#, #"{"orderId":"a"}"#, "orderId"),
        (#"{"orderId":"\u00e9"}"#, #"{"orderId":"e\u0301"}"#, "orderId"),
        (#"{"amount":1}"#, #"{"amount":"1"}"#, "amount"), (#"{"amount":1}"#, #"{"amount":null}"#, "amount"),
        (#"{"metadata":{"a":"b"}}"#, #"{"metadata":{"b":"a"}}"#, "metadata"), (#"{"metadata":{}}"#, "{}", "metadata"),
        (#"{"metadata":{"a":"1\",\"b\":\"2"}}"#, #"{"metadata":{"a":"1","b":"2"}}"#, "metadata"),
        (#"{"dryRun":true,"daysActive":1}"#, #"{"dryRun":true,"secondsActive":1}"#, "daysActive secondsActive"),
    ])
    func `two requests, and the names of what differs`(one: String, other: String, names: String) throws {
        let differences = try fingerprint(one).differences(from: fingerprint(other))
        #expect(differences.joined(separator: " ") == names)
    }

    @Test func `hashes are stable for ever, since the journal keeps them`() throws {
        let parameters = try fingerprint(#"{"orderId":"A-17","metadata":{"b":"2","a":"1"},"amount":4995}"#).parameters
        #expect(parameters.map(\.name) == ["amount", "metadata", "orderId"])
        #expect(
            parameters.map(\.hash)
                == ["4995", #"{"a":"1","b":"2"}"#, "\"A-17\""].map { RequestFingerprint.hash($0.utf8) }
        )
    }
}
