<?php

declare(strict_types=1);

/** The customer's language: its texts, and how it writes amounts and dates. */
final class Language
{
    public readonly string $code;
    private readonly array $texts;

    /** The language of the customer's locale, such as `nl_NL`, else the first that the browser accepts, else English. */
    public function __construct(?string $locale, string $accepted)
    {
        $all = require __DIR__ . '/texts.php';
        $wanted = [strtolower(substr($locale ?? '', 0, 2)), ...self::byPreference($accepted)];
        $this->code = array_values(array_filter($wanted, fn($code) => isset($all[$code])))[0] ?? 'en';
        $this->texts = $all[$this->code];
    }

    public function text(string $key): string
    {
        return $this->texts[$key];
    }

    /** A state's headline and what to do. */
    public function state(string $state): array
    {
        return $this->texts['states'][$state] ?? $this->texts['states']['unknown'];
    }

    /** `1234.50` and `EUR` as `€ 1.234,50`. The text is never made a float: that could change the amount. */
    public function amount(string $text, string $currency): string
    {
        [$whole, $decimals] = explode('.', $text) + [1 => null];
        [$group, $point] = $this->texts['separators'];
        $whole = preg_replace('/\B(?=(\d{3})+$)/', $group, $whole);
        $number = $decimals === null ? $whole : $whole . $point . $decimals;
        $sign = $currency === 'EUR' ? '€' : $currency;
        return strtr($this->texts['amount'], ['{currency}' => $sign, '{number}' => $number]);
    }

    /** `2026-12-06T13:25:00.000Z` as `6 december 2026 om 14:25 (CET)`. */
    public function moment(string $time, string $timeZone): string
    {
        $moment = (new DateTimeImmutable($time))->setTimezone(new DateTimeZone($timeZone));
        return strtr($this->texts['moment'], [
            '{day}' => $moment->format('j'),
            '{month}' => $this->texts['months'][(int) $moment->format('n') - 1],
            '{year}' => $moment->format('Y'),
            '{time}' => $moment->format('H:i'),
            '{zone}' => $moment->format('T'),
        ]);
    }

    /** The languages of an `Accept-Language` header, the most wanted first. */
    private static function byPreference(string $header): array
    {
        $weights = [];
        foreach (explode(',', strtolower($header)) as $entry) {
            if (preg_match('/^\s*([a-z]{2})\b[^;]*(?:;\s*q=([0-9.]+))?/', $entry, $match)) {
                $weights[$match[1]] = max($weights[$match[1]] ?? 0.0, (float) ($match[2] ?? 1));
            }
        }
        arsort($weights);
        return array_keys($weights);
    }
}
