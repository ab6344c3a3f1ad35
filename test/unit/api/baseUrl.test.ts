import assert from 'node:assert/strict';
import { BaseUrlError, normalizeBaseUrl, type BaseUrlProblem } from '../../../src/api';
import { linksUrl } from '../../../src/api/v1/paths';

describe('api: base URL', () => {
  const good: readonly (readonly [string, string])[] = [
    ['https://server/LFRepositoryAPI', 'https://server/LFRepositoryAPI'],
    ['  https://server/LFRepositoryAPI//  ', 'https://server/LFRepositoryAPI'],
    ['HTTPS://Server:443/LFRepositoryAPI/', 'https://server/LFRepositoryAPI'],
    ['https://server/LFRepositoryAPI/v1', 'https://server/LFRepositoryAPI'],
    ['https://server/LFRepositoryAPI/V1/Repositories/r-1/Entries/1', 'https://server/LFRepositoryAPI'],
    ['https://server/LFRepositoryAPI/swagger/index.html', 'https://server/LFRepositoryAPI'],
    [
      'https://server/LFRepositoryAPI/swagger/index.html#/Entries/Entries_GetEntry',
      'https://server/LFRepositoryAPI',
    ],
    ['https://server/LFRepositoryAPI/swagger/index.html?url=/v1.json', 'https://server/LFRepositoryAPI'],
    ['\u200Bhttps://server/LF\u200BRepositoryAPI\uFEFF', 'https://server/LFRepositoryAPI'],
    ['<https://server/LFRepositoryAPI>', 'https://server/LFRepositoryAPI'],
    ['“https://server/LFRepositoryAPI”', 'https://server/LFRepositoryAPI'],
    ['https:\\\\server\\LFRepositoryAPI\\', 'https://server/LFRepositoryAPI'],
    ...[
      ...[
        'https://server/LFRepositoryAPI.',
        'https://server/LFRepositoryAPI...',
        'https://server/LFRepositoryAPI,',
      ],
      ...[
        'https://server/LFRepositoryAPI/;',
        'https://server/LFRepositoryAPI…',
        '"https://server/LFRepositoryAPI",',
      ],
      ...['https://server/LF\u00A0RepositoryAPI', 'https://server/LFRepositoryAPI\uFE0F'],
      ...[
        'https://server/LF\u034FRepositoryAPI',
        'https://server/LFRepositoryAPI%E2%80%8B',
        '\u00ADhttps://server/LFRepositoryAPI%c2%a0',
      ],
      ...['https://https://server/LFRepositoryAPI', 'http://https://server/LFRepositoryAPI'],
      ...[
        '(https://server/LFRepositoryAPI)',
        '[https://server/LFRepositoryAPI]',
        '‹https://server/LFRepositoryAPI›',
      ],
      ...['(“https://server/LFRepositoryAPI”).', '[the API](https://server/LFRepositoryAPI)'],
      ...[
        '[https://server](<https://server/LFRepositoryAPI> "Title")',
        'URL: https://server/LFRepositoryAPI',
      ],
      ...['baseUrl=https://server/LFRepositoryAPI', '"baseUrl": "https://server/LFRepositoryAPI",'],
      ...['BASE_URL="https://server/LFRepositoryAPI"', "'base-url' => 'https://server/LFRepositoryAPI',"],
      ...['https://server/LFRepositoryAPI/v1/Repositories?$top=1', 'https://server/LFRepositoryAPI/v1#x'],
      ...[
        'https://server/LFRepositoryAPI/v2/?x',
        'Base URL = <https://server/LFRepositoryAPI/swagger#/Entries>',
      ],
    ].map((typed) => [typed, 'https://server/LFRepositoryAPI'] as const),
    ['https://[::1]/LFRepositoryAPI', 'https://[::1]/LFRepositoryAPI'],
    ['http://[::1]', 'http://[::1]'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['https://api.example/repository/v1api', 'https://api.example/repository/v1api'],
  ];
  for (const [typed, url] of good) it(`reads ${typed}`, () => assert.equal(normalizeBaseUrl(typed), url));

  const bad: readonly (readonly [string, BaseUrlProblem])[] = [
    ['   ', 'empty'],
    ['server/LFRepositoryAPI', 'notUrl'],
    ['https://', 'notUrl'],
    ['ftp://server/LFRepositoryAPI', 'protocol'],
    ['localhost:8080/LFRepositoryAPI', 'protocol'],
    ['https://anna:secret@server/LFRepositoryAPI', 'credentials'],
    ['https://server/LFRepositoryAPI?x=1', 'query'],
    ['https://server/LFRepositoryAPI#x', 'query'],
    ['https://server/LFRepositoryAPI?url=/v1/x', 'query'],
    ['blob:https://server/LFRepositoryAPI', 'protocol'],
    ['(URL: ftp://server)', 'protocol'],
    ['...', 'empty'],
  ];
  for (const [typed, reason] of bad) {
    it(`refuses ${typed} (${reason})`, () => {
      assert.throws(
        () => normalizeBaseUrl(typed),
        (error: unknown) =>
          error instanceof BaseUrlError && error.reason === reason && !error.message.includes('secret'),
      );
    });
  }

  it('reads an address of any length at once', () => {
    const slashes = '/'.repeat(1_000_000);
    assert.equal(normalizeBaseUrl(`https://server/a${slashes}`), 'https://server/a');
    assert.equal(normalizeBaseUrl(`https://server/a${slashes}b`), `https://server/a${slashes}b`);
  });

  it('makes the address that links are assigned to', () => {
    assert.equal(
      linksUrl('https://server/LFRepositoryAPI', 'r abc/ä', 10),
      'https://server/LFRepositoryAPI/v1/Repositories/r%20abc%2F%C3%A4/Entries/10/links',
    );
  });
});
