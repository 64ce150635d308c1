#!/bin/sh
# The link of a bank transfer has expired, and the customer still wants to pay.
. "$(dirname "$0")/shop.sh"

say 'A link with a short life'
paylink generate --site "$site" --order-id "LATE-$number" --amount 49.95 --currency EUR --description 'Bicycle bell, brass' \
    --first-name Jorien --last-name Visser --email "$mail_to" --locale fr_FR --seconds 1
until paylink list --site "$site" --status expired --json | grep -q "LATE-$number"; do sleep 1; done

# Had a part been paid, it would be replace with --carry-paid, so that the new one asks for the rest.
say 'A new one from the old one, under an order ID of its own'
paylink duplicate "LATE-$number" "LATE-$number-2" --site "$site" --days 14
send_link "LATE-$number-2"
customer_pays "LATE-$number-2" 49.95
