import assert from 'node:assert/strict';
import { cutPath, pathsByName } from '../../../src/webviews/assignLinks/app/paths';

describe('form: paths that are cut in the middle', () => {
  it('keep their last folder', () => {
    assert.deepEqual(cutPath('\\Archive\\2019\\Scans\\Scan 1'), ['\\Archive\\2019', '\\Scans\\Scan 1']);
    assert.deepEqual(cutPath('\\Scans\\Scan 1'), ['', '\\Scans\\Scan 1']);
    assert.deepEqual(cutPath('\\Scan 1'), ['', '\\Scan 1']);
    assert.deepEqual(cutPath('Scan 1'), ['', 'Scan 1']);
  });

  it('keep the folder that tells them from others of the same name', () => {
    const path = '\\Archive\\2019\\Scans\\Scan 1';
    const entries = [path, '\\Archive\\2020\\Scans\\Scan 1', '\\Archive\\2019\\Other'].map((one) => ({
      name: one.slice(one.lastIndexOf('\\') + 1),
      path: one,
    }));
    const others = pathsByName(entries).get('Scan 1');
    assert.deepEqual(cutPath(path, others), ['\\Archive', '\\2019\\Scans\\Scan 1']);
    assert.equal(pathsByName(entries).get('Other'), undefined);
  });

  it('are the same text in two parts', () => {
    for (const path of ['', '\\', '\\a', '\\a\\\\b', 'a\\b\\c', '\\a\\b\\c\\'])
      assert.equal(cutPath(path, ['\\x\\b\\c']).join(''), path);
  });
});
