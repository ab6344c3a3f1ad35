import assert from 'node:assert/strict';
import { EditError, type EditErrorReason } from '../../../src/changes';

/** The `EditError` that a call must fail with. */
export async function refused(call: Promise<unknown>, reason: EditErrorReason): Promise<EditError> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof EditError, String(error));
    assert.equal(error.reason, reason);
    return error;
  }
  assert.fail(`resolved, although ${reason} was expected`);
}
