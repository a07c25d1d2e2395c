import { ALGORITHM_PROFILES, type AlgorithmProfile } from '@/domain/device';

/** What the lists of SSH algorithms are called, and what each means. */
export const ALGORITHM_WORDS = {
  modern: { label: 'Modern', hint: 'What is thought safe today. A router that offers nothing of it is not spoken to.' },
  legacy: { label: 'Legacy', hint: 'Also SHA-1 and CBC, for routers that offer nothing better.' },
  ancient: { label: 'Ancient', hint: 'Also 1024-bit groups, DSA, 3DES and MD5: can be read by others. Last resort.' },
} satisfies Record<AlgorithmProfile, { label: string; hint: string }>;

/** To choose one from. */
export const ALGORITHM_OPTIONS = ALGORITHM_PROFILES.map(
  (profile) => [profile, ALGORITHM_WORDS[profile].label] as const,
);
