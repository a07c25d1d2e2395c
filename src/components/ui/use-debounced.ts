'use client';
import { useEffect, useRef, useState } from 'react';

/** The value as it was once it stood still for `ms`. `key` says when it changed; by default the value itself does. */
export function useDebounced<T>(value: T, ms: number, key: unknown = value): T {
  const [settled, setSettled] = useState(value);
  const latest = useRef(value);
  latest.current = value;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the value
  useEffect(() => {
    const timer = setTimeout(() => setSettled(latest.current), ms);
    return () => clearTimeout(timer);
  }, [key, ms]);
  return settled;
}
