import { z } from 'zod';
import { COMMAND_CATALOGUE, catalogueCommandSchema } from '@/domain/command-catalogue';
import { answer } from './answer';
import { nothing } from './input';
import { router, viewerProcedure } from './trpc';

export const commandRouter = router({
  catalogue: viewerProcedure(
    'The OSPF commands: the line of each platform, and whether it may change a router. jobs.create takes "@" and the id.',
    'GET /commands',
  )
    .input(nothing)
    .output(answer(z.array(catalogueCommandSchema)))
    .query(() => COMMAND_CATALOGUE),
});
