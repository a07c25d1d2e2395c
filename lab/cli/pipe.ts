/**
 * `| include`, `| exclude` and `| begin` with a regular expression, as IOS and FRR offer them. Undefined when the filter
 * is unknown or the expression is not valid.
 */
export function filterOutput(output: string, filter: string): string | undefined {
  const [, word, pattern] = /^\s*(\S+)\s+(.+)$/.exec(filter) ?? [];
  if (!word || !pattern) return undefined;
  const expression = compile(pattern.trim());
  if (!expression) return undefined;
  const lines = output.replace(/\n$/, '').split('\n');
  const kept = select(word, lines, expression);
  return kept?.map((line) => `${line}\n`).join('');
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}

function select(word: string, lines: string[], expression: RegExp): string[] | undefined {
  if ('include'.startsWith(word)) return lines.filter((line) => expression.test(line));
  if ('exclude'.startsWith(word)) return lines.filter((line) => !expression.test(line));
  if ('begin'.startsWith(word)) {
    const start = lines.findIndex((line) => expression.test(line));
    return start === -1 ? [] : lines.slice(start);
  }
  return undefined;
}
