import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A host of pictures that may break every rule of HTTP: what it sends for a path it writes octet by octet. */
export interface ImageHost {
  port: number;
  /** Heads of the requests that came, as they came. */
  heads: string[];
  /** Connections that are open. */
  open(): number;
  close(): Promise<void>;
}

export type Answer = (socket: Socket, path: string) => void;

/** Starts such a host on a free port of loopback; paths without an answer get 404. */
export async function imageHost(answers: Record<string, Answer>): Promise<ImageHost> {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    socket.once('data', (data) => {
      const head = data.toString('latin1');
      heads.push(head);
      const path = head.split(' ')[1] ?? '';
      (answers[path.replace(/\?.*/, '')] ?? notFound)(socket, path);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    heads,
    open: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An answer with this head and body, after which the connection ends. */
export function says(head: string, body: string | Buffer = ''): Answer {
  return (socket) => {
    socket.write(`${head.trim().replace(/\r?\n\s*/g, '\r\n')}\r\n\r\n`);
    socket.end(body);
  };
}

/** Writes the same again and again, until nobody listens any more. */
export function drips(head: string, piece: string | Buffer, everyMs: number): Answer {
  return (socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write(piece), everyMs);
    socket.on('close', () => clearInterval(timer));
  };
}

/** Writes as fast as it is read, without an end. */
export function pours(head: string, piece: Buffer): Answer {
  return (socket) => {
    const pour = (): void => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', pour);
    socket.write(head);
    pour();
  };
}

const notFound = says('HTTP/1.1 404 Not Found');
