import JSON
import PaymentLinks

extension JSONWriter {
    /// Writes a customer in the journal's form: the fields that have a value.
    mutating func customer(_ customer: Customer) {
        object { writer in
            writer.memberIfPresent("firstName", customer.firstName?.text)
            writer.memberIfPresent("lastName", customer.lastName?.text)
            writer.memberIfPresent("email", customer.email?.text)
            writer.memberIfPresent("country", customer.country?.code)
            writer.memberIfPresent("locale", customer.locale?.text)
        }
    }

    /// Writes metadata in the journal's form: an object of strings.
    mutating func metadata(_ metadata: Metadata) {
        object { writer in
            for entry in metadata.entries {
                writer.key(entry.key)
                writer.value(entry.value)
            }
        }
    }
}
