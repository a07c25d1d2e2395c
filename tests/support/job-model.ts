import type { Failure } from '@/domain/failure-schema';
import { isFinalJobState, isFinalRunState, type JobPlan, type JobState } from '@/domain/job';
import { applyEvent, checkCounts, initialProgress } from '@/domain/progress';
import { createMemoryStore } from '@/server/engine/memory-store';
import type { ControlResult } from '@/server/engine/ports';
import { allEvents } from './engine';
import { mortalEngine } from './mortal-engine';
import { planOf } from './plan';
import { scriptedConnect } from './scripted-connect';

export type Step =
  | { readonly do: 'create'; readonly devices: number; readonly batchSize: number; readonly rolling: boolean }
  | { readonly do: 'pause' | 'resume' | 'cancel' | 'retry' | 'stop'; readonly job: number }
  | { readonly do: 'kill' }
  | { readonly do: 'wait'; readonly turns: number };

/** What a device of the world does: by its number, the same in every job. */
export type Mood = 'answers' | 'refuses' | 'hangs on reading' | 'hangs on changing';

/** All that the model knows of a job: what people were told that it does. */
interface Known {
  readonly plan: JobPlan;
  canceled: boolean;
  paused: boolean;
  stopped: boolean;
}

const refused: Failure = { kind: 'refused' };

/** Plays the steps against an engine that may die at any moment, and holds what happens against the model. */
export async function playJobModel(steps: readonly Step[], moods: readonly Mood[]): Promise<void> {
  const store = createMemoryStore();
  const jobs: Known[] = [];
  let calm = false;
  const moodOf = (deviceId: string): Mood => (calm ? 'answers' : moods[Number(deviceId.slice(1)) % moods.length]!);
  const { connect, ledger } = scriptedConnect({
    connect: (deviceId) => (moodOf(deviceId) === 'refuses' ? refused : undefined),
    answer: (deviceId, line) => {
      const mood = moodOf(deviceId);
      const hangs = line.startsWith('show') ? mood === 'hangs on reading' : mood === 'hangs on changing';
      return hangs ? 'hang' : { text: 'ok' };
    },
  });
  let world = mortalEngine({ connect, store });

  async function restart(): Promise<void> {
    world.kill();
    world = mortalEngine({ connect, store });
    await world.engine.recover();
  }

  async function create(plan: JobPlan): Promise<void> {
    jobs.push({ plan, canceled: false, paused: false, stopped: false });
    // A job as old as the sample plan would rightly be paused after a kill.
    await world.engine.start({ ...plan, createdAt: new Date().toISOString() });
  }

  async function control(verb: 'pause' | 'resume' | 'cancel' | 'stop', known: Known): Promise<void> {
    const answer: ControlResult = await world.engine[verb === 'stop' ? 'stopAfterBatch' : verb](
      known.plan.jobId,
      'someone',
    );
    if (!answer.ok) {
      if (answer.reason === 'not_found') throw new Error('A job was forgotten');
      if (isPossible(verb, answer.state, known)) throw new Error(`${verb} was refused in ${answer.state}`);
      return;
    }
    if (known.canceled) throw new Error(`${verb} was accepted after a cancel`);
    if (verb === 'cancel') known.canceled = true;
    if (verb === 'stop') known.stopped = true;
    else known.paused = verb === 'pause';
  }

  async function take(step: Step): Promise<void> {
    if (step.do === 'kill') return restart();
    if (step.do === 'wait') return turns(step.turns);
    if (step.do === 'create') {
      const jobId = `job-${jobs.length + 1}`;
      const { devices, batchSize, rolling } = step;
      const commands = ['show x', `clear ${jobId}`];
      return create(planOf({ jobId, devices, batchSize, commands, strategy: rolling ? 'rolling' : 'batch' }));
    }
    const known = jobs[step.job % Math.max(1, jobs.length)];
    if (!known) return;
    if (step.do !== 'retry') return control(step.do, known);
    const ended = await world.engine.read(known.plan.jobId);
    if (!ended || !isFinalJobState(ended.progress.state)) return;
    const again = ended.progress.devices.filter(({ state }) => state !== 'completed').length;
    const jobId = `job-${jobs.length + 1}`;
    if (again > 0)
      await create(planOf({ jobId, devices: again, batchSize: 2, commands: ['show x', `clear ${jobId}`] }));
  }

  for (const step of steps) await take(step);
  // Everybody answers from now on, and whoever hangs is cut off by one more kill: every job must come to its end.
  calm = true;
  await restart();
  for (const known of jobs) {
    if (known.paused) await pausedStaysPaused(world.engine, known);
    await endsAsKnown(world.engine, known);
    atMostOnce(ledger.lines, known.plan.jobId);
  }
  world.kill();
}

type World = ReturnType<typeof mortalEngine>['engine'];

async function pausedStaysPaused(engine: World, { plan: { jobId } }: Known): Promise<void> {
  const state = (await engine.read(jobId))!.progress.state;
  if (state === 'running') throw new Error(`${jobId} was paused and runs`);
  await engine.resume(jobId, 'someone');
}

async function endsAsKnown(engine: World, { plan, canceled, stopped }: Known): Promise<void> {
  const events = await allEvents(engine, plan.jobId);
  const progress = initialProgress(plan);
  for (const [at, event] of events.entries()) {
    if (event.seq !== at + 1) throw new Error(`Event ${event.seq} stands at ${at + 1}`);
    applyEvent(progress, event);
    checkCounts(progress);
  }
  const expected: JobState[] = canceled ? ['canceled'] : stopped ? ['canceled', 'completed'] : ['completed'];
  if (!expected.includes(progress.state)) throw new Error(`${plan.jobId} ended as ${progress.state}: ${expected}`);
  if (!progress.devices.every(({ state }) => isFinalRunState(state))) throw new Error(`${plan.jobId} left devices`);
}

function atMostOnce(lines: readonly { deviceId: string; line: string }[], jobId: string): void {
  const seen = new Set<string>();
  for (const { deviceId, line } of lines) {
    if (line !== `clear ${jobId}`) continue;
    if (seen.has(deviceId)) throw new Error(`${deviceId} got the changing line of ${jobId} twice`);
    seen.add(deviceId);
  }
}

/** Whether the model says that a control must be accepted. */
function isPossible(verb: string, state: JobState, known: Known): boolean {
  if (known.canceled || known.stopped) return false;
  if (verb === 'pause') return state === 'running';
  if (verb === 'resume') return state === 'paused' || state === 'pausing';
  return state === 'running' || state === 'paused' || state === 'pausing';
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
