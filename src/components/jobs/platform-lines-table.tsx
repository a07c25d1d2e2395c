'use client';
import type { PlannedCommandView } from '@/domain/command';
import { type DevicePlatform, PLATFORM_LABELS } from '@/domain/device';
import { formatCount } from '@/domain/format';
import type { PlatformLines } from '@/domain/platform-lines';
import { cn } from '../ui/cn';

interface TableProps {
  commands: readonly PlannedCommandView[];
  lines: readonly PlatformLines[];
  /** A column with the commands' titles; where there is no room for it they are tooltips. */
  titles?: boolean;
}

/** Platform by platform what its devices are sent, to the letter. */
export function PlatformLinesTable({ commands, lines, titles = false }: TableProps) {
  return (
    <table data-testid="platform-lines" className="w-full text-xs">
      <caption className="sr-only">The exact lines that each platform is sent</caption>
      {lines.map((entry) => (
        <tbody key={entry.platform} data-platform={entry.platform} className="[tbody+&]:border-t">
          <tr>
            <th scope="rowgroup" colSpan={titles ? 3 : 2} className="pt-2 pb-1 font-medium">
              <span className="flex items-baseline justify-between gap-4">
                {PLATFORM_LABELS[entry.platform]}
                <span className="font-normal text-muted-foreground tabular-nums">
                  {formatCount(entry.devices, 'device')}
                </span>
              </span>
            </th>
          </tr>
          {entry.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line may stand twice; its place is its identity
            <tr key={index} className="align-top leading-5 last:[&>td]:pb-2">
              <td className="w-6 pr-2 text-right text-muted-foreground tabular-nums">{index + 1}</td>
              {titles && (
                <td className="w-52 pr-4 text-muted-foreground max-sm:w-28">{commands[index]?.title ?? 'As typed'}</td>
              )}
              <LineCell
                line={line}
                platform={entry.platform}
                title={titles ? null : (commands[index]?.title ?? null)}
              />
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function LineCell({ line, platform, title }: { line: string | null; platform: DevicePlatform; title: string | null }) {
  return (
    <td title={title ?? undefined} className={cn(line === null && 'text-muted-foreground')}>
      {line === null ? (
        `${title ? `${title}: ` : ''}${platform === 'auto' ? 'line chosen at connect' : 'no such command, left out'}`
      ) : (
        <code className="font-mono [overflow-wrap:anywhere]">{line}</code>
      )}
    </td>
  );
}
