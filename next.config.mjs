import { fileURLToPath } from 'node:url';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // A file further up (another checkout's lockfile) must not be taken for this project's root.
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  // Native or with files of their own: never to be bundled, should a page ever come to import them.
  serverExternalPackages: ['better-sqlite3', 'ssh2', 'pino', '@prisma/client', '@prisma/adapter-better-sqlite3'],
  // Types and style are checked by `npm test`; a build of the same tree need not do it again.
  typescript: { ignoreBuildErrors: true },
};

// Pages that end in .dev.tsx exist in development only: elsewhere they are not even built.
const DEVELOPMENT = { ...config, pageExtensions: ['tsx', 'ts', 'dev.tsx'] };

/** @param {string} phase */
export default (phase) =>
  phase === PHASE_DEVELOPMENT_SERVER ? DEVELOPMENT : { ...config, pageExtensions: ['tsx', 'ts'] };
