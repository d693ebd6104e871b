import { SegmentedControl, Select, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Language, languages, setLanguage } from '../i18n';

const names: Record<Language, string> = { es: 'Español', pt: 'Português', en: 'English' };

export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  return (
    <Select
      size="xs"
      aria-label={t('account.language')}
      value={i18n.language}
      onChange={(chosen) => chosen && void setLanguage(chosen as Language)}
      data={languages.map((l) => ({ value: l, label: names[l] }))}
    />
  );
}

export function SchemeChoice() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('account.theme')}
      value={colorScheme}
      onChange={(chosen) => setColorScheme(chosen as 'auto' | 'light' | 'dark')}
      data={(['auto', 'light', 'dark'] as const).map((s) => ({ value: s, label: t(`account.theme_${s}`) }))}
    />
  );
}

/** Both, as the account's menu shows them. */
export default function Preferences() {
  return (
    <>
      <LanguageChoice />
      <SchemeChoice />
    </>
  );
}
