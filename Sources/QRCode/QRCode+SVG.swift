extension QRCode {
    /// The code as a document of SVG 1.1, black on a white ground.
    ///
    /// - Parameter size: Its `width` and `height`; nil for a quiet zone of exactly four modules.
    /// - Returns: The text of the file.
    /// - Throws: `tooSmall`.
    package func svg(size: Int? = nil) throws(QRCodeError) -> String {
        let layout = try QRLayout(width: width, size: size)
        let side = layout.size
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(side)" height="\(side)" viewBox="0 0 \(side) \(side)" \
            shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(side)v\(side)h-\(side)z"/>\
            <path fill="#000" transform="translate(\(layout.margin) \(layout.margin)) scale(\(layout.modulePixels))" \
            d="\(darkPath)"/></svg>

            """
    }

    /// Every run of dark modules of a row as one rectangle.
    private var darkPath: String {
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                var end = column
                while isDark(row: row, column: end) { end += 1 }
                if end > column { path += "M\(column) \(row)h\(end - column)v1h-\(end - column)z" }
                column = end + 1
            }
        }
        return path
    }
}
