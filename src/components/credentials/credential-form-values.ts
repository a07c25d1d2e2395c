import type { Inputs } from '../shell/api';

export interface CredentialFormValues {
  name: string;
  username: string;
  password: string;
  privateKey: string;
  passphrase: string;
  enablePassword: string;
  realm: string;
  /** As typed; empty is no limit. */
  loginsPerSecond: string;
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
  const rate = values.loginsPerSecond.trim();
  if (rate !== '' && !(Number(rate) >= 0.01 && Number(rate) <= 100)) {
    problems.loginsPerSecond = 'Expected a number from 0.01 to 100';
  }
  return problems;
}

/** Secrets that were typed; one that was left empty is left out, so that the stored one stays. */
function typedSecrets({ password, privateKey, passphrase, enablePassword }: CredentialFormValues) {
  return {
    ...(password ? { password } : {}),
    ...(privateKey ? { privateKey } : {}),
    ...(passphrase ? { passphrase } : {}),
    ...(enablePassword ? { enablePassword } : {}),
  };
}

/** What is shown and may be emptied. */
const plain = ({ name, username, realm, loginsPerSecond }: CredentialFormValues) => ({
  name: name.trim(),
  username: username.trim(),
  realm: realm.trim() || null,
  loginsPerSecond: loginsPerSecond.trim() === '' ? null : Number(loginsPerSecond),
});

export const toCreate = (values: CredentialFormValues): Inputs['credentials']['create'] => ({
  ...plain(values),
  ...typedSecrets(values),
});

export const toUpdate = (values: CredentialFormValues): Omit<Inputs['credentials']['update'], 'id'> => ({
  ...plain(values),
  ...typedSecrets(values),
});
