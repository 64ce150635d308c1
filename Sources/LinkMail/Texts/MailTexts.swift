/// What mails say in one language.
///
/// In the sentences `{shop}`, `{order}` and `{name}` stand for what they name.
struct MailTexts: Sendable {
    let subject: String
    let reminderSubject: String
    let greeting: String
    /// The greeting of somebody whose name is unknown.
    let plainGreeting: String
    let introduction: String
    let reminderIntroduction: String
    /// What somebody who has paid meanwhile should know.
    let reminderEnd: String
    let due: String
    let order: String
    let description: String
    let until: String
    let button: String
    let code: String
    /// Stands before the address for those who can't press the button.
    let address: String
    let closing: String
    let months: [String]
}

extension MailTexts {
    static let dutch = MailTexts(
        subject: "{shop}: betaal uw bestelling {order}",
        reminderSubject: "{shop}: uw bestelling {order} is nog niet betaald",
        greeting: "Beste {name},",
        plainGreeting: "Goedendag,",
        introduction: "Met de link hieronder betaalt u uw bestelling bij {shop}.",
        reminderIntroduction: "Uw bestelling bij {shop} is nog niet betaald. Met de link hieronder kan dat alsnog.",
        reminderEnd: "Hebt u intussen betaald? Dan hoeft u niets meer te doen.",
        due: "Te betalen",
        order: "Bestelling",
        description: "Voor",
        until: "Betalen vóór",
        button: "Nu betalen",
        code: "Of scan deze code met uw telefoon.",
        address: "Werkt de knop niet? Open dan dit adres:",
        closing: "Met vriendelijke groet,",
        months: [
            "januari", "februari", "maart", "april", "mei", "juni",
            "juli", "augustus", "september", "oktober", "november", "december",
        ]
    )

    static let english = MailTexts(
        subject: "{shop}: pay your order {order}",
        reminderSubject: "{shop}: your order {order} has not been paid yet",
        greeting: "Dear {name},",
        plainGreeting: "Hello,",
        introduction: "With the link below you can pay your order at {shop}.",
        reminderIntroduction: "Your order at {shop} has not been paid yet. You still can, with the link below.",
        reminderEnd: "Have you paid in the meantime? Then there is nothing more to do.",
        due: "To pay",
        order: "Order",
        description: "For",
        until: "Pay by",
        button: "Pay now",
        code: "Or scan this code with your phone.",
        address: "If the button does not work, open this address:",
        closing: "Kind regards,",
        months: [
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ]
    )

    static let french = MailTexts(
        subject: "{shop} : réglez votre commande {order}",
        reminderSubject: "{shop} : votre commande {order} n’est pas encore payée",
        greeting: "Bonjour {name},",
        plainGreeting: "Bonjour,",
        introduction: "Le lien ci-dessous vous permet de régler votre commande chez {shop}.",
        reminderIntroduction:
            "Votre commande chez {shop} n’est pas encore payée. Vous pouvez encore la régler avec le lien ci-dessous.",
        reminderEnd: "Vous avez payé entre-temps ? Vous n’avez alors plus rien à faire.",
        due: "À payer",
        order: "Commande",
        description: "Pour",
        until: "À payer avant le",
        button: "Payer maintenant",
        code: "Ou scannez ce code avec votre téléphone.",
        address: "Si le bouton ne fonctionne pas, ouvrez cette adresse :",
        closing: "Cordialement,",
        months: [
            "janvier", "février", "mars", "avril", "mai", "juin",
            "juillet", "août", "septembre", "octobre", "novembre", "décembre",
        ]
    )

    static let german = MailTexts(
        subject: "{shop}: Bezahlen Sie Ihre Bestellung {order}",
        reminderSubject: "{shop}: Ihre Bestellung {order} ist noch nicht bezahlt",
        greeting: "Guten Tag, {name},",
        plainGreeting: "Guten Tag,",
        introduction: "über den folgenden Link bezahlen Sie Ihre Bestellung bei {shop}.",
        reminderIntroduction:
            "Ihre Bestellung bei {shop} ist noch nicht bezahlt. Über den folgenden Link können Sie das nachholen.",
        reminderEnd: "Haben Sie inzwischen bezahlt? Dann müssen Sie nichts mehr tun.",
        due: "Zu zahlen",
        order: "Bestellung",
        description: "Für",
        until: "Zahlbar bis",
        button: "Jetzt bezahlen",
        code: "Oder scannen Sie diesen Code mit Ihrem Telefon.",
        address: "Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:",
        closing: "Mit freundlichen Grüßen",
        months: [
            "Januar", "Februar", "März", "April", "Mai", "Juni",
            "Juli", "August", "September", "Oktober", "November", "Dezember",
        ]
    )

    static let italian = MailTexts(
        subject: "{shop}: paghi il Suo ordine {order}",
        reminderSubject: "{shop}: il Suo ordine {order} non è ancora stato pagato",
        greeting: "Gentile {name},",
        plainGreeting: "Buongiorno,",
        introduction: "con il link qui sotto può pagare il Suo ordine presso {shop}.",
        reminderIntroduction:
            "il Suo ordine presso {shop} non è ancora stato pagato. Può ancora farlo con il link qui sotto.",
        reminderEnd: "Ha pagato nel frattempo? Allora non deve fare altro.",
        due: "Da pagare",
        order: "Ordine",
        description: "Per",
        until: "Da pagare entro il",
        button: "Paghi ora",
        code: "Oppure scansioni questo codice con il telefono.",
        address: "Se il pulsante non funziona, apra questo indirizzo:",
        closing: "Cordiali saluti,",
        months: [
            "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
            "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
        ]
    )

    static let spanish = MailTexts(
        subject: "{shop}: pague su pedido {order}",
        reminderSubject: "{shop}: su pedido {order} aún no está pagado",
        greeting: "Hola, {name}:",
        plainGreeting: "Hola:",
        introduction: "Con el siguiente enlace puede pagar su pedido en {shop}.",
        reminderIntroduction:
            "Su pedido en {shop} aún no está pagado. Todavía puede hacerlo con el siguiente enlace.",
        reminderEnd: "¿Ha pagado entretanto? Entonces no tiene que hacer nada más.",
        due: "Por pagar",
        order: "Pedido",
        description: "Concepto",
        until: "Pagar antes del",
        button: "Pagar ahora",
        code: "O escanee este código con su teléfono.",
        address: "Si el botón no funciona, abra esta dirección:",
        closing: "Un cordial saludo,",
        months: [
            "enero", "febrero", "marzo", "abril", "mayo", "junio",
            "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
        ]
    )
}
