<?php

declare(strict_types=1);

/**
 * What paylinkd says about the link of a token: `['result' => …]` for one that can be paid, `['error' => …]` with the
 * reason for any other, and null if no answer came.
 *
 * Unless `$peek`, the link counts as opened; that is possible 20 times.
 */
function resolveLink(string $socket, string $token, bool $peek): ?array
{
    $params = ['token' => $token, 'peek' => $peek];
    $request = ['jsonrpc' => '2.0', 'id' => 1, 'method' => 'resolveLink', 'params' => $params];
    $stream = @stream_socket_client("unix://$socket", $number, $reason, timeout: 5);
    if (!$stream) {
        error_log("paylinkd can't be reached at $socket: $reason");
        return null;
    }
    stream_set_timeout($stream, 5);
    @fwrite($stream, json_encode($request, JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
    $line = fgets($stream) ?: '';
    // An answer without its newline was cut off on the way.
    $answer = str_ends_with($line, "\n") ? json_decode($line, true) : null;
    if (isset($answer['result']) || isset($answer['error']['data']['reason'])) {
        return $answer;
    }
    if (($answer['error']['data']['kind'] ?? null) === 'unknownOrder') {
        return $answer;
    }
    error_log('resolveLink: ' . ($answer['error']['message'] ?? 'no answer'));
    return null;
}
