import assert from 'node:assert/strict';
import type { ConnectionState } from '../../../src/connections';
import { describeStatus, type Sight, type StatusDescription } from '../../../src/status/describeStatus';

const sight = (name: string, state: ConnectionState = 'signedIn', readOnly = false): Sight => ({
  connection: { name, readOnly },
  state,
});

function told(all: readonly Sight[], active?: Sight, readOnlySetting = false): StatusDescription {
  return describeStatus({ all, active, readOnlySetting }) ?? assert.fail('Nothing is told.');
}

describe('the item in the status bar', () => {
  it('is not there without connections, unless changes are turned off', () => {
    assert.equal(describeStatus({ all: [], active: undefined, readOnlySetting: false }), undefined);
    const words = told([], undefined, true);
    assert.equal(words.text, 'Laserfiche: read-only');
    assert.equal(words.icon, 'lock');
  });

  const cases: [what: string, sight: Sight, text: string, icon: string, spoken: string, warning: boolean][] =
    [
      ['used', sight('A'), 'A', 'pass', 'Laserfiche, A, signed in', false],
      ['unused', sight('A', 'idle'), 'A', 'debug-disconnect', 'Laserfiche, A, not used yet', false],
      ['busy', sight('A', 'working'), 'A', 'loading~spin', 'Laserfiche, A, working', false],
      [
        'signed out',
        sight('A', 'signInNeeded'),
        'A: sign-in needed',
        'sign-in',
        'Laserfiche, A, sign-in needed',
        true,
      ],
      [
        'read-only',
        sight('A', 'signedIn', true),
        'A: read-only',
        'lock',
        'Laserfiche, A, signed in, read-only',
        false,
      ],
      [
        'both',
        sight('A', 'signInNeeded', true),
        'A: sign-in needed, read-only',
        'sign-in',
        'Laserfiche, A, sign-in needed, read-only',
        true,
      ],
    ];
  for (const [what, one, text, icon, spoken, warning] of cases) {
    it(`tells of a connection that is ${what}`, () => {
      const words = told([one], one);
      assert.deepEqual([words.text, words.icon, words.spoken, words.warning], [text, icon, spoken, warning]);
    });
  }

  it('says which switch refuses changes', () => {
    const one = sight('A', 'signedIn', true);
    const note = (setting: boolean) => new Map(told([one], one, setting).notes).get('Read-only');
    assert.match(note(false) ?? '', /switched off for this connection/);
    assert.match(note(true) ?? '', /the setting laserficheLinks\.readOnly is on/);
  });

  it('tells of others that wait for a sign-in', () => {
    const one = sight('A');
    const words = told([one, sight('B', 'signInNeeded'), sight('C')], one);
    assert.equal(words.warning, false);
    assert.equal(new Map(words.notes).get('Sign-in needed'), 'B');
  });

  it('sums up while none is chosen', () => {
    assert.equal(told([sight('A'), sight('B')]).text, 'Laserfiche: 2 connections');
    assert.equal(told([sight('A'), sight('B', 'signInNeeded')]).text, 'Laserfiche: sign-in needed (B)');
    assert.equal(told([sight('A'), sight('B', 'idle', true)]).text, 'Laserfiche: read-only (B)');
    const five = ['A', 'B', 'C', 'D', 'E'].map((name) => sight(name, 'idle', true));
    assert.equal(told(five).text, 'Laserfiche: read-only');
    assert.match(new Map(told(five).notes).get('Read-only') ?? '', /refused in A, B, C, 2 more/);
    assert.equal(told([...five, sight('X')]).text, 'Laserfiche: read-only (5 connections)');
  });

  it('tells what calls wait for, and for how long', () => {
    const waiting = (seconds: number, why: 'serverLimit' | 'ownBudget' = 'serverLimit') => ({
      ...sight('A', 'working'),
      throttle: { why, seconds },
    });
    const words = told([waiting(12)], waiting(12));
    const limit = "waiting for the server's rate limit, continues in 12 s";
    assert.deepEqual(
      [words.text, words.spoken, words.icon, words.warning],
      [`A: ${limit}`, `Laserfiche, A, ${limit}`, 'watch', false],
    );
    assert.match(new Map(words.notes).get('Rate limit') ?? '', /continue automatically/);
    const own = told([waiting(1, 'ownBudget')], waiting(1, 'ownBudget'));
    assert.equal(own.text, 'A: keeping to the rate limit');
    assert.match(new Map(own.notes).get('Rate limit') ?? '', /laserficheLinks\.cloudRequestsPerMinute/);
  });

  it('tells of waits while none is chosen, and of a sign-in first', () => {
    const throttle = (seconds: number) => ({ why: 'serverLimit', seconds }) as const;
    const both = [
      { ...sight('A'), throttle: throttle(30) },
      { ...sight('B'), throttle: throttle(12) },
    ];
    assert.equal(told(both).text, "Laserfiche: waiting for the server's rate limit, continues in 12 s");
    assert.equal(told([...both, sight('C', 'signInNeeded')]).text, 'Laserfiche: sign-in needed (C)');
  });

  it('keeps names on one line', () => {
    const one = sight('B\n$(zap)');
    assert.equal(told([one], one).text, 'B $\u2060(zap)');
  });
});
