import * as vscode from 'vscode';
import { ApiError, type Exchange } from '../api';

/** The extension's log: a line a request, and the technical side of failures. Never a header, a body or a secret. */
export interface Log {
  readonly exchange: (exchange: Exchange) => void;
  readonly failure: (error: unknown, doing?: string) => void;
  readonly info: (message: string) => void;
  readonly show: () => void;
  readonly dispose: () => void;
}

export function createLog(): Log {
  const channel = vscode.window.createOutputChannel('Laserfiche Links', { log: true });
  return {
    exchange(exchange) {
      const line = describeExchange(exchange);
      if (exchange.failure && exchange.failure !== 'cancelled') channel.warn(line);
      else channel.info(line);
    },
    failure: (error, doing) => channel.error(`${doing ? `${doing}: ` : ''}${describeFailure(error)}`),
    info: (message) => channel.info(message),
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}

function describeExchange({ method, path, status, durationMs, operationId, failure }: Exchange): string {
  const parts = [
    method,
    path,
    status ?? '-',
    `${Math.round(durationMs)} ms`,
    failure,
    operationId && `operation ${operationId}`,
  ];
  return parts.filter(Boolean).join(' ');
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const facts =
    error instanceof ApiError
      ? [error.reason, error.status, error.errorCode, error.operationId]
          .filter((fact) => fact !== undefined)
          .join(' ')
      : '';
  const cause = error.cause === undefined ? '' : `\n  caused by ${describeFailure(error.cause)}`;
  const where = error instanceof ApiError ? '' : `\n${error.stack ?? ''}`;
  return `${error.name}: ${error.message}${facts && ` [${facts}]`}${where}${cause}`;
}
