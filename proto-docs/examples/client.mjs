// A client of paylinkd for Node 18 or later, with nothing to install: copy the two classes into your shop.
// As a program it does once all that a shop does: node client.mjs [SOCKET [SEQ-FILE [ROWS]]]

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { argv, env, exit } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

// Match on `kind`, and show the message to people. What else is in `data` depends on the kind.
class PaylinkError extends Error {
  // The kind `noAnswer` is this client's own: what was asked for may have happened or not.
  constructor(message, data = { kind: 'noAnswer', retryable: true }) {
    super(message);
    Object.assign(this, { data, kind: data.kind });
  }
}

class Paylink {
  #lastId = 0;

  constructor(path, timeoutSeconds = 10) {
    Object.assign(this, { path, timeoutSeconds });
  }

  // Calls a method; what is null is left out. Amounts are integers: 4995 is 49.95 EUR, and a fraction is refused.
  async call(method, params = {}) {
    // Asked again only if that can do nothing twice: reading changes nothing, cancelling and erasing twice is once,
    // and the daemon knows a key and a transaction again.
    const isRepeatable = /^(get|list|cancel|erase)/.test(method) || params.idempotencyKey || params.transactionId;
    for (let turn = 1; ; turn++) {
      try {
        return await this.#ask(method, params);
      } catch (error) {
        if (!isRepeatable || turn === 5 || !error.data?.retryable) throw error;
      }
      await pause(200 * turn);
    }
  }

  // Every link that the filter of `listLinks` lets through, page by page.
  async *links(filter) {
    let page = { nextCursor: null };
    do {
      page = await this.call('listLinks', { ...filter, cursor: page.nextCursor });
      yield* page.links;
    } while (page.nextCursor !== null);
  }

  async #ask(method, params) {
    const id = ++this.#lastId;
    // The daemon refuses null, which a row of a database may have.
    const withoutNull = (name, value) => (value === null ? undefined : value);
    const line = JSON.stringify({ jsonrpc: '2.0', id, method, params }, withoutNull);
    // A long poll is answered when its time is up, so it may take that much longer.
    const answer = JSON.parse(await this.#exchange(line, this.timeoutSeconds + (params.waitSeconds ?? 0)));
    // An error has the id null if the daemon could not read the request, or would not take the connection.
    if (answer.error && [id, null].includes(answer.id)) throw new PaylinkError(answer.error.message, answer.error.data);
    if (answer.id !== id) throw new PaylinkError('paylinkd answered something else.');
    return answer.result;
  }

  // Sends one line and reads one, on a connection of its own: no late answer can be taken for a later one.
  #exchange(line, timeoutSeconds) {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ path: this.path, timeout: timeoutSeconds * 1000 });
      const received = [];
      let reason = 'the connection was closed';
      socket.setEncoding('utf8');
      socket.write(`${line}\n`);
      socket.on('data', (text) => {
        received.push(text);
        if (!text.endsWith('\n')) return;
        resolve(received.join(''));
        socket.destroy();
      });
      socket.on('timeout', () => socket.destroy(new Error('it took too long')));
      socket.on('error', (error) => (reason = error.message));
      // Without its newline an answer was cut off on the way. After `resolve` this does nothing.
      socket.on('close', () => reject(new PaylinkError(`paylinkd at ${this.path} gave no answer: ${reason}.`)));
    });
  }
}

// An example of use, from here on.

// Makes a link, or finds the one that the order has. Store the key with the order before asking, for a later retry.
async function makeLink(paylink, key, terms) {
  try {
    show('made', await paylink.call('generateLink', { ...terms, idempotencyKey: key }));
  } catch (error) {
    if (error.kind !== 'orderIdInUse') throw error;
    // Look before you send it to a customer: it may have expired, or ask for another amount.
    show('existing', await paylink.call('getLink', { linkId: error.data.existing.linkId }));
  }
}

// Handles the events that are new, or waits for the next; tells whether there was one.
async function follow(paylink, file, waitSeconds) {
  const after = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const page = await paylink.call('listEvents', { after, waitSeconds });
  page.events.forEach((event) => console.log(`event: ${event.type} ${event.orderId}`));
  // Whoever keeps `seq` in a database does so in the transaction of what the events led to: so none is handled twice.
  writeFileSync(`${file}.new`, String(page.seq));
  renameSync(`${file}.new`, file);
  return page.events.length > 0;
}

function show(what, link) {
  const terms = `${link.orderId}, ${link.amountText} ${link.currency}`;
  console.log(`${what}: ${terms}, ${link.dueAmountText ?? "nothing"} due, ${link.status}`);
}

try {
  const paylink = new Paylink(argv[2] ?? env.PAYLINK_SOCKET ?? '/run/paylinkd.sock');
  const seqFile = argv[3] ?? 'paylink-js.seq';
  const rowCount = Number(argv[4] ?? 3);
  // From a price to minor units: rounded, because 1.15 * 100 is 114.99999999999999.
  const terms = { currency: 'EUR', amount: Math.round(49.95 * 100), description: 'Bell', metadata: {} };
  const order = { ...terms, orderId: 'JS-1001', customer: { lastName: 'Visser', email: 'js@shop.example', country: null } };
  await makeLink(paylink, 'order JS-1001', order);
  // The same key with the same terms is the same link, as often as it is asked for; another key finds the order in use.
  await makeLink(paylink, 'order JS-1001', order);
  await makeLink(paylink, 'order JS-1001, once more', order);
  // Another amount is another link, which takes the place of the first.
  const change = { orderId: 'JS-1001', newOrderId: 'JS-1001-2', overrides: { amount: 4500 }, supersede: true };
  const duplicate = { ...change, idempotencyKey: 'order JS-1001, second amount' };
  show('duplicated', await paylink.call('duplicateTransaction', duplicate));
  // Many at once: all of them or none.
  const links = Array.from({ length: rowCount }, (_, index) => ({ ...terms, orderId: `JS-B${index + 1}`, amount: 1250 }));
  const made = await paylink.call('generateLinks', { links, idempotencyKey: `batch JS of ${rowCount}` });
  console.log(`made together: ${made.links.length}`);
  let count = 0;
  for await (const _ of paylink.links({ orderIdPrefix: 'JS-B', limit: 1000 })) count++;
  console.log(`listed: ${count}`);
  for await (const link of paylink.links({ orderIdPrefix: 'JS-1001', limit: 1 })) show('listed', link);
  // Money that came: a part of it, then the rest. The transaction's name keeps a repeated report from counting twice.
  const payment = { orderId: 'JS-1001-2', status: 'completed' };
  show('paid', await paylink.call('recordPayment', { ...payment, amount: 2000, transactionId: 'JS-T1' }));
  show('paid', await paylink.call('recordPayment', { ...payment, transactionId: 'JS-T2' }));
  show('cancelled', await paylink.call('cancelLink', { orderId: 'JS-B1', reason: 'The customer came in' }));
  // By address it finds every link of that customer, duplicates too.
  const erasure = { email: 'js@shop.example', reason: 'The customer asked for it' };
  console.log(`erased: ${(await paylink.call('erasePersonalData', erasure)).erased}`);
  // A shop's worker waits 25 seconds, and goes on for ever; after an error it waits a moment and goes on too.
  while (await follow(paylink, seqFile, 1));
} catch (error) {
  console.error(error.message);
  exit(error.kind === 'noAnswer' ? 2 : 1);
}
