<?php

declare(strict_types=1);

/** @var Language $language @var array $settings @var string $state @var ?array $link @var ?array $error */
/** @var string $path @var string $nonce */

$html = fn(?string $text): string => htmlspecialchars($text ?? '', ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
// Only what a browser opens as a web page becomes a link, whatever the shop had stored.
$isWebAddress = fn(?string $url): bool => preg_match('#^https?://#i', $url ?? '') === 1;
$shop = $link['siteName'] ?? $settings['accountHolder'];
[$headline, $advice] = $link === null ? $language->state($state) : [$language->text('headline'), ''];
if ($link !== null) {
    $money = fn(string $text): string => $language->amount($text, $link['currency']);
    $isPartPaid = $link['dueAmount'] !== $link['amount'];
    // In minor units and exact; the same number of decimals as the amount has.
    $decimals = strlen(explode('.', $link['amountText'])[1] ?? '');
    $paid = (string) ($link['amount'] - $link['dueAmount']);
    $paidText = $decimals === 0
        ? $paid
        : substr_replace(str_pad($paid, $decimals + 1, '0', STR_PAD_LEFT), '.', -$decimals, 0);
}
?>
<!DOCTYPE html>
<html lang="<?= $language->code ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title><?= $html($headline) ?> · <?= $html($shop) ?></title>
<style nonce="<?= $nonce ?>">
<?php readfile(__DIR__ . '/style.css') ?>
</style>
</head>
<body>
<main>
<p class="shop"><?= $html($shop) ?></p>
<h1><?= $html($headline) ?></h1>
<?php if ($link === null): ?>
<p class="advice"><?= $html($advice) ?></p>
<?php if (isset($error['orderId'])): ?>
<dl><div><dt><?= $html($language->text('order')) ?></dt><dd><?= $html($error['orderId']) ?></dd></div></dl>
<?php endif ?>
<?php if ($isWebAddress($error['successorUrl'] ?? null)): ?>
<p><a class="button" href="<?= $html($error['successorUrl']) ?>"><?= $html($language->text('newLink')) ?></a></p>
<?php endif ?>
<?php else: ?>
<p class="due"><span class="label"><?= $html($language->text('due')) ?></span>
<strong><?= $html($money($link['dueAmountText'])) ?></strong></p>
<dl>
<div><dt><?= $html($language->text('order')) ?></dt><dd><?= $html($link['orderId']) ?></dd></div>
<div><dt><?= $html($language->text('description')) ?></dt><dd><?= $html($link['description']) ?></dd></div>
<?php $name = trim(($link['customer']['firstName'] ?? '') . ' ' . ($link['customer']['lastName'] ?? '')) ?>
<?php if ($name !== ''): ?>
<div><dt><?= $html($language->text('customer')) ?></dt><dd><?= $html($name) ?></dd></div>
<?php endif ?>
<?php if ($isPartPaid): ?>
<div><dt><?= $html($language->text('total')) ?></dt><dd><?= $html($money($link['amountText'])) ?></dd></div>
<div><dt><?= $html($language->text('paid')) ?></dt><dd><?= $html($money($paidText)) ?></dd></div>
<?php endif ?>
<div><dt><?= $html($language->text('until')) ?></dt>
<dd><?= $html($language->moment($link['expiresAt'], $settings['timeZone'])) ?></dd></div>
</dl>
<section aria-labelledby="pay">
<h2 id="pay"><?= $html($language->text('transfer')) ?></h2>
<dl>
<div><dt><?= $html($language->text('amountToTransfer')) ?></dt><dd><?= $html($money($link['dueAmountText'])) ?></dd></div>
<div><dt><?= $html($language->text('accountHolder')) ?></dt><dd><?= $html($settings['accountHolder']) ?></dd></div>
<div><dt>IBAN</dt><dd class="number"><?= $html($settings['iban']) ?></dd></div>
<div><dt>BIC</dt><dd class="number"><?= $html($settings['bic']) ?></dd></div>
<div><dt><?= $html($language->text('reference')) ?></dt><dd class="number"><?= $html($link['orderId']) ?></dd></div>
</dl>
<p class="advice"><?= $html($language->text('transferAdvice')) ?></p>
</section>
<?php if ($isWebAddress($link['redirectUrl'])): ?>
<p><a class="button" href="<?= $html($link['redirectUrl']) ?>"><?= $html($language->text('done')) ?></a></p>
<?php endif ?>
<?php if ($isWebAddress($link['cancelUrl'])): ?>
<p><a href="<?= $html($link['cancelUrl']) ?>"><?= $html($language->text('cancel')) ?></a></p>
<?php endif ?>
<img src="<?= $html($path) ?>/seen" alt="" width="1" height="1">
<?php endif ?>
</main>
</body>
</html>
