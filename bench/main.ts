// npm run bench [-- --only against-bare|slow-tail|api-under-load|outputs] [--size 500] [--rounds 3] [--think 50] [--places 50]
// Everything in one run, as ratios; only ratios are comparable between machines.
import { parseArgs } from 'node:util';
import { againstBare } from './against-bare';
import { apiUnderLoad } from './api-under-load';
import { outputs } from './outputs';
import { slowTail } from './slow-tail';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    size: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '3' },
    think: { type: 'string', default: '50' },
    places: { type: 'string', default: '50' },
  },
});
const thinkTimeMs = Number(values.think);
const [size, places] = [Number(values.size), Number(values.places)];

const scenarios: Record<string, () => Promise<void>> = {
  'against-bare': () => againstBare({ size, places, thinkTimeMs, rounds: Number(values.rounds) }),
  'api-under-load': () => apiUnderLoad({ size, places, thinkTimeMs }),
  outputs: () => outputs({ size: size * 4, rounds: Number(values.rounds) }),
  'slow-tail': () => slowTail({ size: size * 4, places: places * 4, thinkTimeMs }),
};
const chosen = Object.keys(scenarios).filter((name) => values.only === undefined || values.only === name);
if (chosen.length === 0) throw new Error(`--only: expected one of ${Object.keys(scenarios).join(', ')}`);
for (const name of chosen) await scenarios[name]!();
