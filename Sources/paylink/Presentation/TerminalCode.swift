/// A QR code as block characters, as the daemon draws it: what is drawn is light.
struct TerminalCode {
    private let drawn: [Substring]

    /// Takes the lines of `getQrCode`.
    init(_ text: String) {
        drawn = text.split(separator: "\n")
    }

    /// The lines as they are shown.
    ///
    /// On a terminal they have white and black of their own, whatever its colours are; else `isInverted` draws what is
    /// dark, for a light ground.
    func lines(_ appearance: Appearance, isInverted: Bool = false) -> [String] {
        guard !appearance.usesColour else { return drawn.map { "\u{1B}[38;5;231;48;5;16m\($0)\u{1B}[0m" } }
        return isInverted ? drawn.map { String($0.map { Self.inverse[$0] ?? $0 }) } : drawn.map(String.init)
    }

    private static let inverse: [Character: Character] = ["█": " ", " ": "█", "▀": "▄", "▄": "▀"]
}
