import { ApiError, asksForWindows, repositoriesPath } from '../../api';
import { failed, failedBy, type Finding, ok, type ServerFact, skipped, warning } from './facts';
import type { Answer, Scene } from './scene';

const NOTABLE_SKEW_MS = 60_000;
/** Whether a Laserfiche repository API answers at the base URL. Asked without a token: a refusal is a good sign. */
export async function checkApi(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const first = await scene.first(signal);
  if ('error' in first) return failedBy(new ApiError('network', '', { cause: first.error }));
  const { answer } = first;
  const { status } = answer;
  const location = answer.header('Location');
  if (status >= 300 && status < 400 && location !== null)
    return failed({ code: 'redirected', origin: originOf(location, scene.subject.baseUrl) });
  if (status === 407) return failed({ code: 'proxyInBetween' });
  if (status >= 500) return failed({ code: 'serverFails', status });
  if (status === 429) return warning({ code: 'limitReached' });
  if (status === 401 && !isJson(answer) && asksForWindows(answer.header('WWW-Authenticate')))
    return failed({ code: 'windowsAuthentication' });
  if (isPage(answer)) return failed({ code: 'webPage', status });
  if (!isJson(answer)) {
    if (status === 404) return failed({ code: 'nothingThere' });
    // A sign-in may be asked for without a word.
    if (status === 200 && answer.text.trim() !== '') return failed({ code: 'unlikeApi', status });
    if (status !== 401 && status !== 403) return warning({ code: 'unlikeApi', status });
  }
  return ok({ code: 'apiAnswers', status });
}

/** Our clock against the server's. Assertions of service apps and tokens carry times. */
export function checkClock({ clock, subject }: Scene): Finding {
  if (!clock) return skipped({ code: 'timeNotTold' });
  // The header has whole seconds.
  const seconds = Math.round((clock.own - clock.server - 500) / 1000);
  const isNotable = Math.abs(seconds) * 1000 > NOTABLE_SKEW_MS;
  const fact = { code: 'skew', seconds, isNotable, kind: subject.kind } as const;
  return isNotable ? warning(fact) : ok(fact);
}

/** What the server tells about itself, to everybody. */
export async function checkVersions(scene: Scene, signal: AbortSignal): Promise<Finding> {
  const first = await scene.first(signal);
  const descriptions = await Promise.all(['v1', 'v2'].map((version) => description(scene, version, signal)));
  const newer = await quietly(() => scene.get(repositoriesPath(2), signal));
  return ok({
    code: 'versions',
    hasV2: descriptions[1] !== undefined || newer?.status === 401,
    software: descriptions.filter((software) => software !== undefined),
    headers: 'answer' in first ? headersOf(first.answer) : [],
  });
}

const HEADERS = ['Server', 'X-Powered-By', 'api-supported-versions', 'X-Api-Version'];

type Versions = Extract<ServerFact, { code: 'versions' }>;

function headersOf({ header }: Answer): Versions['headers'] {
  return HEADERS.flatMap((name) => {
    const value = header(name);
    return value === null || value === '' ? [] : [{ name, value: value.slice(0, 80) }];
  });
}

/** Title and version of the API's own description, where it is open to everybody. */
async function description(
  scene: Scene,
  version: string,
  signal: AbortSignal,
): Promise<Versions['software'][number] | undefined> {
  const answer = await quietly(() => scene.get(`/swagger/${version}/swagger.json`, signal));
  if (answer?.status !== 200) return undefined;
  const { info } = (parse(answer.text) ?? {}) as { info?: { title?: unknown; version?: unknown } };
  const [title, number] = [info?.title, info?.version];
  if (typeof number !== 'string') return undefined;
  return {
    name: typeof title === 'string' ? title.slice(0, 80) : undefined,
    version: number.slice(0, 40),
  };
}

async function quietly(get: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await get();
  } catch {
    return undefined;
  }
}

function isPage(answer: Answer): boolean {
  return /html/i.test(answer.header('Content-Type') ?? '') || answer.text.trimStart().startsWith('<');
}

const isJson = ({ text }: Answer) => parse(text) !== undefined;

function parse(text: string): object | undefined {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where it is no address. */
function originOf(location: string, base: string): string | undefined {
  return URL.canParse(location, base) ? new URL(location, base).origin : undefined;
}
