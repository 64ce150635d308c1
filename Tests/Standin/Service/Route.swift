/// A call of the service's interface, as far as method and path tell.
enum Route: Equatable {
    case create
    case look(String)
    case change(String)
    case refund(String)
    case gateways
    case gateway(String)
    case transactions

    /// What the path is below.
    static let prefix = "/v1/json/"

    init?(method: String, segments: [String]) {
        let name = segments.count > 1 ? segments[1] : ""
        switch (method, segments.first, segments.count) {
        case ("POST", "orders", 1): self = .create
        case ("GET", "orders", 2): self = .look(name)
        case ("PATCH", "orders", 2): self = .change(name)
        case ("POST", "orders", 3) where segments[2] == "refunds": self = .refund(name)
        case ("GET", "gateways", 1): self = .gateways
        case ("GET", "gateways", 2): self = .gateway(name)
        case ("GET", "transactions", 1): self = .transactions
        default: return nil
        }
    }
}
