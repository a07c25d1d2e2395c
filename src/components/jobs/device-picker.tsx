'use client';
import { CountryTicks } from '../devices/country-ticks';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../ui/tabs';
import type { DraftProps, SelectionMode } from './job-draft';
import { AllDevices } from './pick-all';
import { PickByFilter } from './pick-by-filter';
import { PickByGroup } from './pick-by-group';
import { PickByHand } from './pick-by-hand';

const LABELS = {
  all: 'All',
  countries: 'By country',
  filter: 'By search',
  group: 'By group',
  hand: 'By hand',
} satisfies Record<SelectionMode, string>;

export function DevicePicker({ draft, change }: DraftProps) {
  return (
    <Tabs value={draft.mode} onValueChange={(mode) => change({ mode: mode as SelectionMode })} className="grid gap-4">
      <TabsList aria-label="How to pick devices" className="-mt-3">
        {(Object.keys(LABELS) as SelectionMode[]).map((mode) => (
          <TabsTrigger key={mode} value={mode}>
            {LABELS[mode]}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="all">
        <AllDevices />
      </TabsContent>
      <TabsContent value="countries">
        <CountryTicks picked={draft.countries} onChange={(countries) => change({ countries })} />
      </TabsContent>
      <TabsContent value="filter">
        <PickByFilter draft={draft} change={change} />
      </TabsContent>
      <TabsContent value="group">
        <PickByGroup draft={draft} change={change} />
      </TabsContent>
      <TabsContent value="hand">
        <PickByHand draft={draft} change={change} />
      </TabsContent>
    </Tabs>
  );
}
