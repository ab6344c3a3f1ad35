import assert from 'node:assert/strict';
import { ApiError, type ApiErrorReason } from '../../src/api';

/** The `ApiError` that a call rejects with; fails unless it rejects with one, for this reason. */
export async function rejectsWith(call: Promise<unknown>, reason: ApiErrorReason): Promise<ApiError> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof ApiError, `not an ApiError: ${String(error)}`);
    assert.equal(error.reason, reason, error.message);
    return error;
  }
  assert.fail(`resolved, although ${reason} was expected`);
}
