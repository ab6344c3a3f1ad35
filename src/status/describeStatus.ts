import { l10n } from 'vscode';
import type { Connection, ConnectionState } from '../connections';
import { oneLine } from '../domain';
import { byCount, formatList, formatNumber, SETTINGS } from '../ui';
import type { ShownThrottle } from './debouncedThrottle';

/** A connection as the status bar knows it. */
export interface Sight {
  readonly connection: Pick<Connection, 'name' | 'readOnly'>;
  readonly state: ConnectionState;
  /** What its calls wait for. */
  readonly throttle?: ShownThrottle | undefined;
}

export interface Situation {
  readonly all: readonly Sight[];
  /** The one that the person works with. */
  readonly active: Sight | undefined;
  /** The setting: writing is switched off everywhere. */
  readonly readOnlySetting: boolean;
}

/** What the status bar shows. */
export interface StatusDescription {
  /** A codicon. */
  readonly icon: string;
  readonly text: string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** A person has to do something. */
  readonly warning: boolean;
  /** How the sign-in and writing stand, for the tooltip. */
  readonly notes: readonly (readonly [name: string, value: string])[];
}

function describeState(state: ConnectionState): string {
  switch (state) {
    case 'idle':
      return l10n.t('not used yet');
    case 'working':
      return l10n.t('working');
    case 'signedIn':
      return l10n.t('signed in');
    case 'unreachable':
      return l10n.t('not reachable');
    case 'signInNeeded':
      return l10n.t('sign-in needed');
  }
}

const STATE_ICONS: Readonly<Record<ConnectionState, string>> = {
  idle: 'debug-disconnect',
  working: 'loading~spin',
  signedIn: 'pass',
  unreachable: 'warning',
  signInNeeded: 'sign-in',
};
const WAITING = 'watch';
/** Names told at most; the rest is counted. */
const TOLD = 3;

/** Undefined where there is nothing to tell: no connection, and nothing switched off. */
export function describeStatus(situation: Situation): StatusDescription | undefined {
  const { all, active, readOnlySetting } = situation;
  if (active) return statusOfOne(active, situation);
  if (all.length === 0 && !readOnlySetting) return undefined;
  return statusOfAll(situation);
}

const isTrouble = (state: ConnectionState) => state === 'signInNeeded' || state === 'unreachable';

function statusOfOne(active: Sight, { all, readOnlySetting }: Situation): StatusDescription {
  const { connection, state, throttle } = active;
  const name = oneLine(connection.name);
  const readOnly = readOnlySetting || (connection.readOnly ?? false);
  const needed = isTrouble(state);
  const waits = throttle && !needed ? describeThrottle(throttle) : '';
  const told = formatList(
    [needed ? describeState(state) : waits, readOnly ? l10n.t('read-only') : ''].filter(Boolean),
  );
  const calmIcon = readOnly && (state === 'idle' || state === 'signedIn') ? 'lock' : STATE_ICONS[state];
  return {
    icon: waits === '' ? calmIcon : WAITING,
    text: told === '' ? name : l10n.t('{0}: {1}', name, told),
    spoken: formatList([
      'Laserfiche',
      name,
      waits === '' ? describeState(state) : waits,
      ...(readOnly ? [l10n.t('read-only')] : []),
    ]),
    warning: needed,
    notes: [
      [l10n.t('Sign-in'), describeSignIn(state)],
      ...(throttle ? [throttleNote(throttle)] : []),
      ...readOnlyNote(readOnly, readOnlySetting),
      ...noteOfOthers(all.filter((sight) => sight !== active)),
    ],
  };
}

function describeSignIn(state: ConnectionState): string {
  switch (state) {
    case 'idle':
      return l10n.t('not used yet in this window');
    case 'working':
      return l10n.t('requests are under way');
    case 'signedIn':
      return l10n.t('signed in');
    case 'unreachable':
      return l10n.t('the server did not answer the last call');
    case 'signInNeeded':
      return l10n.t('the saved one is not accepted or gone: sign in again');
  }
}

function readOnlyNote(readOnly: boolean, setting: boolean): StatusDescription['notes'] {
  if (!readOnly) return [];
  const refused = setting
    ? l10n.t('every change of links is refused: the setting laserficheLinks.readOnly is on')
    : l10n.t('every change of links is refused: switched off for this connection');
  return [[l10n.t('Read-only'), refused]];
}

/** Others are told of where they wait for a person. */
function noteOfOthers(others: readonly Sight[]): StatusDescription['notes'] {
  const waiting = others.filter(({ state }) => state === 'signInNeeded');
  return waiting.length === 0 ? [] : [[l10n.t('Sign-in needed'), namesOf(waiting)]];
}

function statusOfAll({ all, readOnlySetting }: Situation): StatusDescription {
  const waiting = all.filter(({ state }) => state === 'signInNeeded');
  const locked = readOnlySetting ? all : all.filter(({ connection }) => connection.readOnly);
  const readOnly =
    locked.length === all.length
      ? l10n.t('read-only')
      : locked.length > 0
        ? l10n.t('read-only ({0})', which(locked))
        : '';
  const held = all.flatMap(({ throttle }) => throttle ?? []);
  const [first] = held;
  const waits = first && waiting.length === 0 ? describeThrottle(soonest(held, first)) : '';
  const needed = waiting.length > 0 ? l10n.t('sign-in needed ({0})', which(waiting)) : waits;
  const told = formatList([needed, readOnly].filter(Boolean)) || countOf(all);
  const working = all.some(({ state }) => state === 'working');
  const restful = readOnly === '' ? 'database' : 'lock';
  const calm = waits !== '' ? WAITING : working ? 'loading~spin' : restful;
  return {
    icon: waiting.length > 0 ? 'sign-in' : calm,
    text: l10n.t('Laserfiche: {0}', told),
    spoken: formatList(['Laserfiche', told]),
    warning: waiting.length > 0,
    notes: [
      [l10n.t('Connections'), all.length === 0 ? l10n.t('none') : namesOf(all)],
      ...noteOfOthers(all),
      ...(first ? [throttleNote(first)] : []),
      ...(readOnlySetting
        ? readOnlyNote(true, true)
        : locked.length > 0
          ? [
              [
                l10n.t('Read-only'),
                l10n.t('every change of links is refused in {0}', namesOf(locked)),
              ] as const,
            ]
          : []),
    ],
  };
}

const soonest = (held: readonly ShownThrottle[], first: ShownThrottle): ShownThrottle =>
  held.reduce((a, b) => (b.seconds < a.seconds ? b : a), first);

const which = (some: readonly Sight[]) => (some.length === 1 ? namesOf(some) : countOf(some));

function countOf(some: readonly Sight[]): string {
  return byCount(some.length, l10n.t('1 connection'), l10n.t('{0} connections', formatNumber(some.length)));
}

function namesOf(some: readonly Sight[]): string {
  const names = some.slice(0, TOLD).map(({ connection }) => oneLine(connection.name));
  const more = some.length > TOLD ? [l10n.t('{0} more', formatNumber(some.length - TOLD))] : [];
  return formatList([...names, ...more]);
}

/** Seconds below which it is not worth counting. */
const COUNTED_S = 2;

/** What calls wait for, for the status bar. */
function describeThrottle({ why, seconds }: ShownThrottle): string {
  const isCounted = seconds >= COUNTED_S;
  if (why === 'serverLimit')
    return isCounted
      ? l10n.t("waiting for the server's rate limit, continues in {0} s", formatNumber(seconds))
      : l10n.t("waiting for the server's rate limit");
  return isCounted
    ? l10n.t('keeping to the rate limit, continues in {0} s', formatNumber(seconds))
    : l10n.t('keeping to the rate limit');
}

/** The same for the tooltip. */
function throttleNote({ why }: ShownThrottle): readonly [name: string, value: string] {
  const reason =
    why === 'serverLimit'
      ? l10n.t('the server accepts no more requests for now; waiting requests continue automatically')
      : l10n.t(
          'the setting {0} limits requests per minute; waiting requests continue automatically',
          `${SETTINGS.section}.${SETTINGS.cloudRequestsPerMinute}`,
        );
  return [l10n.t('Rate limit'), reason];
}
