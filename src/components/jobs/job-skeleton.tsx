import { Skeleton, SkeletonRows } from '../ui/skeleton';

/** The shape of a job page. */
export function JobSkeleton() {
  return (
    <div role="status" aria-label="Loading the job" className="grid gap-4">
      <Skeleton className="h-8 w-72" />
      <Skeleton className="h-3 w-full" />
      <div className="grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-44" />
        <Skeleton className="h-44" />
      </div>
      <SkeletonRows rows={10} />
    </div>
  );
}
