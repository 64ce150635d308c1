#!/bin/sh
# Money came in that matches no order, and the shop accepts it: a link accounts for it.
. "$(dirname "$0")/shop.sh"

say 'A link for the money, which nobody is sent'
paylink generate --site "$site" --order-id "FOUND-$number" --amount 75 --currency EUR --description 'Payment without an order' \
    --metadata statement=2026-11-28/17

say 'The money is there already'
paylink pay "FOUND-$number" 75.00 --site "$site" --note 'Bank transfer without a reference' --transaction-id "bank-$number"

say 'Reported twice, it counts once'
paylink pay "FOUND-$number" 75.00 --site "$site" --note 'Bank transfer without a reference' --transaction-id "bank-$number"
paylink wait "FOUND-$number" --site "$site"
paylink show "FOUND-$number" --site "$site"
