import JSON
@testable import PaymentLinks

// The terms of a link, as `generateLink` takes them.
extension ParameterCase {
    static let generateNeeds = [
        "orderId": "\"N-1\"", "currency": "\"EUR\"", "amount": "4995", "description": "\"Bicycle repair\"",
    ]

    static func term(
        _ path: String...,
        takes kinds: Set<JSONValue.Kind>,
        accepts accepted: [String],
        refuses refused: [Refused] = []
    ) -> ParameterCase {
        ParameterCase(
            method: "generateLink",
            path: path,
            needed: generateNeeds,
            kinds: kinds,
            accepted: accepted,
            refused: refused
        )
    }

    static let currency = term(
        "currency",
        takes: [.string],
        accepts: ["\"EUR\"", "\"JPY\"", "\"KWD\""],
        refuses: .values("\"\"", "\"eur\"", "\"EU\"", "\"EURO\"", "\"XXX\"", "\"DEM\"", "\"€\"", as: .invalidCurrency)
    )
    static let amount = term(
        "amount",
        takes: [.number],
        accepts: ["1", "4995", "9007199254740991"],
        refuses: .values(
            "0",
            "-0",
            "-1",
            "9007199254740992",
            "9223372036854775807",
            "9223372036854775808",
            "4995.0",
            "49.95",
            "1e3",
            "1E3",
            "5e-1",
            "1e400",
            "-9223372036854775808",
            "100000000000000000000000000000",
            as: .invalidAmount
        )
    )
    /// Persian words and an emoji that invisible characters join or keep apart.
    static let joined = "\"نامه\\u200cها 👨\\u200d👩\\u200d👧\""
    static let description = term(
        "description",
        takes: [.string],
        accepts: ["\"x\"", long(200), long(200, "字"), joined, "\"a < b & c\"", "\"\\\"quoted\\\" \\u00e9\""],
        refuses: .values(
            "\"\"",
            "\" \"",
            long(201),
            "\"<b>x</b>\"",
            "\"a\\nb\"",
            "\"a\\u0000b\"",
            "\"\\u202ex\"",
            as: .invalidDescription
        )
    )
    static let daysActive = term(
        "daysActive",
        takes: [.number],
        accepts: ["1", "365"],
        refuses: .values("0", "-1", "366", "9223372036854775807", as: .invalidExpiry)
            + .values("1.0", "3e1", "0.5", "9223372036854775808", as: .invalidParameter)
    )
    static let secondsActive = term(
        "secondsActive",
        takes: [.number],
        accepts: ["1", "31536000"],
        refuses: .values("0", "-1", "31536001", as: .invalidExpiry) + .values("1.0", "1e3", as: .invalidParameter)
    )
    static let secondChanceEmail = term("secondChanceEmail", takes: [.bool], accepts: ["true", "false"])
    static let customer = term(
        "customer",
        takes: [.object],
        accepts: [
            "{}",
            #"{"firstName":"Anna","lastName":"Visser","email":"anna@shop.example","country":"NL","locale":"nl_NL"}"#,
        ]
    )
    static let customerFields = [
        term(
            "customer",
            "firstName",
            takes: [.string],
            accepts: ["\"X\"", long(25)],
            refuses: .values("\"\"", long(26), "\"<i>\"", "\"a\\tb\"", as: .invalidCustomer)
        ),
        term(
            "customer",
            "lastName",
            takes: [.string],
            accepts: ["\"de Vries\"", long(25, "é"), joined],
            refuses: .values("\"\"", long(26), "\"  \"", as: .invalidCustomer)
        ),
        term(
            "customer",
            "email",
            takes: [.string],
            accepts: ["\"a@b.nl\""],
            refuses: .values(
                "\"\"",
                "\"anna\"",
                "\"a@b\"",
                "\"a b@shop.example\"",
                "\"a@b@shop.example\"",
                "\"é@shop.example\"",
                "\"" + String(repeating: "a", count: 58) + "@bcd.nl\"",
                as: .invalidCustomer
            )
        ),
        term(
            "customer",
            "country",
            takes: [.string],
            accepts: ["\"NL\"", "\"GB\""],
            refuses: .values("\"\"", "\"nl\"", "\"UK\"", "\"XX\"", "\"NLD\"", as: .invalidCountry)
        ),
        term(
            "customer",
            "locale",
            takes: [.string],
            accepts: ["\"nl_NL\"", "\"da_DK\""],
            refuses: .values("\"\"", "\"nl\"", "\"nl-NL\"", "\"NL_nl\"", as: .invalidCustomer)
        ),
    ]
    static let gateway = term(
        "gateway",
        takes: [.string],
        accepts: ["\"IDEAL\""],
        refuses: .values("\"\"", "\"ideal\"", "\"NOPE\"", as: .gatewayUnavailable)
            + .values("\"AFTERPAY\"", "\"PSAFECARD\"", "\"BNPL_ANY\"", as: .gatewayNotForLinks)
    )
    static let addresses = ["redirectUrl", "cancelUrl"].map { name in
        term(
            name,
            takes: [.string],
            accepts: ["\"https://shop.example/paid?x=1\"", "\"http://localhost:8080/\""],
            refuses: .values(
                "\"\"",
                "\"/paid\"",
                "\"http://shop.example/\"",
                "\"ftp://shop.example/\"",
                "\"https://u:p@shop.example/\"",
                "\"https://shop.example/a b\"",
                "\"javascript:alert(1)\"",
                "\"https://shop.example/" + String(repeating: "x", count: 2028) + "\"",
                as: .invalidParameter
            )
        )
    }
    static let notificationURL = term(
        "notificationUrl",
        takes: [.string],
        accepts: ["\"https://shop.example/notify?a=b\""],
        refuses: .values(
            "\"\"",
            "\"http://localhost/\"",
            "\"https://shop.example:8443/\"",
            "\"https://localhost/\"",
            "\"https://shop.example/" + String(repeating: "x", count: 130) + "\"",
            as: .invalidParameter
        )
    )
    static let metadata = term(
        "metadata",
        takes: [.object],
        accepts: [
            "{}", #"{"a":""}"#, "{\(long(40)):\(long(500))}", #"{"a~/b":"line\nbreak\u0000"}"#, notes(20),
        ],
        refuses: .values(
            "{\"\":\"x\"}",
            "{\"\\u200b\":\"x\"}",
            "{\(long(41)):\"\"}",
            "{\"a\":\(long(501))}",
            notes(21),
            as: .invalidMetadata
        )
            + .values(#"{"a":1}"#, #"{"a":null}"#, #"{"b":"x","a":{}}"#, as: .invalidMetadata, inside: "/a")
            + .values(#"{"a~/b":true}"#, as: .invalidMetadata, inside: "/a~0~1b")
    )

    /// An object of so many notes.
    private static func notes(_ count: Int) -> String {
        "{" + (0..<count).map { "\"k\($0)\":\"v\"" }.joined(separator: ",") + "}"
    }

    /// The terms that every link has.
    static let requiredTerms = [currency, amount, description]
    /// The terms that may be left out.
    static let optionalTerms =
        [daysActive, secondsActive, secondChanceEmail, customer] + customerFields + [gateway] + addresses
        + [notificationURL, metadata]
}
