# shellcheck shell=sh
# What the four occasions have in common. They run as they stand against a daemon with a site that has `name` and `mailFrom`:
#
#   PAYLINK_SITE  the site (shop)
#   CUSTOMER      a program that plays the customer: it gets the order ID and what is to be paid, finds the link in its
#                 mail, and pays on the page; without one, you are asked to do it
#   SENDMAIL      the program that takes mails, if it is not /usr/sbin/sendmail
#   CUSTOMER_MAIL the customer's address

set -eu
site=${PAYLINK_SITE:-shop}
mail_to=${CUSTOMER_MAIL:-visser@mail.example}
# Order IDs are for once; these are new in every run.
number=$(date +%s)-$$

say() { printf '\n# %s\n' "$*"; }

# Mails the link to the customer.
send_link() { # order
    paylink mail "$1" --site "$site" --send ${SENDMAIL:+--sendmail "$SENDMAIL"}
}

# The customer opens the link in the mail and pays.
customer_pays() { # order, amount
    if [ -n "${CUSTOMER-}" ]; then
        "$CUSTOMER" "$1" "$2"
    else
        paylink show "$1" --site "$site"
        printf 'Open the link and pay %s, then press Enter. ' "$2"
        read -r _
    fi
    # At a payment service the service tells the daemon. On this machine the shop does: its page took the money, or its bank.
    if paylink show "$1" --site "$site" --json | grep -q '"issuer":"local"'; then
        paylink pay "$1" "$2" --site "$site" --note 'Bank transfer'
    fi
    paylink wait "$1" --site "$site" --timeout 60
}
