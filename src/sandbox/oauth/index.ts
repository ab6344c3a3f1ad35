import type { OAuthLives } from '../options';
import { PeopleSignIns } from './people';
import { createServiceApp, type ServiceApp } from './serviceApp';

export { DEMO_CUSTOMER_ID } from './serviceApp';

/** The demo's single-page app. */
export const DEMO_CLIENT_ID = 'laserfiche-links-demo';
/** The real service compares with registered addresses; the demo's app has registered every port. */
export const DEMO_REDIRECT = /^http:\/\/localhost:\d{1,5}\/callback$/;
/** What apps of the demo may be given. */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set(['repository.Read', 'repository.Write']);

/** Sign-in as Laserfiche Cloud has it, with one service app and one single-page app. */
export interface OAuth {
  readonly lives: Readonly<OAuthLives>;
  readonly serviceApp: ServiceApp;
  readonly people: PeopleSignIns;
}

/** `now` in milliseconds since 1970. */
export function createOAuth(lives: Readonly<OAuthLives>, now: () => number): OAuth {
  return { lives, serviceApp: createServiceApp(), people: new PeopleSignIns(lives, now) };
}

/** Whether all of these scopes, separated by blanks, are known; none is too few. */
export function areKnownScopes(scope: string): boolean {
  const names = scope.split(' ').filter((name) => name !== '');
  return names.length > 0 && names.every((name) => KNOWN_SCOPES.has(name));
}
