import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { tameLine } from '../../../ui/whatsapp/tame';
import type { Conversation } from '../types';
import type { useArrange } from '../useArrange';
import { useMayWrite } from '../useDesk';

/** What this conversation is marked with: lists can be narrowed by it. */
export function Labels({ of, arrange }: { of: Conversation; arrange: ReturnType<typeof useArrange> }) {
  const { t } = useTranslation('inbox');
  const may = useMayWrite();
  const labels = of.labels ?? [];
  return (
    <TagsInput
      size="xs"
      label={t('panel.labels')}
      value={labels.map(tameLine)}
      disabled={!may}
      maxTags={100}
      onChange={arrange.labels}
      placeholder={labels.length === 0 ? t('panel.labels_hint') : undefined}
    />
  );
}
