import type { Inputs } from '../shell/api';

export interface CredentialFormValues {
  name: string;
  username: string;
  password: string;
  privateKey: string;
  enablePassword: string;
}

type Known = { hasPassword: boolean; hasPrivateKey: boolean } | null;

/** What is wrong by field. One way to log in must be there, typed now or stored before. */
export function problemsOf(
  values: CredentialFormValues,
  credential: Known,
): Partial<Record<keyof CredentialFormValues, string>> {
  const problems: Partial<Record<keyof CredentialFormValues, string>> = {};
  if (values.name.trim() === '') problems.name = 'Expected a name';
  if (values.username.trim() === '') problems.username = 'Expected a user name';
  const canLogIn =
    values.password !== '' || values.privateKey !== '' || credential?.hasPassword || credential?.hasPrivateKey;
  if (!canLogIn) problems.password = 'Expected a password or a private key';
  return problems;
}

/** Secrets that were typed; one that was left empty is left out, so that the stored one stays. */
function typedSecrets({ password, privateKey, enablePassword }: CredentialFormValues) {
  return {
    ...(password ? { password } : {}),
    ...(privateKey ? { privateKey } : {}),
    ...(enablePassword ? { enablePassword } : {}),
  };
}

const names = (values: CredentialFormValues) => ({ name: values.name.trim(), username: values.username.trim() });

export const toCreate = (values: CredentialFormValues): Inputs['credentials']['create'] => ({
  ...names(values),
  ...typedSecrets(values),
});

export const toUpdate = (values: CredentialFormValues): Omit<Inputs['credentials']['update'], 'id'> => ({
  ...names(values),
  ...typedSecrets(values),
});
