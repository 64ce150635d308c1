<?php

declare(strict_types=1);

// What a shop changes: where paylinkd listens, and where its customers' money goes.
return [
    'socket' => getenv('PAYLINK_SOCKET') ?: '/run/paylinkd.sock',
    'timeZone' => getenv('CHECKOUT_TIME_ZONE') ?: 'Europe/Amsterdam',
    // An example: nobody has this account. Put your own here, or your payment provider's form into page.php.
    'accountHolder' => getenv('CHECKOUT_ACCOUNT_HOLDER') ?: 'Example Shop',
    'iban' => getenv('CHECKOUT_IBAN') ?: 'NL91 ABNA 0417 1643 00',
    'bic' => getenv('CHECKOUT_BIC') ?: 'ABNANL2A',
];
