// Preloaded into VS Code's server: answers the one request that its browser part needs to keep secrets. The page
// encrypts them with this key; without it, saving a secret fails.
const { Buffer } = require('node:buffer');
const http = require('node:http');

const key = Buffer.from(process.env['SERVER_SECRET_KEY'] ?? '', 'hex');
const token = process.env['SERVER_TOKEN'] ?? '';
delete process.env['SERVER_SECRET_KEY'];
delete process.env['SERVER_TOKEN'];

if (key.length > 0) {
  /** @type {typeof http.Server.prototype.emit} */
  const emit = Reflect.get(http.Server.prototype, 'emit');
  http.Server.prototype.emit = function (/** @type {string} */ event, /** @type {unknown[]} */ ...args) {
    const [request, response] = args;
    const asksForKey =
      event === 'request' &&
      request instanceof http.IncomingMessage &&
      response instanceof http.ServerResponse &&
      request.method === 'POST' &&
      request.url === '/mint-key';
    if (!asksForKey) return Boolean(Reflect.apply(emit, this, [event, ...args]));
    // The cookie proves that the page was opened with the server's token.
    const known = (request.headers.cookie ?? '').includes(token);
    response.writeHead(known ? 200 : 403).end(known ? key : undefined);
    return true;
  };
}
