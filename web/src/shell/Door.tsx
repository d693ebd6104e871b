import { Button, Card, Center, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { type Problem, problemOf } from '../api/problem';
import { ProblemNote } from '../ui/ProblemNote';
import { LanguageChoice } from './Preferences';

/** The form with which one comes in; also over a screen whose session has ended. */
export function SignInForm({ email: known = '', onIn }: { email?: string; onIn: () => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const enter = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await ask(api.POST('/api/v1/session', { body: { email, password } }));
      onIn();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  const wrong = problem?.kind === 'session' || problem?.kind === 'invalid';
  return (
    <form onSubmit={enter}>
      <Stack gap="md">
        <TextInput
          label={t('sign_in.email')}
          type="email"
          autoComplete="username"
          value={email}
          onChange={(e) => setEmail(e.currentTarget.value)}
          data-autofocus={known ? undefined : true}
          required
        />
        <PasswordInput
          label={t('sign_in.password')}
          autoComplete="current-password"
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          error={wrong ? t('sign_in.wrong') : undefined}
          data-autofocus={known ? true : undefined}
          required
        />
        {problem && !wrong && <ProblemNote error={problem} />}
        <Button type="submit" size="sm" loading={busy}>
          {t('sign_in.enter')}
        </Button>
      </Stack>
    </form>
  );
}

/** The first person of an installation makes their account here. */
function FirstOwnerForm({ onIn }: { onIn: () => void }) {
  const { t } = useTranslation();
  const [values, setValues] = useState({ name: '', tenant_name: '', email: '', password: '', token: '' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const field = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (e: { currentTarget: { value: string } }) =>
      setValues({ ...values, [name]: e.currentTarget.value }),
    error: problem?.of(name),
  });
  const create = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const { token, tenant_name, ...needed } = values;
      await ask(
        api.POST('/api/v1/setup', {
          body: { ...needed, ...(tenant_name && { tenant_name }), ...(token && { token }) },
        }),
      );
      await ask(api.POST('/api/v1/session', { body: { email: values.email, password: values.password } }));
      onIn();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={create}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('sign_in.first_text')}
        </Text>
        <TextInput label={t('sign_in.name')} autoComplete="name" required {...field('name')} />
        <TextInput label={t('sign_in.organisation')} autoComplete="organization" {...field('tenant_name')} />
        <TextInput
          label={t('sign_in.email')}
          type="email"
          autoComplete="username"
          required
          {...field('email')}
        />
        <PasswordInput
          label={t('sign_in.password')}
          description={t('sign_in.password_hint')}
          autoComplete="new-password"
          required
          {...field('password')}
        />
        <PasswordInput
          label={t('sign_in.token')}
          description={t('sign_in.token_hint')}
          autoComplete="off"
          {...field('token')}
        />
        {problem && problem.kind !== 'invalid' && <ProblemNote error={problem} />}
        <Button type="submit" size="sm" loading={busy}>
          {t('sign_in.create')}
        </Button>
      </Stack>
    </form>
  );
}

/** What is shown to who is not signed in: the way in, or the making of the first account. */
export default function Door({ first }: { first: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const enter = () => void client.invalidateQueries();
  return (
    <Center component="main" mih="100dvh" p="md">
      <Card withBorder shadow="sm" padding="xl" radius="lg" w="100%" maw={400} bg="var(--surface)">
        <Stack gap="lg">
          <Title order={1}>{t(first ? 'sign_in.first_title' : 'sign_in.title')}</Title>
          {first ? <FirstOwnerForm onIn={enter} /> : <SignInForm onIn={enter} />}
          <LanguageChoice />
        </Stack>
      </Card>
    </Center>
  );
}
