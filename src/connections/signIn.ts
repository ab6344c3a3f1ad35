import { ApiError, PasswordSignIn, type SignIn } from '../api';

/** Signs in with the password saved for a connection, read at each sign-in so that a new one counts at once. */
export function savedPasswordSignIn(
  username: string,
  savedPassword: () => Thenable<string | undefined>,
): SignIn {
  return {
    async requestToken(...args) {
      const password = await savedPassword();
      if (password === undefined)
        throw new ApiError('badCredentials', 'No password is saved for this connection');
      return new PasswordSignIn({ username, password }).requestToken(...args);
    },
  };
}
