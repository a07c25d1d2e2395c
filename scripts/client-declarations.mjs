// One declaration file for the typed client. Its types come from the procedures of the server, and nothing of the server
// may come along: what TypeScript infers from them (inputs by zod, outputs by code) is written out, names stay names.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';
import { root } from './setup.mjs';
import { typeText } from './type-text.mjs';

const ENTRY = 'src/client/client.ts';
/** The type that is a calculation over the server's router; others are zod's `z.infer`. */
const CALCULATED = 'Procedures';

/** Writes `file`; `scratch` is a folder for what lies between. */
export async function writeClientDeclarations(file, scratch) {
  rmSync(scratch, { recursive: true, force: true });
  emitDeclarations(scratch);
  const bundle = await rollup({
    input: join(scratch, ENTRY.replace(/\.ts$/, '.d.ts')),
    plugins: [dts({ tsconfig: false, compilerOptions: { paths: { '@/*': [join(scratch, 'src/*')] } } })],
    external: (name) => !/^(?:@?\/|\.)/.test(name) || name.includes('/generated/'),
    treeshake: { moduleSideEffects: false },
  });
  await bundle.write({ file, format: 'es' });
  await bundle.close();
  rmSync(scratch, { recursive: true });
}

function emitDeclarations(folder) {
  const program = ts.createProgram([join(root, ENTRY)], { ...compilerOptions(), outDir: folder, rootDir: root });
  const checker = program.getTypeChecker();
  const sources = program
    .getSourceFiles()
    .filter(({ fileName }) => /^src\/(?!.*\/generated\/)/.test(relative(root, fileName)));
  const textOf = typeText(program, {
    sourceFolder: join(root, 'src'),
    aliases: wordsOf(sources),
    calculations: CALCULATIONS,
    documented: describedBy,
  });
  for (const source of sources) {
    const write = (path, text) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(
        path,
        written(source, text, (node) => textOf(checker.getTypeFromTypeNode(node), node)),
      );
    };
    program.emit(source, write, undefined, true);
  }
}

function compilerOptions() {
  const fail = ({ messageText }) => {
    throw new Error(`tsconfig.json: ${messageText}`);
  };
  const { options } = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.json'), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: fail,
  });
  return { ...options, noEmit: false, incremental: false, declaration: true, emitDeclarationOnly: true };
}

/** The declarations of a source with what it calculates written out. */
function written(source, declarations, textOf) {
  const calculated = calculations(source);
  const places = calculations(ts.createSourceFile(source.fileName, declarations, ts.ScriptTarget.Latest, true));
  let text = declarations;
  for (const [alias, nodes] of [...places].reverse()) {
    for (const [index, { pos, end }] of [...nodes.entries()].reverse()) {
      text = `${text.slice(0, pos)} ${textOf(calculated.get(alias)[index])}${text.slice(end)}`;
    }
  }
  return text;
}

/** Aliases that calculate over what zod infers: written out as zod's own. */
const CALCULATIONS = ['Answer', 'DeepReadonly'];

const isByZod = (node) =>
  ts.isTypeReferenceNode(node) &&
  (/^z\.(infer|input|output)$/.test(node.typeName.getText()) || CALCULATIONS.includes(node.typeName.getText()));

/** By alias, the types in it that are calculations, in order. */
function calculations(source) {
  const found = new Map();
  const collect = (node) => (isByZod(node) ? [node] : node.getChildren(source).flatMap(collect));
  for (const node of source.statements) {
    if (!ts.isTypeAliasDeclaration(node)) continue;
    const nodes = node.name.text === CALCULATED ? [node.type] : collect(node.type);
    if (nodes.length > 0) found.set(node.name.text, nodes);
  }
  return found;
}

/** The words of the domain that are made by zod or from a list: zod's types elsewhere say them without their names. */
function wordsOf(sources) {
  return sources
    .filter(({ fileName }) => fileName.startsWith(join(root, 'src/domain/')))
    .flatMap(({ statements }) => statements)
    .filter(
      (node) =>
        ts.isTypeAliasDeclaration(node) &&
        !node.typeParameters &&
        ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export,
    )
    .filter(({ type }) => isByZod(type) || ts.isIndexedAccessTypeNode(type));
}

/** A procedure's description and role, as they stand in its making: `plan: operatorProcedure('What …').input(…)`. */
function describedBy(declaration) {
  const made =
    ts.isPropertyAssignment(declaration) &&
    /^\s*(viewer|operator|admin|public)Procedure\(\s*'((?:[^'\\]|\\.)*)'/.exec(declaration.initializer.getFullText());
  return made ? `${made[2].replaceAll("\\'", "'")} Role: ${made[1]}.` : null;
}
