/** Sends what is posted in one turn of the event loop as one message: each crossing costs more than what it carries. */
export class Mailbox<Message> {
  private waiting: Message[] = [];

  constructor(private readonly send: (messages: readonly Message[]) => void) {}

  /** In order, never lost while the other side lives. */
  post(message: Message): void {
    this.waiting.push(message);
    if (this.waiting.length === 1) setImmediate(() => this.flush());
  }

  private flush(): void {
    const messages = this.waiting;
    this.waiting = [];
    this.send(messages);
  }
}
