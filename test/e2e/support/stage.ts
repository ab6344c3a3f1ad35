import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Settings } from '../../workbench/settings';

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** The test's end of the wire to the stagehand, the small extension that sets the stage inside VS Code. */
export class Stage {
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly arrivals = new EventEmitter<{ arrived: [Socket] }>();
  private hand: Socket | undefined;
  private lastId = 0;
  /** The stage of a window that is about to open. */
  private next: Stage | undefined;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Stage> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const stage = new Stage(server);
    server.on('connection', (socket) => {
      const meant = stage.next ?? stage;
      stage.next = undefined;
      meant.welcome(socket);
    });
    return stage;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Runs a command in VS Code and gives its answer. Rejects with the message of the command's error. */
  execute(command: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.ask({ command, args });
  }

  /** Changes user settings; they hold when it resolves. */
  async configure(settings: Settings): Promise<void> {
    await this.ask({ settings });
  }

  /** The stage of another window, whose stagehand comes next. */
  beside(): Stage {
    this.next = new Stage(this.server);
    return this.next;
  }

  /** Keeps the extension host from doing anything else for a while. */
  async keepBusy(milliseconds: number): Promise<void> {
    await this.ask({ busyMs: milliseconds });
  }

  /** Kills the extension host; VS Code starts another one, with a stagehand of its own. */
  async crash(): Promise<void> {
    const socket = this.hand ?? (await this.arrival());
    this.forgetHand();
    socket.write(`${JSON.stringify({ id: ++this.lastId, crash: true })}\n`);
    await once(socket, 'close');
  }

  /** Waits until there is a stagehand. */
  async arrived(): Promise<void> {
    if (!this.hand) await this.arrival();
  }

  /** The stagehand is about to leave and come again: wait for the next one. */
  forgetHand(): void {
    this.hand = undefined;
  }

  close(): void {
    this.server.close();
    this.hand?.destroy();
  }

  private welcome(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    createInterface({ input: socket }).on('line', (line) => {
      const answer = JSON.parse(line) as Answer;
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
    this.hand = socket;
    this.arrivals.emit('arrived', socket);
  }

  private async arrival(): Promise<Socket> {
    const [socket] = (await once(this.arrivals, 'arrived')) as [Socket];
    return socket;
  }

  private async ask(request: object): Promise<unknown> {
    const socket = this.hand ?? (await this.arrival());
    const id = ++this.lastId;
    const answer = await new Promise<Answer>((resolve) => {
      this.waiting.set(id, resolve);
      socket.write(`${JSON.stringify({ id, ...request })}\n`);
    });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.result;
  }
}
