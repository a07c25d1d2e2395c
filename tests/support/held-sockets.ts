import type { Duplex } from 'node:stream';

export interface HeldSockets {
  hold(socket: Duplex): void;
  /** Ends every one there is, without a goodbye. */
  cut(): void;
}

/** The connections of a proxy that can be cut at will. */
export function heldSockets(): HeldSockets {
  const sockets = new Set<Duplex>();
  return {
    hold(socket) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      // A connection that is cut, or finds no portal, is what this is for.
      socket.on('error', () => socket.destroy());
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
