import assert from 'node:assert/strict';

/** What a person does in the browser: opens the consent page and decides. Answers where the browser is led to. */
export async function consent(url: string, decision: 'allow' | 'deny' = 'allow'): Promise<URL> {
  const page = await fetch(url, { redirect: 'manual' });
  const text = await page.text();
  assert.equal(page.status, 200, text);
  const [, ticket = ''] = /name="ticket" value="([^"]+)"/.exec(text) ?? [];
  return decide(new URL(url).origin, ticket, decision);
}

export async function decide(origin: string, ticket: string, decision: string): Promise<URL> {
  const answer = await fetch(`${origin}/oauth/Authorize`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ticket, decision }).toString(),
    redirect: 'manual',
  });
  assert.equal(answer.status, 303, await answer.text());
  return new URL(answer.headers.get('location') ?? '');
}
