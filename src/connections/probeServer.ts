import { ApiError, readServerAddress, repositoriesPath, type Exchange, type Transport } from '../api';
import type { ServerProbe } from './types';

/** Milliseconds that an address has to answer: what is typed wrong mostly does not at all. */
const TIMEOUT_MS = 8_000;

/** How an address answers; the higher, the better. */
enum Answers {
  Nothing,
  /** Something answers, which is no Laserfiche API. */
  Other,
  /** In JSON, though not with what was asked for. */
  Maybe,
  Api,
}

interface Probed {
  readonly baseUrl: string;
  readonly answers: Answers;
  readonly status?: number;
  readonly isPage?: boolean;
  readonly error?: unknown;
}

export interface ProbeDeps {
  readonly transport: Transport;
  readonly onExchange: (exchange: Exchange) => void;
}

/** Looks where the API of a server is. Nothing is sent but the question for its repositories: no user, no password. */
export async function probeServer(text: string, deps: ProbeDeps, signal?: AbortSignal): Promise<ServerProbe> {
  const { typed, candidates, repoId } = readServerAddress(text);
  const probed = await Promise.all(candidates.map((baseUrl) => probe(baseUrl, deps, signal)));
  if (signal?.aborted) throw new ApiError('cancelled', 'The person did not want to wait.');
  const known = repoId === undefined ? {} : { repoId };
  const [best] = probed.toSorted((a, b) => b.answers - a.answers);
  const own = probed.find(({ baseUrl }) => baseUrl === typed) ?? probed[0];
  if (!best || !own) throw new Error('There was nowhere to look.');
  if (best.answers >= Answers.Maybe)
    return {
      kind: 'found',
      typed,
      baseUrl: best.baseUrl,
      typedAnswers: own.answers >= Answers.Maybe,
      ...known,
    };
  const other = probed.find(({ answers }) => answers === Answers.Other);
  if (!other) return { kind: 'unreachable', typed, error: own.error, ...known };
  const { status = 0, isPage = false } = own.answers === Answers.Other ? own : other;
  return {
    kind: 'other',
    typed: own.answers === Answers.Other ? typed : other.baseUrl,
    status,
    isPage,
    ...known,
  };
}

async function probe(
  baseUrl: string,
  { transport, onExchange }: ProbeDeps,
  signal?: AbortSignal,
): Promise<Probed> {
  const path = repositoriesPath(1);
  const began = performance.now();
  const tell = (more: Partial<Exchange>) =>
    onExchange({
      method: 'GET',
      path: `${new URL(baseUrl).pathname.replace(/\/$/, '')}${path}`,
      durationMs: performance.now() - began,
      ...more,
    });
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await transport(`${baseUrl}${path}`, {
      method: 'GET',
      headers: { Accept: 'application/json' },
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const { status } = response;
    const text = await response.text();
    tell({ status });
    const isPage =
      /html/i.test(response.headers.get('Content-Type') ?? '') || text.trimStart().startsWith('<');
    return { baseUrl, status, isPage, answers: isPage ? Answers.Other : answersWith(status, text) };
  } catch (cause) {
    const reason = timeout.aborted ? 'timeout' : 'network';
    tell({ failure: reason });
    return {
      baseUrl,
      answers: Answers.Nothing,
      error: new ApiError(reason, 'The address was not reached.', { cause }),
    };
  }
}

/** A refusal is a good sign: servers keep their list to themselves by default. */
function answersWith(status: number, text: string): Answers {
  const json = parsed(text);
  if (status === 200) return isList(json) ? Answers.Api : Answers.Other;
  if (status === 401 || status === 403 || status === 429) return Answers.Api;
  return status < 500 && (status < 300 || status >= 400) && typeof json === 'object' && json !== null
    ? Answers.Maybe
    : Answers.Other;
}

function isList(json: unknown): boolean {
  return (
    Array.isArray(json) ||
    (typeof json === 'object' && json !== null && 'value' in json && Array.isArray(json.value))
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
