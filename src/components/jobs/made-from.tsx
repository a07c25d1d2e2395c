'use client';
import Link from 'next/link';
import { devicesOfGroup } from '../device-groups/device-group';
import { jobsOfTemplate } from '../job-templates/job-template';
import { useLiveJob } from './progress-context';

/** The template and the group that the job was made from, by the names that they had then. */
export function MadeFrom() {
  const { template, group } = useLiveJob((job) => job.head.origin);
  return (
    <>
      {template && (
        <>
          {' · template '}
          <Link href={jobsOfTemplate(template.id)} className="text-link hover:underline">
            {template.name}
          </Link>
        </>
      )}
      {group && (
        <>
          {' · group '}
          <Link href={devicesOfGroup(group.id)} className="text-link hover:underline">
            {group.name}
          </Link>
        </>
      )}
    </>
  );
}
