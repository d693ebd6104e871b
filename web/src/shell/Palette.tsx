import '@mantine/spotlight/styles.layer.css';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../api/session';
import { allScreens } from './screens';

/** Goes anywhere by name. Loaded when it is first asked for; opens anew whenever `asked` changes. */
export default function Palette({ asked }: { asked: number }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const account = useAccount();
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  const screens = allScreens.filter((s) => !s.right || account.rights.includes(s.right));
  return (
    <Spotlight
      shortcut={null}
      nothingFound={t('palette.nothing')}
      searchProps={{ placeholder: t('palette.open'), 'aria-label': t('palette.open') }}
      actions={screens.map((screen) => ({
        id: screen.name,
        label: t(`nav.${screen.name}`),
        leftSection: <screen.icon size={18} stroke={1.6} />,
        onClick: () => void go({ to: screen.path }),
      }))}
    />
  );
}
