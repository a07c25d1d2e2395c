'use client';
import { Bookmark, SquareStack } from 'lucide-react';
import { useMe } from '../account/use-me';
import { devicesOfGroup } from '../device-groups/device-group';
import { jobsOfTemplate, runTemplate } from '../job-templates/job-template';
import { api } from '../shell/api';
import type { PaletteGroup } from './palette-choices';
import { matching } from './palette-match';

const MAX_FOUND = 6;

/** Templates to run and device groups to look at that fit what was typed. */
export function useSavedChoices(text: string, go: (href: string) => void): PaletteGroup[] {
  const { can } = useMe();
  const enabled = text !== '';
  const templates = api.templates.names.useQuery(undefined, { enabled });
  const groups = api.deviceGroups.names.useQuery(undefined, { enabled });
  if (!enabled) return [];
  const operator = can('operator');
  const templateChoices = (templates.data ?? []).map(({ id, name }) => ({
    id: `template ${id}`,
    label: operator ? `Run ${name}` : `Jobs of ${name}`,
    keywords: `${name} template`,
    icon: Bookmark,
    run: () => go(operator ? runTemplate(id) : jobsOfTemplate(id)),
  }));
  const groupChoices = (groups.data ?? []).map(({ id, name }) => ({
    id: `group ${id}`,
    label: name,
    keywords: 'group of devices',
    icon: SquareStack,
    run: () => go(devicesOfGroup(id)),
  }));
  return [
    { title: 'Templates', choices: matching(text, templateChoices).slice(0, MAX_FOUND) },
    { title: 'Device groups', choices: matching(text, groupChoices).slice(0, MAX_FOUND) },
  ];
}
