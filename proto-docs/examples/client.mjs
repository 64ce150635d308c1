// A client of paylinkd for Node 18 or later, with nothing to install: copy the two classes into your shop.
// As a program it makes a link, duplicates it with another amount, and lists both: node client.mjs /run/paylinkd.sock

import { randomUUID } from 'node:crypto';
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

  constructor(path, timeoutMilliseconds = 10_000) {
    Object.assign(this, { path, timeoutMilliseconds });
  }

  // Calls a method. Amounts are integers in minor units: 4995 is 49.95 EUR. A fraction is refused, never rounded.
  async call(method, params = {}) {
    // Asked again only if that can do nothing twice: the daemon knows a key again, and reading changes nothing.
    const tries = params.idempotencyKey || /^(get|list)/.test(method) ? 3 : 1;
    for (let turn = 1; ; turn++) {
      try {
        return await this.#ask(method, params);
      } catch (error) {
        if (turn === tries || !error.data?.retryable) throw error;
      }
      await pause(200 * turn);
    }
  }

  async #ask(method, params) {
    const id = ++this.#lastId;
    const answer = JSON.parse(await this.#exchange(JSON.stringify({ jsonrpc: '2.0', id, method, params })));
    // An error has the id null if the daemon could not read the request, or would not take the connection.
    if (answer.error && [id, null].includes(answer.id)) throw new PaylinkError(answer.error.message, answer.error.data);
    if (answer.id !== id) throw new PaylinkError('paylinkd answered something else.');
    return answer.result;
  }

  // Sends one line and reads one, on a connection of its own: no late answer can be taken for a later one.
  #exchange(line) {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ path: this.path, timeout: this.timeoutMilliseconds });
      let received = '';
      let reason = 'the connection was closed';
      socket.setEncoding('utf8');
      socket.write(`${line}\n`);
      socket.on('data', (text) => {
        received += text;
        if (!received.endsWith('\n')) return;
        resolve(received);
        socket.destroy();
      });
      socket.on('timeout', () => socket.destroy(new Error('it took too long')));
      socket.on('error', (error) => (reason = error.message));
      // Without its newline an answer was cut off on the way. After `resolve` this does nothing.
      socket.on('close', () => reject(new PaylinkError(`paylinkd at ${this.path} gave no answer: ${reason}.`)));
    });
  }
}

// An example of use. The key names one wish of the shop: store it with the order before asking, for a later retry.
async function makeLink(paylink, method, params) {
  try {
    show('new', await paylink.call(method, { ...params, idempotencyKey: randomUUID() }));
  } catch (error) {
    if (error.kind !== 'orderIdInUse') throw error;
    // Look before you send it to a customer: it may have expired, or ask for another amount.
    show('existing', await paylink.call('getLink', { linkId: error.data.existing.linkId }));
  }
}

function show(what, link) {
  console.log(`${what}: ${link.orderId}, ${link.amountText} ${link.currency}, ${link.status}, ${link.url}`);
}

try {
  const paylink = new Paylink(argv[2] ?? env.PAYLINK_SOCKET ?? '/run/paylinkd.sock');
  const order = { orderId: 'JS-1001', currency: 'EUR', amount: 4995, description: 'Bicycle bell, brass' };
  await makeLink(paylink, 'generateLink', order);
  const change = { orderId: 'JS-1001', newOrderId: 'JS-1001-2', overrides: { amount: 4500 } };
  await makeLink(paylink, 'duplicateTransaction', change);
  // A page has 100 links at most; unless it is null, `nextCursor` is the `cursor` to ask for the next page with.
  const page = await paylink.call('listLinks', { orderIdPrefix: 'JS-' });
  page.links.forEach((link) => show('listed', link));
} catch (error) {
  console.error(error.message);
  exit(error.kind === 'noAnswer' ? 2 : 1);
}
