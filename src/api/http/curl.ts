/** A request as cURL can send it. */
export interface CurlRequest {
  readonly url: string;
  readonly method: string;
  /** JSON text. */
  readonly body?: string;
}

/**
 * A command line for a POSIX shell. The token is left out: the shell fills it in from `$LASERFICHE_TOKEN`.
 * Whatever the address and body contain is passed on literally.
 */
export function toCurl({ url, method, body }: CurlRequest): string {
  const services = [
    `curl --globoff --request ${quote(method)} --url ${quote(url)}`,
    `--header "Authorization: Bearer $LASERFICHE_TOKEN"`,
    `--header 'Accept: application/json'`,
  ];
  // --data-raw: unlike --data it takes a leading @ as it is.
  if (body !== undefined)
    services.push(`--header 'Content-Type: application/json'`, `--data-raw ${quote(body)}`);
  return services.join(' \\\n  ');
}

/** Within single quotes a shell takes everything literally but the quote itself, which leaves them for a moment. */
function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
