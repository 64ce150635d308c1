package import JSON

/// An order as the stand-in has it, for tests that compare.
package struct OrderReport: Sendable, Equatable {
    /// A URL that was given out, and whether it can be paid.
    package struct Page: Sendable, Equatable {
        package let url: String
        /// Why it can't be paid; nil if it can.
        package let obstacle: String?

        package var isPayable: Bool { obstacle == nil }
    }

    /// An attempt to pay.
    package struct Transaction: Sendable, Equatable {
        package let id: Int64
        package let status: String
        package let url: String
        package let isPaid: Bool
    }

    package let orderID: String
    package let status: String
    package let currency: String
    package let amount: Int64
    package let description: String
    /// In the order in which they were made: the last is of the latest POST.
    package let pages: [Page]
    package let transactions: [Transaction]
    /// Whether it was cancelled with `exclude_order`.
    package let isExcluded: Bool
    /// The body of the latest POST, as it came.
    package let form: String

    init(_ order: Order, _ service: PaymentService, at now: Moment) {
        let locale = order.terms.customer["locale"]
        let body = OrderBody(order: order, transaction: order.leading, now: now, readings: service.readings)
        orderID = order.terms.orderID
        status = body.words.status
        currency = order.terms.currency
        amount = order.terms.amount
        description = order.terms.description
        pages = order.pages.map { page in
            let obstacle = order.obstacle(on: page, at: now, service.readings)
            return Page(url: service.url(of: page, locale: locale), obstacle: obstacle?.rawValue)
        }
        transactions = order.transactions.map { transaction in
            Transaction(
                id: transaction.id,
                status: order.status(of: transaction, at: now).rawValue,
                url: order.pages.first { $0.token == transaction.token }.map { service.url(of: $0, locale: locale) }
                    ?? "",
                isPaid: transaction.completedAt != nil
            )
        }
        isExcluded = order.isExcluded
        form = String(decoding: order.form, as: UTF8.self)
    }

    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("orderId", orderID)
            writer.member("status", status)
            writer.member("currency", currency)
            writer.member("amount", amount)
            writer.member("description", description)
            writer.array("payableUrls") { writer in
                for page in pages where page.isPayable { writer.value(page.url) }
            }
            writer.array("pages") { writer in
                for page in pages {
                    writer.object { writer in
                        writer.member("url", page.url)
                        writer.member("obstacle", page.obstacle)
                    }
                }
            }
            writer.array("transactions") { writer in
                for transaction in transactions { transaction.write(to: &writer) }
            }
            writer.member("excluded", isExcluded)
            writer.member("form", form)
        }
    }
}

extension OrderReport.Transaction {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("transactionId", id)
            writer.member("status", status)
            writer.member("url", url)
            writer.member("paid", isPaid)
        }
    }
}
