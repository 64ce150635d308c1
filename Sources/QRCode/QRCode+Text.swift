extension QRCode {
    /// The code as lines of block characters, for light writing on a dark ground: what is drawn is light.
    ///
    /// A character holds two modules, one above the other. The number of rows is odd, so that the last line has a light
    /// row below the quiet zone.
    package var text: String {
        let rows = -QRLayout.quietModules..<width + QRLayout.quietModules
        var text = ""
        for row in stride(from: rows.lowerBound, to: rows.upperBound, by: 2) {
            for column in rows {
                switch (isDark(row: row, column: column), isDark(row: row + 1, column: column)) {
                case (false, false): text += "█"
                case (false, true): text += "▀"
                case (true, false): text += "▄"
                case (true, true): text += " "
                }
            }
            text += "\n"
        }
        return text
    }
}
