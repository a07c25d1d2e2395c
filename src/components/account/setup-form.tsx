'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import Link from 'next/link';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { AuthCard } from './auth-card';
import { signIn } from './auth-requests';

const MIN_PASSWORD = 12;

const schema = z.object({
  code: z.string().trim().min(1, 'Expected the code that the server printed'),
  email: z.email('Expected an email address'),
  password: z
    .string()
    .min(MIN_PASSWORD, `Expected at least ${MIN_PASSWORD} characters`)
    .max(128, 'Expected at most 128 characters'),
});

export function SetupForm() {
  const status = api.setup.status.useQuery();
  const create = api.setup.create.useMutation();
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { code: '', email: '', password: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    setProblem(null);
    try {
      await create.mutateAsync(values);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The server did not say why');
      return;
    }
    const result = await signIn(values.email, values.password);
    window.location.assign(result.ok ? '/' : '/sign-in');
  });
  if (status.data?.needed === false) return <AlreadySetUp />;
  return (
    <AuthCard
      title="First account"
      note="Nobody has an account yet. The server printed a one-time code when it started."
    >
      <form data-testid="setup-form" method="post" noValidate onSubmit={submit} className="grid gap-4">
        {problem && <Alert variant="danger">{problem}</Alert>}
        <FormField label="One-time code" error={errors.code?.message}>
          {(control) => (
            <Input
              autoComplete="one-time-code"
              spellCheck={false}
              autoFocus
              className="font-mono"
              {...control}
              {...form.register('code')}
            />
          )}
        </FormField>
        <FormField label="Email" error={errors.email?.message}>
          {(control) => <Input type="email" autoComplete="username" {...control} {...form.register('email')} />}
        </FormField>
        <FormField label="Password" hint={`At least ${MIN_PASSWORD} characters`} error={errors.password?.message}>
          {(control) => (
            <Input type="password" autoComplete="new-password" {...control} {...form.register('password')} />
          )}
        </FormField>
        <Button type="submit" variant="primary" size="lg" disabled={isSubmitting}>
          {isSubmitting ? 'Making the account' : 'Make the admin account'}
        </Button>
      </form>
    </AuthCard>
  );
}

function AlreadySetUp() {
  return (
    <AuthCard title="Already set up" note="There is an admin account. Ask an admin for one of your own.">
      <Button asChild variant="primary" size="lg">
        <Link href="/sign-in">Go to sign-in</Link>
      </Button>
    </AuthCard>
  );
}
