extension LinkLetter {
    /// The letter as HTML: tables and inline styles alone, since mail programs understand no more.
    func html(hasCode: Bool) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light">
        <title>\(escaped(shop))</title>
        </head>
        <body style="margin:0;padding:0;background:#eef1f5;color:#1c2430;font:16px/1.5 system-ui,Arial,sans-serif">
        <main>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#eef1f5">
        <tr><td align="center" style="padding:16px">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:544px;background:#ffffff;\
        border:1px solid #d9dee6;border-radius:12px">
        <tr><td style="padding:28px">
        <h1 style="margin:0 0 16px;color:#566072;font-size:16px;font-weight:600">\(escaped(shop))</h1>
        <p style="margin:0 0 16px">\(escaped(greeting))</p>
        <p style="margin:0 0 20px">\(escaped(introduction))</p>
        \(sum)
        \(table)
        <p style="margin:0 0 20px;text-align:center"><a href="\(escaped(url))" style="display:block;padding:12px 20px;\
        background:#0b5cad;color:#ffffff;border-radius:8px;font-weight:600;text-decoration:none">\
        \(escaped(texts.button))</a></p>
        \(hasCode ? code : "")
        <p style="margin:0 0 20px;color:#566072;font-size:14px">\(escaped(texts.address))<br>\
        <a href="\(escaped(url))" style="color:#0b5cad;word-break:break-all">\(escaped(url))</a></p>
        \(occasion == .reminder ? "<p style=\"margin:0 0 20px\">\(escaped(texts.reminderEnd))</p>" : "")
        <p style="margin:0">\(escaped(texts.closing))<br>\(escaped(shop))</p>
        </td></tr>
        </table>
        </td></tr>
        </table>
        </main>
        </body>
        </html>
        """
    }

    private var sum: String {
        """
        <p style="margin:0 0 20px;padding:14px 18px;background:#eef1f5;border-radius:8px">\
        <span style="color:#566072">\(escaped(texts.due))</span><br>\
        <strong style="font-size:30px;line-height:1.2">\(escaped(amount))</strong></p>
        """
    }

    private var table: String {
        let rows = facts.map { fact in
            """
            <tr><td valign="top" style="padding:8px 12px 8px 0;border-top:1px solid #d9dee6;color:#566072;white-space:nowrap">\
            \(escaped(fact.label))</td>
            <td valign="top" style="padding:8px 0;border-top:1px solid #d9dee6;word-break:break-word">\(escaped(fact.value))</td></tr>
            """
        }
        return """
            <table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 20px">
            \(rows.joined(separator: "\n"))
            </table>
            """
    }

    private var code: String {
        """
        <p style="margin:0 0 20px;text-align:center;color:#566072;font-size:14px">\
        <img src="cid:\(MailMessage.pictureID)" alt="QR" width="200" height="200" \
        style="display:block;margin:0 auto 8px">\(escaped(texts.code))</p>
        """
    }

    /// A text as HTML has it, in an element and between quotation marks.
    private func escaped(_ text: String) -> String {
        // Scalar by scalar: an accent behind a bracket makes another character of the two.
        text.unicodeScalars.reduce(into: "") { html, scalar in
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default: html.unicodeScalars.append(scalar)
            }
        }
    }
}
