import { Button, Center } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The next page of a list. */
export function More({ pages }: { pages: { more: boolean; loading: boolean; next: () => void } }) {
  const { t } = useTranslation();
  if (!pages.more) return null;
  return (
    <Center p="md">
      <Button variant="default" loading={pages.loading} onClick={pages.next}>
        {t('more')}
      </Button>
    </Center>
  );
}
