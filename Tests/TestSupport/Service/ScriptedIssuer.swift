package import Issuing
package import PaymentLinks

/// An issuer whose links a scripted service makes.
package struct ScriptedIssuer: Issuer {
    private let scripted: ScriptedService

    package init(_ service: ScriptedService) {
        scripted = service
    }

    package let name = "scripted"

    package func plan(_ random: any RandomSource) -> Issuance {
        Issuance(id: LinkID(random: random.bytes(count: LinkID.byteCount)), issuer: name, url: nil)
    }

    package var service: (any IssuingService)? { scripted }
}
