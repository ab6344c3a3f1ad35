import assert from 'node:assert/strict';
import { shortenPath } from '../../../src/domain';

const LONG = '\\Contracts\\2024\\North America\\Customers\\Acme Corporation\\Invoices\\Invoice 12';

describe('shortened paths', () => {
  it('leave a path alone that fits', () => {
    assert.equal(shortenPath('\\Email\\2024\\Note', 17), '\\Email\\2024\\Note');
    assert.equal(shortenPath('\\', 1), '\\');
    assert.equal(shortenPath(LONG, LONG.length), LONG);
  });

  it('keep the name, its folder and the first folder, and cut between them', () => {
    assert.equal(shortenPath(LONG, 55), '\\Contracts\\…\\Acme Corporation\\Invoices\\Invoice 12');
    assert.equal(shortenPath(LONG, 40), '\\Contracts\\…\\Invoices\\Invoice 12');
  });

  it('do without the first folder where it does not fit', () => {
    assert.equal(shortenPath(LONG, 28), '…\\Invoices\\Invoice 12');
  });

  it('keep the folder in which a path differs from others of the same name', () => {
    const others = [LONG.replace('2024', '2023'), LONG.replace('Invoice 12', 'Invoice 13'), LONG];
    assert.equal(shortenPath(LONG, 46, others), '\\Contracts\\2024\\…\\Invoices\\Invoice 12');
    assert.equal(shortenPath(LONG, 26, others), '…\\2024\\…\\Invoice 12');
    assert.notEqual(shortenPath(LONG, 26, others), shortenPath(LONG.replace('2024', '2023'), 26, [LONG]));
  });

  it('cut a long name and a long folder in their own middles, so that something of both stays', () => {
    const folder = `Claims ${'of a very long year '.repeat(4)}2024`;
    const name = `Protocol ${'of a very long day '.repeat(4)}12`;
    const short = shortenPath(`\\Insurance\\Cars\\${folder}\\${name}`, 60);
    assert.ok(short.length <= 60, short);
    assert.match(short, /^…\\Claims .*….*2024\\Protocol .*….*12$/);
    assert.equal(shortenPath(`\\A\\B\\${name}`, 30).length <= 30, true);
    assert.match(shortenPath(`\\A\\${folder}\\N`, 40), /^…\\Claims .*…[^\\]*2024\\N$/);
  });

  it('give no more than was asked for, whatever the path', () => {
    const paths = [
      LONG,
      'no backslash in it, but long',
      '\\a\\b\\c\\d\\e\\f\\g',
      '\\😀😀😀😀😀\\😀😀😀😀😀😀😀😀😀😀',
    ];
    for (const path of paths)
      for (let most = 3; most < 80; most += 1) {
        const short = shortenPath(path, most, paths);
        assert.ok(short.length <= most || short === path, `${short} has more than ${most} characters`);
        assert.doesNotMatch(short, /\p{Surrogate}/u);
      }
  });
});
