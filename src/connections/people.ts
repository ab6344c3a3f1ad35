import type { Send } from '../api';
import type { Connection, PersonConnection } from './saved';
import { personSignIn, tokensOf, type SignInDeps } from './signIn';
import type { SignedInPerson } from './types';

/** People who are signed in, with their access tokens; `renew`: expired ones are renewed first, or left out. */
export async function signedInPeople(
  connections: readonly Connection[],
  renew: boolean,
  deps: SignInDeps,
  sendOf: (person: PersonConnection) => Send,
): Promise<readonly SignedInPerson[]> {
  const people = connections.filter((connection) => connection.kind === 'person');
  const found = await Promise.all(
    people.map(async (person) => {
      const accessToken = await tokenOf(person, renew, deps, sendOf(person));
      return accessToken === undefined ? [] : [{ connectionId: person.id, name: person.name, accessToken }];
    }),
  );
  return found.flat();
}

async function tokenOf(
  person: PersonConnection,
  renew: boolean,
  deps: SignInDeps,
  send: Send,
): Promise<string | undefined> {
  const known = await tokensOf(person, deps).read();
  if (!known || !renew) return known?.accessToken;
  const { baseUrl, repoId } = person;
  return personSignIn(person, deps)
    .requestToken({ baseUrl, repoId, send })
    .then(
      ({ token }) => token,
      () => undefined,
    );
}
