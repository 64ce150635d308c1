#!/bin/sh
# An order is made by hand, on the telephone or in the workshop: there is no checkout, only a slip of paper.
. "$(dirname "$0")/shop.sh"

say 'The order from the slip, with the slip kept as a note'
paylink generate --site "$site" --order-id "SLIP-$number" --amount 120 --currency EUR --description 'Bicycle repair' \
    --first-name Jorien --last-name Visser --email "$mail_to" --locale de_DE --metadata workshopSlip=7732

say 'For the counter: the customer may scan it at once'
paylink qr "SLIP-$number" --site "$site"
send_link "SLIP-$number"
customer_pays "SLIP-$number" 120.00
