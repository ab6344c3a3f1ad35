import assert from 'node:assert/strict';
import { defineCommand } from '../../../src/commands/define';
import { form, id, text } from '../../../src/commands/schema';
import type { CommandServices } from '../../../src/commands/support/deps';
import type { Targets } from '../../../src/commands/targets';

describe('a command', () => {
  const services = {} as CommandServices;
  const targets = { title: 'Test' } as Targets;
  let told: string[] = [];
  beforeEach(() => (told = []));

  const command = defineCommand({
    id: 'laserficheLinks.revealEntry',
    title: 'Test…',
    args: form({ entryId: id() }),
    answer: '`{ entryId }`',
    ask: ({ title }) => Promise.resolve(title === 'Test' ? { entryId: 2, name: 'Two' } : undefined),
    run: ({ entryId, ...more }) => Promise.resolve({ entryId, name: 'name' in more ? more.name : 'unknown' }),
    toAnswer: ({ entryId }) => ({ entryId }),
    tell: ({ name }) => void told.push(name),
  });

  it('answers a caller, and tells nobody', async () => {
    assert.deepEqual(await command.call({ entryId: 1 }, services), { entryId: 1 });
    assert.deepEqual(told, []);
  });

  it('refuses what its arguments can not be before it does anything', async () => {
    await assert.rejects(
      command.call({ entryId: 0 }, services),
      /laserficheLinks\.revealEntry was called with wrong arguments: "entryId" must be/,
    );
    await assert.rejects(command.call({ entry: 1 }, services), /"entry" is not known; known are "entryId"/);
  });

  it('tells a person, and keeps the answer that is made for callers', async () => {
    assert.equal(await command.choose(targets, services), undefined);
    assert.deepEqual(told, ['Two']);
  });

  it('does nothing where the person gives up', async () => {
    assert.equal(await command.choose({ ...targets, title: 'Other' }, services), undefined);
    assert.deepEqual(told, []);
  });

  it('asks nothing where it needs nothing', async () => {
    const plain = defineCommand({
      id: 'laserficheLinks.showLog',
      title: 'Show',
      run: () => Promise.resolve('shown'),
    });
    assert.equal(await plain.choose(targets, services), 'shown');
    assert.equal(plain.forms, undefined);
  });

  it('shows the forms of its arguments', () => {
    const several = defineCommand({
      id: 'laserficheLinks.signOut',
      title: 'Sign Out',
      args: form({ connectionId: text() }, { note: 'in all windows' }),
      run: () => Promise.resolve(),
    });
    assert.deepEqual(several.forms, [{ shown: '{ connectionId }', note: 'in all windows' }]);
  });
});
