<?php

declare(strict_types=1);

// A client of paylinkd for PHP 8.2 or later, with nothing to install: copy the two classes into your shop.
// As a program it does once all that a shop does: php client.php [SOCKET [SEQ-FILE [ROWS]]]

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
    /** The parameters that are objects: PHP can't tell an empty one from an empty list. */
    private const OBJECTS = ['customer', 'metadata', 'overrides'];
    // A float stays one, so that the daemon refuses it whatever its value: PHP alone would write 4995.0 as 4995.
    private const FLAGS = JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION;

    private int $lastId = 0;

    public function __construct(private readonly string $socket, private readonly int $timeoutSeconds = 10) {}

    /** Calls a method by named parameters; what is null is left out. Amounts are integers: 4995 is 49.95 EUR. */
    public function call(string $method, array $params = []): array
    {
        // Asked again only if that can do nothing twice: reading changes nothing, cancelling and erasing twice is once,
        // and the daemon knows a key and a transaction again.
        $isRepeatable = preg_match('/^(get|list|cancel|erase)/', $method)
            || isset($params['idempotencyKey']) || isset($params['transactionId']);
        for ($try = 1; ; usleep(200_000 * $try++)) {
            try {
                return $this->ask($method, $params);
            } catch (PaylinkError $error) {
                $isRepeatable && $try < 5 && $error->data['retryable'] || throw $error;
            }
        }
    }

    /** Every link that the filter of `listLinks` lets through, page by page. */
    public function links(array $filter): Generator
    {
        for ($cursor = null; ; $cursor = $page['nextCursor']) {
            $page = $this->call('listLinks', ['cursor' => $cursor] + $filter);
            foreach ($page['links'] as $link) {
                yield $link;
            }
            if ($page['nextCursor'] === null) {
                return;
            }
        }
    }

    private function ask(string $method, array $params): array
    {
        $plain = self::plain($params, isObject: true);
        $request = ['jsonrpc' => '2.0', 'id' => ++$this->lastId, 'method' => $method, 'params' => $plain];
        // A long poll is answered when its time is up, so it may take that much longer.
        $timeoutSeconds = $this->timeoutSeconds + ($params['waitSeconds'] ?? 0);
        $answer = json_decode($this->exchange(json_encode($request, self::FLAGS), $timeoutSeconds), true);
        // An error has the id null if the daemon could not read the request, or would not take the connection.
        if (isset($answer['error']) && in_array($answer['id'], [$this->lastId, null], true)) {
            throw new PaylinkError($answer['error']['message'], $answer['error']['data']);
        }
        $answer['id'] === $this->lastId || throw new PaylinkError('paylinkd answered something else.');
        return $answer['result'];
    }

    /** Leaves out what is null, as a row of a database may have it, and writes an object as one, also an empty one. */
    private static function plain(array $values, bool $isObject): array|object
    {
        $plain = [];
        foreach ($values as $name => $value) {
            if (is_array($value)) {
                $value = self::plain($value, in_array($name, self::OBJECTS, true) || !array_is_list($value));
            }
            if ($value !== null) {
                $plain[$name] = $value;
            }
        }
        return $isObject ? (object) $plain : array_values($plain);
    }

    /** Sends one line and reads one, on a connection of its own: no late answer can be taken for a later one. */
    private function exchange(string $line, int $timeoutSeconds): string
    {
        $stream = @stream_socket_client("unix://$this->socket", $number, $reason, $timeoutSeconds)
            ?: throw new PaylinkError("paylinkd can't be reached at $this->socket: $reason.");
        stream_set_timeout($stream, $timeoutSeconds);
        @fwrite($stream, "$line\n"); // If that fails, the daemon may have said why: read in any case.
        $answer = fgets($stream) ?: '';
        // An answer without its newline was cut off on the way.
        return str_ends_with($answer, "\n") ? $answer : throw new PaylinkError('paylinkd gave no answer.');
    }
}

// An example of use, from here on.

/** Makes a link, or finds the one that the order has. Store the key with the order before asking, for a later retry. */
function makeLink(Paylink $paylink, string $key, array $terms): void
{
    try {
        show('made', $paylink->call('generateLink', $terms + ['idempotencyKey' => $key]));
    } catch (PaylinkError $error) {
        $linkId = $error->data['kind'] === 'orderIdInUse' ? $error->data['existing']['linkId'] : throw $error;
        // Look before you send it to a customer: it may have expired, or ask for another amount.
        show('existing', $paylink->call('getLink', ['linkId' => $linkId]));
    }
}

/** Handles the events that are new, or waits for the next; tells whether there was one. */
function follow(Paylink $paylink, string $file, int $waitSeconds): bool
{
    $after = is_file($file) ? (int) file_get_contents($file) : 0;
    $page = $paylink->call('listEvents', ['after' => $after, 'waitSeconds' => $waitSeconds]);
    foreach ($page['events'] as $event) {
        echo "event: {$event['type']} {$event['orderId']}\n";
    }
    // Whoever keeps `seq` in a database does so in the transaction of what the events led to: so none is handled twice.
    file_put_contents("$file.new", $page['seq']);
    rename("$file.new", $file);
    return $page['events'] !== [];
}

function show(string $what, array $link): void
{
    $terms = "{$link['orderId']}, {$link['amountText']} {$link['currency']}";
    $due = $link['dueAmountText'] ?? 'nothing';
    echo "$what: $terms, $due due, {$link['status']}\n";
}

try {
    $paylink = new Paylink($argv[1] ?? (getenv('PAYLINK_SOCKET') ?: '/run/paylinkd.sock'));
    $seqFile = $argv[2] ?? 'paylink-php.seq';
    $rowCount = (int) ($argv[3] ?? 3);
    // From a price to minor units: rounded, because 1.15 * 100 is 114.99999999999999.
    $terms = ['currency' => 'EUR', 'amount' => (int) round(49.95 * 100), 'description' => 'Bell', 'metadata' => []];
    $customer = ['lastName' => 'Visser', 'email' => 'php@shop.example', 'country' => null];
    $order = ['orderId' => 'PHP-1001', 'customer' => $customer] + $terms;
    makeLink($paylink, 'order PHP-1001', $order);
    // The same key with the same terms is the same link, as often as it is asked for; another key finds the order in use.
    makeLink($paylink, 'order PHP-1001', $order);
    makeLink($paylink, 'order PHP-1001, once more', $order);
    // Another amount is another link, which takes the place of the first.
    $change = ['orderId' => 'PHP-1001', 'newOrderId' => 'PHP-1001-2', 'overrides' => ['amount' => 4500]];
    $change += ['supersede' => true, 'idempotencyKey' => 'order PHP-1001, second amount'];
    show('duplicated', $paylink->call('duplicateTransaction', $change));
    // Many at once: all of them or none.
    $row = fn(int $number) => ['orderId' => "PHP-B$number", 'amount' => 1250] + $terms;
    $rows = ['links' => array_map($row, range(1, $rowCount)), 'idempotencyKey' => "batch PHP of $rowCount"];
    echo 'made together: ' . count($paylink->call('generateLinks', $rows)['links']) . "\n";
    echo 'listed: ' . iterator_count($paylink->links(['orderIdPrefix' => 'PHP-B', 'limit' => 1000])) . "\n";
    foreach ($paylink->links(['orderIdPrefix' => 'PHP-1001', 'limit' => 1]) as $link) {
        show('listed', $link);
    }
    // Money that came: a part of it, then the rest. The transaction's name keeps a repeated report from counting twice.
    $payment = ['orderId' => 'PHP-1001-2', 'status' => 'completed'];
    show('paid', $paylink->call('recordPayment', $payment + ['amount' => 2000, 'transactionId' => 'PHP-T1']));
    show('paid', $paylink->call('recordPayment', $payment + ['transactionId' => 'PHP-T2']));
    show('cancelled', $paylink->call('cancelLink', ['orderId' => 'PHP-B1', 'reason' => 'The customer came in']));
    // By address it finds every link of that customer, duplicates too.
    $erasure = ['email' => 'php@shop.example', 'reason' => 'The customer asked for it'];
    echo 'erased: ' . $paylink->call('erasePersonalData', $erasure)['erased'] . "\n";
    // A shop's worker waits 25 seconds, and goes on for ever; after an error it waits a moment and goes on too.
    while (follow($paylink, $seqFile, waitSeconds: 1)) {
    }
} catch (PaylinkError $error) {
    fwrite(STDERR, $error->getMessage() . PHP_EOL);
    exit($error->data['kind'] === 'noAnswer' ? 2 : 1);
}
