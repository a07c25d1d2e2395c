'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect, useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { api } from '../shell/api';
import { safeNext } from '../shell/sign-in-redirect';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { AuthCard } from './auth-card';
import { signIn } from './auth-requests';

const schema = z.object({
  email: z.email('Expected an email address'),
  password: z.string().min(1, 'Expected a password'),
});

export function SignInForm() {
  useSetupFirst();
  const [next] = useQueryState('next', parseAsString);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: '', password: '' } });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const submit = form.handleSubmit(async ({ email, password }) => {
    const result = await signIn(email, password);
    if (result.ok) return window.location.assign(safeNext(next));
    setProblem(result.error);
    form.setError('root', {});
    form.resetField('password');
    form.setFocus('password');
  });
  return (
    <AuthCard title="Sign in">
      {/* method: without script, a password must not end up in the address. */}
      <form data-testid="sign-in-form" method="post" noValidate onSubmit={submit} className="grid gap-4">
        {problem ? (
          <Alert variant="danger">{problem}</Alert>
        ) : (
          safeNext(next) !== '/' && (
            <p className="text-muted-foreground">
              You are not signed in, or your session has ended. You go on to where you were.
            </p>
          )
        )}
        <FormField label="Email" error={errors.email?.message}>
          {(control) => (
            <Input type="email" autoComplete="username" autoFocus {...control} {...form.register('email')} />
          )}
        </FormField>
        <FormField label="Password" error={errors.password?.message}>
          {(control) => (
            <Input type="password" autoComplete="current-password" {...control} {...form.register('password')} />
          )}
        </FormField>
        <Button type="submit" variant="primary" size="lg" disabled={isSubmitting || isSubmitSuccessful}>
          {isSubmitting || isSubmitSuccessful ? 'Signing in' : 'Sign in'}
        </Button>
      </form>
    </AuthCard>
  );
}

/** A portal without any account asks for the first one instead. */
function useSetupFirst() {
  const router = useRouter();
  const { data } = api.setup.status.useQuery();
  useEffect(() => {
    if (data?.needed) router.replace('/setup');
  }, [data, router]);
}
