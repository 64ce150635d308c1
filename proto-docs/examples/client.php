<?php

declare(strict_types=1);

// A client of paylinkd for PHP 8.2 or later, with nothing to install: copy the two classes into your shop.
// As a program it makes a link, duplicates it with another amount, and lists both: php client.php /run/paylinkd.sock

/** Match on $data['kind'], and show the message to people. The rest of $data depends on the kind. */
final class PaylinkError extends RuntimeException
{
    /** This client's own kind: what was asked for may have happened or not. */
    private const NO_ANSWER = ['kind' => 'noAnswer', 'retryable' => true];

    public function __construct(string $message, public readonly array $data = self::NO_ANSWER)
    {
        parent::__construct($message);
    }
}

final class Paylink
{
    private int $lastId = 0;

    public function __construct(private readonly string $socket, private readonly int $timeoutSeconds = 10) {}

    /** Calls a method by named parameters. Amounts are integers in minor units: 4995 is 49.95 EUR. */
    public function call(string $method, array $params = []): array
    {
        // Asked again only if that can do nothing twice: the daemon knows a key again, and reading changes nothing.
        $tries = isset($params['idempotencyKey']) || preg_match('/^(get|list)/', $method) ? 3 : 1;
        for ($try = 1; ; usleep(200_000 * $try++)) {
            try {
                return $this->ask($method, $params);
            } catch (PaylinkError $error) {
                $try < $tries && $error->data['retryable'] || throw $error;
            }
        }
    }

    private function ask(string $method, array $params): array
    {
        $request = ['jsonrpc' => '2.0', 'id' => ++$this->lastId, 'method' => $method, 'params' => (object) $params];
        // A float would be written as 4995.0, and refused: money is never rounded.
        $answer = json_decode($this->exchange(json_encode($request, JSON_THROW_ON_ERROR)), true);
        // An error has the id null if the daemon could not read the request, or would not take the connection.
        if (isset($answer['error']) && in_array($answer['id'], [$this->lastId, null], true)) {
            throw new PaylinkError($answer['error']['message'], $answer['error']['data']);
        }
        $answer['id'] === $this->lastId || throw new PaylinkError('paylinkd answered something else.');
        return $answer['result'];
    }

    /** Sends one line and reads one, on a connection of its own: no late answer can be taken for a later one. */
    private function exchange(string $line): string
    {
        $stream = @stream_socket_client("unix://$this->socket", $number, $reason, $this->timeoutSeconds)
            ?: throw new PaylinkError("paylinkd can't be reached at $this->socket: $reason.");
        stream_set_timeout($stream, $this->timeoutSeconds);
        @fwrite($stream, "$line\n"); // If that fails, the daemon may have said why: read in any case.
        $answer = fgets($stream) ?: '';
        // An answer without its newline was cut off on the way.
        return str_ends_with($answer, "\n") ? $answer : throw new PaylinkError('paylinkd gave no answer.');
    }
}

// An example of use. The key names one wish of the shop: store it with the order before asking, for a later retry.
function makeLink(Paylink $paylink, string $method, array $params): void
{
    try {
        show('new', $paylink->call($method, $params + ['idempotencyKey' => bin2hex(random_bytes(16))]));
    } catch (PaylinkError $error) {
        $linkId = $error->data['kind'] === 'orderIdInUse' ? $error->data['existing']['linkId'] : throw $error;
        // Look before you send it to a customer: it may have expired, or ask for another amount.
        show('existing', $paylink->call('getLink', ['linkId' => $linkId]));
    }
}

function show(string $what, array $link): void
{
    echo "$what: {$link['orderId']}, {$link['amountText']} {$link['currency']}, {$link['status']}, {$link['url']}\n";
}

try {
    $paylink = new Paylink($argv[1] ?? (getenv('PAYLINK_SOCKET') ?: '/run/paylinkd.sock'));
    $order = ['orderId' => 'PHP-1001', 'currency' => 'EUR', 'amount' => 4995, 'description' => 'Bicycle bell, brass'];
    $change = ['orderId' => 'PHP-1001', 'newOrderId' => 'PHP-1001-2', 'overrides' => ['amount' => 4500]];
    makeLink($paylink, 'generateLink', $order);
    makeLink($paylink, 'duplicateTransaction', $change);
    // A page has 100 links at most; unless it is null, `nextCursor` is the `cursor` to ask for the next page with.
    $page = $paylink->call('listLinks', ['orderIdPrefix' => 'PHP-']);
    array_map(fn(array $link) => show('listed', $link), $page['links']);
} catch (PaylinkError $error) {
    fwrite(STDERR, $error->getMessage() . PHP_EOL);
    exit($error->data['kind'] === 'noAnswer' ? 2 : 1);
}
