import { Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../api/session';
import { SignInForm } from './Door';

/** Asks for the password over the screen, which keeps everything that was typed on it. */
export default function SessionOver({ onIn }: { onIn: () => void }) {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      title={t('problem.session')}
      closeOnEscape={false}
    >
      <Stack gap="md">
        <Text size="sm">{t('sign_in.again')}</Text>
        <SignInForm email={account.user.email} onIn={onIn} />
      </Stack>
    </Modal>
  );
}
