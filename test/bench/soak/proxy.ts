/** A wire between satellites and the hub that can be cut or held up, as radio links are. */
import { connect, createServer, type Socket } from "node:net";

export interface Wire extends AsyncDisposable {
  readonly port: number;
  /** Cuts all connections; new ones are let through. */
  cut(): void;
  /** Nothing reaches the satellites for so long. */
  stall(ms: number): void;
}

export async function openWire(hubPort: number): Promise<Wire> {
  const pairs = new Set<{ readonly near: Socket; readonly far: Socket }>();
  const server = createServer((near) => {
    const far = connect({ host: "127.0.0.1", port: hubPort, noDelay: true });
    const pair = { near, far };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on("error", end).on("close", end);
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const cut = (): void => {
    for (const { near, far } of [...pairs]) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    port: typeof address === "object" && address ? address.port : 0,
    cut,
    stall(ms) {
      for (const { near, far } of pairs) {
        far.unpipe(near);
        far.pause();
        setTimeout(() => far.pipe(near), ms);
      }
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
