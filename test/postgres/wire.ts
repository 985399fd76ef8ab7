import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be interrupted. */
export interface Wire {
  /** The server's URL by this way. */
  url: string;
  /** Breaks all connections and refuses new ones. */
  cut(): Promise<void>;
  /** Holds back everything that is sent, either way, without breaking anything; new connections too. */
  hang(): void;
  /** Forgets all connections without a word to either end; new ones go through. */
  lose(): void;
  /** Lets through again what hangs, and new connections. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Lays a wire on loopback to the server of a URL. */
export async function wireTo(url: string): Promise<Wire> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const lost = new Set<Socket>();
  let isHanging = false;
  const server = createServer({ pauseOnConnect: true }, (near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('data', (data) => other.write(data));
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        lost.delete(socket);
        other.destroy();
      });
      if (isHanging) socket.pause();
      else socket.resume();
    }
  });
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  };
  const cut = async (): Promise<void> => {
    const closed = server.listening ? once(server, 'close') : undefined;
    server.close();
    for (const socket of [...sockets, ...lost]) socket.destroy();
    await closed;
  };
  const port = await listen(0);
  const near = new URL(url);
  near.hostname = '127.0.0.1';
  near.port = String(port);
  return {
    url: near.href,
    cut,
    hang() {
      isHanging = true;
      for (const socket of sockets) socket.pause();
    },
    lose() {
      for (const socket of sockets) lost.add(socket.pause());
      sockets.clear();
    },
    async mend() {
      isHanging = false;
      for (const socket of sockets) socket.resume();
      if (!server.listening) await listen(port);
    },
    close: cut,
  };
}
