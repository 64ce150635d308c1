/// The version that the daemon and the tool tell.
package enum ProductVersion {
    /// Semantic Versioning 2.0.0.
    package static let text = "0.1.0"
}
