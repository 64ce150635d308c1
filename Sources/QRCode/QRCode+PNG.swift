import CPNG

extension QRCode {
    /// The code as a PNG of two colours, black on white.
    ///
    /// Takes a byte of memory for each pixel while it works.
    ///
    /// - Parameter size: The pixels of a side; nil for a quiet zone of exactly four modules.
    /// - Returns: The bytes of the file.
    /// - Throws: `tooSmall`, or `outOfMemory`.
    package func png(size: Int? = nil) throws(QRCodeError) -> [UInt8] {
        let layout = try QRLayout(width: width, size: size)
        let pixels = pixels(layout)
        var image = unsafe png_image()
        unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
        unsafe image.width = png_uint_32(layout.size)
        unsafe image.height = png_uint_32(layout.size)
        // Grey values in a table of two: libpng writes such an image with one bit for each pixel.
        unsafe image.format = png_uint_32(PNG_FORMAT_FLAG_COLORMAP)
        unsafe image.colormap_entries = png_uint_32(Self.palette.count)
        defer { unsafe png_image_free(&image) }
        var file = [UInt8](repeating: 0, count: Self.byteCountMax(pixelCount: pixels.count))
        var byteCount = png_alloc_size_t(file.count)
        guard unsafe png_image_write_to_memory(&image, &file, &byteCount, 0, pixels, 0, Self.palette) != 0 else {
            throw .outOfMemory
        }
        return Array(file.prefix(Int(byteCount)))
    }

    /// White, then black: a pixel is its place in this table.
    private static let palette: [UInt8] = [255, 0]

    /// More than the file can have: a bit for each pixel, a byte for each row, and what deflate and the chunks add.
    private static func byteCountMax(pixelCount: Int) -> Int { pixelCount / 4 + 4096 }

    private func pixels(_ layout: QRLayout) -> [UInt8] {
        let pixelCount = layout.size * layout.size
        var pixels: [UInt8] = []
        pixels.reserveCapacity(pixelCount)
        pixels.append(contentsOf: repeatElement(0, count: layout.margin * layout.size))
        for row in 0..<width {
            var line = [UInt8](repeating: 0, count: layout.size)
            for column in 0..<width where isDark(row: row, column: column) {
                let left = layout.margin + column * layout.modulePixels
                for pixel in left..<left + layout.modulePixels { line[pixel] = 1 }
            }
            for _ in 0..<layout.modulePixels { pixels += line }
        }
        pixels.append(contentsOf: repeatElement(0, count: pixelCount - pixels.count))
        return pixels
    }
}
