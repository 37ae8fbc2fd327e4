import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** Which way bytes go: from whoever connected, or to him. */
export type Direction = 'asked' | 'answered';

export interface Place {
  readonly host: string;
  readonly port: number;
}

/** Chunks below this are housekeeping of HTTP/2, above it are requests and answers. */
const REQUEST_BYTES = 500;

interface Flip {
  readonly direction: Direction;
  /** Bytes of this direction that still pass before the one that is changed. */
  left: number;
  readonly onFlip: () => void;
}

/** One connection, with its other half. */
interface Line {
  readonly client: Socket;
  readonly server: Socket;
  /** Which way the last large chunk went. */
  last: Direction | undefined;
  requests: number;
}

/**
 * A wire between two ends of TCP connections that can be disturbed: it changes single bytes, loses
 * answers, and cuts. It knows nothing of TLS, as a wire.
 */
export class Wire {
  readonly #server: Server;
  readonly #lines = new Set<Line>();
  #flip: Flip | undefined;
  #isFlippingAlways = false;
  #lostAfter: { readonly requests: number; readonly onLost: () => void } | undefined;
  /** Bytes that were changed, and connections that were made, so far. */
  flips = 0;
  connections = 0;

  private constructor(target: Place) {
    this.#server = createServer((client) => this.#connected(client, target));
  }

  /** Opens a wire to a target, at a place that is given or on a free port of this machine. */
  static async open(target: Place, at: Place = { host: '127.0.0.1', port: 0 }): Promise<Wire> {
    const wire = new Wire(target);
    await new Promise<void>((resolve, reject) => {
      wire.#server.once('error', reject).listen(at.port, at.host, resolve);
    });
    return wire;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Changes one bit of the byte at this offset from now on; answers when it has. */
  flip(direction: Direction, offset: number): Promise<void> {
    return new Promise((onFlip) => {
      this.#flip = { direction, left: offset, onFlip };
    });
  }

  /** Changes the first answer to every connection, until it is lifted: no handshake succeeds. */
  flipAlways(isSo: boolean): void {
    this.#isFlippingAlways = isSo;
  }

  /**
   * Lets nothing through to whoever asked once so many requests of one connection have gone out
   * whole, until the connections are cut; answers when the first answer is lost.
   */
  loseAnswers(afterRequests: number): Promise<void> {
    for (const line of this.#lines) Object.assign(line, { last: undefined, requests: 0 });
    return new Promise((onLost) => {
      this.#lostAfter = { requests: afterRequests, onLost };
    });
  }

  /** Cuts every connection. The next ones are undisturbed. */
  cut(): void {
    this.#lostAfter = undefined;
    for (const { client, server } of this.#lines) {
      client.destroy();
      server.destroy();
    }
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #connected(client: Socket, { host, port }: Place): void {
    const server = connect({ host, port });
    const line: Line = { client, server, last: undefined, requests: 0 };
    this.connections += 1;
    this.#lines.add(line);
    const end = (): void => {
      this.#lines.delete(line);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    client.on('data', (chunk) => this.#pass(line, 'asked', chunk));
    server.on('data', (chunk) => this.#pass(line, 'answered', chunk));
  }

  #pass(line: Line, direction: Direction, chunk: Buffer): void {
    const to = direction === 'asked' ? line.server : line.client;
    if (chunk.length >= REQUEST_BYTES && line.last !== direction) {
      line.last = direction;
      if (direction === 'asked') line.requests += 1;
    }
    const lost = this.#lostAfter;
    if (direction === 'answered' && lost !== undefined && line.requests >= lost.requests) {
      lost.onLost();
      return;
    }
    to.write(this.#disturbed(direction, chunk));
  }

  #disturbed(direction: Direction, chunk: Buffer): Buffer {
    if (this.#isFlippingAlways && direction === 'answered') return this.#flipped(chunk, 0);
    const flip = this.#flip;
    if (flip?.direction !== direction) return chunk;
    if (flip.left >= chunk.length) {
      flip.left -= chunk.length;
      return chunk;
    }
    this.#flip = undefined;
    flip.onFlip();
    return this.#flipped(chunk, flip.left);
  }

  #flipped(chunk: Buffer, at: number): Buffer {
    this.flips += 1;
    const changed = Buffer.from(chunk);
    changed[at] = (changed[at] ?? 0) ^ 1;
    return changed;
  }
}
