<?php

declare(strict_types=1);

// The page behind a payment link: https://shop.example/pay/TOKEN. It shows the order as it is now, what is due and how
// to pay it; for a link that can't be paid it says why, and what to do.

require __DIR__ . '/paylinkd.php';
require __DIR__ . '/language.php';

$settings = require __DIR__ . '/settings.php';
$path = rtrim(parse_url($_SERVER['REQUEST_URI'] ?? '/', PHP_URL_PATH) ?: '/', '/');

// The page itself only peeks, since mail scanners and previews fetch it too. What counts as an opening is its image:
// only a browser that shows the page to somebody fetches that. It is cached, so that a reload is no new opening.
if (str_ends_with($path, '/seen')) {
    $isShown = $_SERVER['REQUEST_METHOD'] === 'GET'
        && in_array($_SERVER['HTTP_SEC_FETCH_SITE'] ?? 'same-origin', ['same-origin', 'same-site'], true)
        && !isset($_SERVER['HTTP_SEC_PURPOSE']);
    $isShown && resolveLink($settings['socket'], basename(dirname($path)), peek: false);
    header('Content-Type: image/svg+xml');
    header('Cache-Control: private, max-age=1800');
    echo '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
    return;
}

$answer = resolveLink($settings['socket'], basename($path), peek: true);
$link = $answer['result'] ?? null;
$error = $answer['error']['data'] ?? null;
$state = match (true) {
    $link !== null => 'payable',
    $answer === null => 'unreachable',
    default => $error['reason'] ?? 'unknown',
};
$language = new Language($link['customer']['locale'] ?? null, $_SERVER['HTTP_ACCEPT_LANGUAGE'] ?? '');
$nonce = base64_encode(random_bytes(16));

http_response_code(match ($state) {
    'payable', 'completed', 'uncleared', 'duplicate', 'refunded', 'partialRefunded' => 200,
    'unknown' => 404,
    'pending', 'unreachable' => 503,
    default => 410,
});
if ($state === 'pending' || $state === 'unreachable') {
    header('Retry-After: 30');
}
header('Content-Type: text/html; charset=utf-8');
header("Content-Language: $language->code");
header("Content-Security-Policy: default-src 'none'; style-src 'nonce-$nonce'; img-src 'self'; "
    . "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
// The address is all that is needed to see the order: it must not get into caches, search engines or other sites' logs.
header('Cache-Control: no-store');
header('Referrer-Policy: no-referrer');
header('X-Robots-Tag: noindex, nofollow');
header('X-Content-Type-Options: nosniff');
require __DIR__ . '/page.php';
