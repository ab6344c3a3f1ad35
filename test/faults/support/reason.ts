import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { ApiError } from '../../../src/api';
import { EditError } from '../../../src/changes';
import { describeFailure } from '../../../src/ui/messages/describeError';
import '../../../src/ui/messages/describeApiError';
import '../../../src/ui/messages/describeEditError';

/** Which failure it is; each must be one that a person can be told. */
export function reasonOf(failure: unknown): string {
  assert.ok(ApiError.is(failure) || EditError.is(failure), inspect(failure));
  const sentence = describeFailure(failure, 'Could not do it');
  if (failure.reason !== 'cancelled') assert.match(sentence, /^Could not do it: .+\..*\.$/s);
  assert.doesNotMatch(sentence, /undefined|unexpected error/);
  return failure.reason;
}
