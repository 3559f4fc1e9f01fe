import type { Page, WebSocketRoute } from 'playwright-core';

/**
 * An event that is to be acknowledged, and its acknowledgement: socket.io's protocol 5 in messages of engine.io's 4.
 */
const ASKED = /^42(\d+)\["([^"]+)"/;
const ANSWERED = /^43(\d+)\[\{"ok":true/;
const OFFLINE = /连接已断开，正在重连|Connection lost, reconnecting/;

/** The live connection of a page, which can be cut while everything else goes on. */
export class LiveConnection {
  /** The requests that the server has granted, one after the other. */
  readonly answered: string[] = [];
  private readonly open = new Set<WebSocketRoute>();
  private isCut = false;
  private readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** To be called before the page goes anywhere. */
  static async of(page: Page): Promise<LiveConnection> {
    const connection = new LiveConnection(page);
    await page.routeWebSocket(/socket\.io/, (socket) => connection.join(socket));
    return connection;
  }

  /** Ends it, and every attempt at another; resolves once the page says that it is offline. */
  async cut(): Promise<void> {
    this.isCut = true;
    await Promise.all([...this.open].map((socket) => socket.close()));
    await this.page.getByRole('status').filter({ hasText: OFFLINE }).waitFor();
  }

  /** From now on the page's attempts succeed. */
  restore(): void {
    this.isCut = false;
  }

  private join(socket: WebSocketRoute): unknown {
    if (this.isCut) return socket.close();
    const server = socket.connectToServer();
    const asked = new Map<string, string>();
    socket.onMessage((message) => {
      const [, id, event] = ASKED.exec(String(message)) ?? [];
      if (id && event) asked.set(id, event);
      server.send(message);
    });
    server.onMessage((message) => {
      const [, id = ''] = ANSWERED.exec(String(message)) ?? [];
      this.answered.push(...(asked.has(id) ? [asked.get(id) as string] : []));
      socket.send(message);
    });
    return this.open.add(socket);
  }
}
