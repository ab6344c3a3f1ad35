import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface SocksProxy {
  readonly port: number;
  /** How many ways were opened. */
  readonly opened: () => number;
  close(): Promise<void>;
}

/** A proxy of SOCKS 5 on this machine that lets everybody pass, to addresses of IPv4 and to names. */
export async function startSocksProxy(host: string): Promise<SocksProxy> {
  const sockets = new Set<Socket>();
  let opened = 0;
  const server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => client.destroy());
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', (request: Buffer) => {
        const to = connect(placeIn(request));
        sockets.add(to);
        to.on('error', () => client.destroy());
        to.once('connect', () => {
          opened += 1;
          client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
          to.pipe(client).pipe(to);
        });
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    opened: () => opened,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Version, command, 0, kind of address (1: IPv4, 3: name), address, port. */
function placeIn(request: Buffer): { readonly host: string; readonly port: number } {
  const isName = request[3] === 3;
  const end = isName ? 5 + (request[4] ?? 0) : 8;
  const host = isName ? request.toString('latin1', 5, end) : [...request.subarray(4, 8)].join('.');
  return { host, port: request.readUInt16BE(end) };
}
