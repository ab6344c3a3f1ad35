import * as vscode from 'vscode';
import type { Exchange } from '../api';
import { exchangeLine, failureLines, guardedLines } from './logLines';

/** The extension's log: a line a request, and the technical side of failures. Never a header, a body or a secret. */
export interface Log {
  readonly exchange: (exchange: Exchange) => void;
  readonly failure: (error: unknown, operation?: string) => void;
  readonly info: (message: string) => void;
  readonly show: () => void;
  readonly dispose: () => void;
}

export function createLog(): Log {
  const channel = vscode.window.createOutputChannel('Laserfiche Links', { log: true });
  return {
    exchange(exchange) {
      const line = exchangeLine(exchange);
      if (exchange.failure && exchange.failure !== 'cancelled') channel.warn(line);
      else channel.info(line);
    },
    failure: (error, operation) => channel.error(failureLines(error, operation)),
    info: (message) => channel.info(guardedLines(message)),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}
