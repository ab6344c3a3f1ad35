import type { HttpRequest } from '../repository';

/**
 * A command line for a POSIX shell. The token is left out: the shell fills it in from `$LASERFICHE_TOKEN`.
 * Whatever the address and body contain is passed on literally.
 */
export function toCurl({ url, method, headers, body }: HttpRequest): string {
  return [
    `curl --globoff --request ${quote(method)} --url ${quote(url)}`,
    `--header "Authorization: Bearer $LASERFICHE_TOKEN"`,
    ...Object.entries(headers).map(([name, value]) => `--header ${quote(`${name}: ${value}`)}`),
    // --data-raw: unlike --data it takes a leading @ as it is.
    `--data-raw ${quote(body)}`,
  ].join(' \\\n  ');
}

/** The JSON body of a request, on as many lines as a person reads well. */
export function readableBody({ body }: Pick<HttpRequest, 'body'>): string {
  return JSON.stringify(JSON.parse(body), undefined, 2);
}

/** Within single quotes a shell takes everything literally but the quote itself, which leaves them for a moment. */
function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
