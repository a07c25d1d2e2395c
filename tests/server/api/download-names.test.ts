import { describe, expect, it } from 'vitest';
import { entryName, fileStem, uniquePaths } from '@/server/api/download-names';

describe('the name of a downloaded file', () => {
  it.each([
    ['Nightly OSPF check', 'Nightly-OSPF-check'],
    ['Überprüfung "nachts"', 'Uberprufung-nachts'],
    ['../../etc/passwd', 'etc-passwd'],
    ['a\r\nSet-Cookie: x=1', 'a-Set-Cookie-x-1'],
    ['検査', 'j1'],
    ['...', 'j1'],
  ])('%j is %s', (title, name) => {
    expect(fileStem(title, 'j1')).toBe(name);
  });
});

describe('the name of a file in an archive', () => {
  it.each([
    ['fra-core-01', 'fra-core-01'],
    ['東京-1', '東京-1'],
    ['../../../root', '_.._.._root'],
    ['C:\\windows\\x', 'C_windows_x'],
    ['NUL', '_NUL'],
    ['con.txt', '_con.txt'],
    ['a. ', 'a'],
    ['..', 'device-3'],
    ['a\u202etxt.exe', 'a_txt.exe'],
  ])('%j is %s', (device, name) => {
    expect(entryName(device, 'device-3')).toBe(name);
  });

  it('comes once, whatever a file system thinks of case', () => {
    const pathOf = uniquePaths();
    const paths = ['core', 'CORE', 'core~2', 'Core'].map((name) => pathOf('DE', name, '.txt'));
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(4);
    expect(paths[0]).toBe('DE/core.txt');
    expect(pathOf('FR', 'core', '.txt')).toBe('FR/core.txt');
  });
});
