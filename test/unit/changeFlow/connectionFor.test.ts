import assert from 'node:assert/strict';
import type { ConnectionRef } from '../../../src/changes';
import { byRepository, connectionFor, describeNoConnection } from '../../../src/changeFlow/connectionFor';
import { itemOf } from './historySupport';

const at = (id: string, more: Partial<ConnectionRef> = {}): ConnectionRef => ({
  ...{ id, name: `Connection ${id}`, baseUrl: 'https://one.test/LFRepositoryAPI', repoId: 'r-1' },
  ...more,
});
const OTHER = { baseUrl: 'https://two.test/LFRepositoryAPI' };

describe('the connection of a past change', () => {
  it('is the one that it was made through, as long as that leads there', () => {
    const [first, second] = [at('a'), at('b')];
    assert.equal(connectionFor([first, second], second), second);
    assert.equal(connectionFor([first, at('b', OTHER)], second), first);
  });

  it('else is any that leads there, letter case and default port apart', () => {
    const again = at('new', { baseUrl: 'https://ONE.test:443/lfrepositoryapi/', repoId: 'R-1' });
    assert.equal(connectionFor([at('x', OTHER), again], at('a')), again);
  });

  it('is none where the id is all that fits', () => {
    assert.equal(connectionFor([at('a', OTHER), at('b', { repoId: 'r-2' })], at('a')), undefined);
  });

  it('is told apart: edited to lead elsewhere, or removed', () => {
    assert.equal(
      describeNoConnection([at('a', OTHER)], at('a'), 'Could not undo'),
      'Could not undo: it belongs to the repository r-1 at https://one.test/LFRepositoryAPI, and the connection Connection a leads to the repository r-1 at https://two.test/LFRepositoryAPI now. Nothing was sent. Add a connection to the first one and repeat it there.',
    );
    assert.equal(
      describeNoConnection([], at('a', { name: 'Our\nserver' }), 'Could not undo'),
      'Could not undo: the connection Our server to the repository r-1 at https://one.test/LFRepositoryAPI was removed. Nothing was sent. Add it again, then repeat this.',
    );
  });

  it('of changes made together in several repositories are several', () => {
    const [here, there] = [itemOf({ connection: at('a') }), itemOf({ connection: at('a', OTHER) })];
    const alsoHere = itemOf({ connection: at('b') });
    assert.deepEqual(byRepository([here, there, alsoHere]), [[here, alsoHere], [there]]);
  });
});
