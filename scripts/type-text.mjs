// Types as TypeScript understands them, written out: names of exported types stay names, calculated ones become what they
// come to, with the comments that stand at the declaration of each field. `origin` and the check flags are TypeScript's
// own and in no contract; its version is pinned.
import { dirname, relative } from 'node:path';
import ts from 'typescript';

const { CheckFlags, ObjectFlags, SymbolFlags, TypeFlags } = ts;

/**
 * Returns `text(type, node)`: the type that stands at `node`, as it may stand in the declarations of that node's file.
 * `aliases` are declarations of aliases whose names shall be used wherever their type comes up.
 * `calculations` are names of aliases that are never used: what they come to is written out.
 * `documented(declaration)` may give a field a comment that is not in the source.
 */
export function typeText(program, { sourceFolder, aliases, calculations, documented }) {
  const checker = program.getTypeChecker();
  const known = new Map(
    aliases.map(({ name }) => [checker.getTypeAtLocation(name), checker.getSymbolAtLocation(name)]),
  );
  let file;
  let indent = '';

  function text(type) {
    return nameOf(type) ?? content(type);
  }

  function content(type) {
    if (type.isUnion()) return union(type);
    if (type.isIntersection()) return type.types.map(enclosed).join(' & ');
    if (checker.isArrayType(type)) {
      const readonly = type.symbol.name === 'ReadonlyArray' ? 'readonly ' : '';
      return `${readonly}${enclosed(checker.getTypeArguments(type)[0])}[]`;
    }
    const isPlainObject =
      type.flags & TypeFlags.Object && !checker.isTupleType(type) && type.getCallSignatures().length === 0;
    return isPlainObject ? fields(type) : checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  }

  /** As a part of a larger type. */
  function enclosed(type) {
    const written = text(type);
    if (written.startsWith('readonly ')) return `(${written})`;
    return /^(\w+|"[^"]*")$/.test(written) || nameOf(type) || !(type.isUnion() || type.isIntersection())
      ? written
      : `(${written})`;
  }

  function union(type) {
    const something = checker.getNonNullableType(type);
    const named = something !== type && nameOf(something);
    // As it was written, before TypeScript made one flat union of several.
    const parts = type.aliasSymbol ? type.types : (type.origin?.types ?? type.types);
    const isNothing = ({ flags }) => (flags & TypeFlags.Undefined ? 2 : flags & TypeFlags.Null ? 1 : 0);
    const written = [...parts]
      .sort((a, b) => isNothing(a) - isNothing(b))
      .filter((one) => !named || isNothing(one))
      .map((one) => (one.isIntersection() ? enclosed(one) : text(one)));
    const isEither = written.includes('true') && written.includes('false');
    const words = isEither ? written.map((one) => (one === 'true' || one === 'false' ? 'boolean' : one)) : written;
    return [...new Set(named ? [named, ...words] : words)].join(' | ');
  }

  /** The name under which other files have it; null for a type that has none. */
  function nameOf(type) {
    if (known.has(type)) return reference(known.get(type), []);
    const byAlias = type.aliasSymbol && reference(type.aliasSymbol, type.aliasTypeArguments ?? []);
    if (byAlias) return byAlias;
    const isDeclared =
      type.flags & TypeFlags.Object && type.objectFlags & (ObjectFlags.ClassOrInterface | ObjectFlags.Reference);
    if (!isDeclared || checker.isArrayType(type) || checker.isTupleType(type)) return null;
    return reference(type.symbol, checker.getTypeArguments(type));
  }

  function reference({ name, declarations }, typeArguments) {
    const from = declarations?.[0]?.getSourceFile();
    if (!from || calculations.includes(name)) return null;
    const full = typeArguments.length === 0 ? name : `${name}<${typeArguments.map(text).join(', ')}>`;
    if (program.isSourceFileDefaultLibrary(from)) return full;
    const isExported = ts.getCombinedModifierFlags(declarations[0]) & ts.ModifierFlags.Export;
    // What other packages name is written out: their names are not for ours.
    if (!isExported || !from.fileName.startsWith(sourceFolder)) return null;
    if (from === file) return full;
    const path = relative(dirname(file.fileName), from.fileName).replaceAll('\\', '/').replace(/\.ts$/, '');
    return `import('${path.startsWith('.') ? path : `./${path}`}').${full}`;
  }

  function fields(type) {
    const outside = indent;
    indent += '    ';
    const own = checker.getPropertiesOfType(type).sort((a, b) => placeOf(a) - placeOf(b));
    const indexes = checker.getIndexInfosOfType(type);
    const lines = [
      ...own.map(field),
      ...indexes.map(({ keyType, type: value }) => `[key: ${text(keyType)}]: ${text(value)};`),
    ].map((line) => `${indent}${line}\n`);
    indent = outside;
    return lines.length === 0 ? '{}' : `{\n${lines.join('')}${outside}}`;
  }

  function field(symbol) {
    const [declaration] = symbol.declarations ?? [];
    const comment =
      (declaration && documented(declaration)) ||
      ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll('\n', ' ');
    const readonly = ts.getCheckFlags(symbol) & CheckFlags.Readonly ? 'readonly ' : '';
    const optional = symbol.flags & SymbolFlags.Optional ? '?' : '';
    return [
      comment ? `/** ${comment} */\n${indent}` : '',
      `${readonly}${symbol.name}${optional}: ${text(checker.getTypeOfSymbol(symbol))};`,
    ].join('');
  }

  return (type, node) => {
    file = node.getSourceFile();
    return content(type);
  };
}

const placeOf = ({ declarations }) => declarations?.[0]?.pos ?? 0;
