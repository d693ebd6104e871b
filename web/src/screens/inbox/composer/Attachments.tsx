import { ActionIcon, Progress } from '@mantine/core';
import { IconFile, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import { tameLine } from '../../../ui/whatsapp/tame';
import shared from '../inbox.module.css';
import classes from './composer.module.css';
import type { Attachment } from './useAttachments';

/** The files that go with the next message, and how far each is. */
export function Attachments({ list, onRemove }: { list: Attachment[]; onRemove: (key: string) => void }) {
  const { t } = useTranslation('inbox');
  const { t: shell } = useTranslation();
  const format = useFormat();
  if (list.length === 0) return null;
  const wrong = (a: Attachment) =>
    a.problem === 'too_large'
      ? t('file.too_large')
      : a.problem
        ? a.problem.errors.map((e) => e.hint).join(' ') ||
          a.problem.message ||
          shell(`problem.${a.problem.kind}`)
        : '';
  return (
    <ul className={classes.files}>
      {list.map((a) => {
        const name = tameLine(a.name);
        return (
          <li key={a.key} data-bad={a.problem ? true : undefined}>
            <IconFile size={16} aria-hidden="true" />
            <div className={classes.fileName}>
              <bdi>{name}</bdi> <span className={shared.small}>{format.bytes(a.size)}</span>
              {!a.there && !a.problem && (
                <Progress value={a.share * 100} size="xs" aria-label={t('file.sending', { name })} />
              )}
              {a.problem && <div role="alert">{wrong(a)}</div>}
            </div>
            <ActionIcon
              variant="subtle"
              aria-label={t('file.remove', { name })}
              onClick={() => onRemove(a.key)}
            >
              <IconX size={14} />
            </ActionIcon>
          </li>
        );
      })}
    </ul>
  );
}
