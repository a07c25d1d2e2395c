import { type CatalogueCommand, COMMAND_CATALOGUE } from '@/domain/command-catalogue';
import { nothing } from './input';
import { router, viewerProcedure } from './trpc';

export const commandRouter = router({
  catalogue: viewerProcedure(
    'The OSPF commands: the line of each platform, and whether it may change a router. jobs.create takes "@" and the id.',
  )
    .input(nothing)
    .query((): readonly CatalogueCommand[] => COMMAND_CATALOGUE),
});
