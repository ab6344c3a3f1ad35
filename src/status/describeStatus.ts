import type { Connection, ConnectionState } from '../connections';
import { oneLine } from '../domain';
import { plural } from '../ui';
import type { ShownHoldup } from './debouncedThrottle';
import { holdupNote, describeThrottle } from './describeThrottle';

/** A connection as the status bar knows it. */
export interface Sight {
  readonly connection: Pick<Connection, 'name' | 'readOnly'>;
  readonly state: ConnectionState;
  /** What its calls wait for. */
  readonly throttle?: ShownHoldup | undefined;
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

const STATE_WORDS: Readonly<Record<ConnectionState, string>> = {
  idle: 'not used yet',
  working: 'working',
  signedIn: 'signed in',
  signInNeeded: 'sign-in needed',
};
const STATE_ICONS: Readonly<Record<ConnectionState, string>> = {
  idle: 'debug-disconnect',
  working: 'loading~spin',
  signedIn: 'pass',
  signInNeeded: 'sign-in',
};
const WAITING = 'watch';
/** Names told at most; the rest is counted. */
const TOLD = 3;

/** Undefined where there is nothing to tell: no connection, and nothing switched off. */
export function describeStatus(situation: Situation): StatusDescription | undefined {
  const { all, active, readOnlySetting } = situation;
  if (active) return wordsOfOne(active, situation);
  if (all.length === 0 && !readOnlySetting) return undefined;
  return wordsOfAll(situation);
}

function wordsOfOne(active: Sight, { all, readOnlySetting }: Situation): StatusDescription {
  const { connection, state, throttle } = active;
  const name = oneLine(connection.name);
  const readOnly = readOnlySetting || (connection.readOnly ?? false);
  const needed = state === 'signInNeeded';
  const waits = throttle && !needed ? describeThrottle(throttle) : '';
  const told = [needed ? STATE_WORDS[state] : waits, readOnly ? 'read-only' : ''].filter(Boolean).join(', ');
  const calmIcon = readOnly && (state === 'idle' || state === 'signedIn') ? 'lock' : STATE_ICONS[state];
  return {
    icon: waits === '' ? calmIcon : WAITING,
    text: told === '' ? name : `${name}: ${told}`,
    spoken: [
      'Laserfiche',
      name,
      waits === '' ? STATE_WORDS[state] : waits,
      ...(readOnly ? ['read-only'] : []),
    ].join(', '),
    warning: needed,
    notes: [
      ['Sign-in', SIGN_IN_NOTES[state]],
      ...(throttle ? [holdupNote(throttle)] : []),
      ...readOnlyNote(readOnly, readOnlySetting),
      ...noteOfOthers(all.filter((sight) => sight !== active)),
    ],
  };
}

const SIGN_IN_NOTES: Readonly<Record<ConnectionState, string>> = {
  idle: 'not used yet in this window',
  working: 'requests are under way',
  signedIn: 'signed in',
  signInNeeded: 'the saved one is not accepted or gone: sign in again',
};

function readOnlyNote(readOnly: boolean, setting: boolean): StatusDescription['notes'] {
  if (!readOnly) return [];
  const by = setting ? 'the setting laserficheLinks.readOnly is on' : 'switched off for this connection';
  return [['Read-only', `every change of links is refused: ${by}`]];
}

/** Others are told of where they wait for a person. */
function noteOfOthers(others: readonly Sight[]): StatusDescription['notes'] {
  const waiting = others.filter(({ state }) => state === 'signInNeeded');
  return waiting.length === 0 ? [] : [['Sign-in needed', namesOf(waiting)]];
}

function wordsOfAll({ all, readOnlySetting }: Situation): StatusDescription {
  const waiting = all.filter(({ state }) => state === 'signInNeeded');
  const locked = readOnlySetting ? all : all.filter(({ connection }) => connection.readOnly);
  const lockedWords =
    locked.length === all.length ? 'read-only' : locked.length > 0 ? `read-only (${which(locked)})` : '';
  const held = all.flatMap(({ throttle }) => throttle ?? []);
  const [first] = held;
  const waits = first && waiting.length === 0 ? describeThrottle(soonest(held, first)) : '';
  const told = [waiting.length > 0 ? `sign-in needed (${which(waiting)})` : waits, lockedWords];
  const words = told.filter(Boolean).join(', ') || plural(all.length, 'connection');
  const working = all.some(({ state }) => state === 'working');
  const restful = lockedWords === '' ? 'database' : 'lock';
  const calm = waits !== '' ? WAITING : working ? 'loading~spin' : restful;
  return {
    icon: waiting.length > 0 ? 'sign-in' : calm,
    text: `Laserfiche: ${words}`,
    spoken: `Laserfiche, ${words}`,
    warning: waiting.length > 0,
    notes: [
      ['Connections', all.length === 0 ? 'none' : namesOf(all)],
      ...noteOfOthers(all),
      ...(first ? [holdupNote(first)] : []),
      ...(readOnlySetting
        ? readOnlyNote(true, true)
        : locked.length > 0
          ? [['Read-only', `every change of links is refused in ${namesOf(locked)}`] as const]
          : []),
    ],
  };
}

const soonest = (held: readonly ShownHoldup[], first: ShownHoldup): ShownHoldup =>
  held.reduce((a, b) => (b.seconds < a.seconds ? b : a), first);

const which = (some: readonly Sight[]) =>
  some.length === 1 ? namesOf(some) : plural(some.length, 'connection');

function namesOf(some: readonly Sight[]): string {
  const names = some.slice(0, TOLD).map(({ connection }) => oneLine(connection.name));
  return [...names, ...(some.length > TOLD ? [`${some.length - TOLD} more`] : [])].join(', ');
}
