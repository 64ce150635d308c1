<?php

// What a shop in PHP sends without meaning to: floats, empty arrays, nulls. php examples-shop.php CLASSES SOCKET

declare(strict_types=1);

require $argv[1];

$paylink = new Paylink($argv[2]);
$terms = ['currency' => 'EUR', 'description' => 'Bell', 'metadata' => [], 'customer' => []];

// A float is refused, also one that happens to be whole.
foreach ([49.95 * 100, 1.15 * 100] as $number => $amount) {
    try {
        $paylink->call('generateLink', ['orderId' => "FLOAT-$number", 'amount' => $amount] + $terms);
        exit("$amount was taken.\n");
    } catch (PaylinkError $error) {
        $error->data['kind'] === 'invalidAmount' || exit($error->getMessage() . "\n");
    }
}

// An empty array is taken for the object that it stands for, and so is one with numbers for names.
$link = $paylink->call('generateLink', ['orderId' => 'EMPTY-1', 'amount' => 4995, 'gateway' => null] + $terms);
$link['metadata'] === [] || exit("Metadata came from nowhere.\n");
$link = $paylink->call('updateLink', ['orderId' => 'EMPTY-1', 'metadata' => ['nought', 'one']]);
$link['metadata'] === ['nought', 'one'] || exit("Metadata was not kept.\n");
$link = $paylink->call('updateLink', ['orderId' => 'EMPTY-1', 'metadata' => []]);
$link['metadata'] === [] || exit("Metadata was not emptied.\n");
$link = $paylink->call('duplicateTransaction', ['orderId' => 'EMPTY-1', 'newOrderId' => 'EMPTY-2', 'overrides' => []]);
$link['amount'] === 4995 || exit("The amount changed.\n");
