import assert from 'node:assert/strict';
import { EditError, type EditErrorOf, type EditErrorReason } from '../../../src/changes';

/** The `EditError` that a call must fail with. */
export async function refused<R extends EditErrorReason>(
  call: Promise<unknown>,
  reason: R,
): Promise<EditErrorOf<R>> {
  try {
    await call;
  } catch (error) {
    assert.ok(EditError.is(error), String(error));
    assert.ok(EditError.is(error, reason), `${error.reason} instead of ${reason}`);
    return error;
  }
  assert.fail(`resolved, although ${reason} was expected`);
}
