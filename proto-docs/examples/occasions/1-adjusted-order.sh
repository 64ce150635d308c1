#!/bin/sh
# A customer wants an order adjusted: one chair fewer. The shop makes a new link from the old one and ends the old one in the
# same step, so that nobody pays twice.
. "$(dirname "$0")/shop.sh"

say 'The order as it was'
paylink generate --site "$site" --order-id "ADJUST-$number" --amount 149.85 --currency EUR --description 'Three chairs' \
    --first-name Jorien --last-name Visser --email "$mail_to" --locale nl_NL

say 'The customer wants two'
paylink replace "ADJUST-$number" "ADJUST-$number-2" --site "$site" --amount 99.90 --description 'Two chairs'
send_link "ADJUST-$number-2"
customer_pays "ADJUST-$number-2" 99.90

say 'The old link takes no money any more'
if paylink mail "ADJUST-$number" --site "$site"; then exit 1; fi
