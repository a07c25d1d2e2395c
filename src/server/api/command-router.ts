import { type CatalogueCommand, COMMAND_CATALOGUE } from '@/domain/command';
import { nothing } from './input';
import { router, viewerProcedure } from './trpc';

export const commandRouter = router({
  catalogue: viewerProcedure('The OSPF commands: the line of each platform, and whether it may change a router.')
    .input(nothing)
    .query((): readonly CatalogueCommand[] => COMMAND_CATALOGUE),
});
