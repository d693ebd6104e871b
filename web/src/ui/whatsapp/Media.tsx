import { Button, UnstyledButton } from '@mantine/core';
import { IconFile, IconMicrophone, IconMovie, IconMusic, IconPhoto, IconSticker } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { useAct } from '../act';
import { ConversationContext, type FileState, fileAddress, fileKey, useFile } from './file';
import { Markup } from './Markup';
import { tameLine } from './tame';
import type { MediaContent } from './types';
import { Viewer } from './Viewer';
import classes from './whatsapp.module.css';

const icons = {
  image: IconPhoto,
  video: IconMovie,
  audio: IconMusic,
  document: IconFile,
  sticker: IconSticker,
};

/** A picture, a video, a voice, a document: shown when it is there, and what is wrong when it is not. */
export function Media({ media }: { media: MediaContent }) {
  const file = useFile(media);
  return (
    <div className={classes.media}>
      <FileView media={media} file={file} />
      {media.caption && <Markup text={media.caption} />}
    </div>
  );
}

function FileView({ media, file }: { media: MediaContent; file: FileState }) {
  const { t } = useTranslation('whatsapp');
  const [large, setLarge] = useState(false);
  const name = tameLine(media.filename ?? '') || t(`media.${media.type}`);
  if (file.state !== 'there' || media.type === 'document')
    return <FileLine media={media} file={file} name={name} />;
  switch (media.type) {
    case 'sticker':
      return <img className={classes.sticker} src={file.href} alt={name} />;
    case 'image':
      return (
        <>
          <UnstyledButton onClick={() => setLarge(true)} aria-label={t('media.enlarge')}>
            <img className={classes.picture} src={file.href} alt={name} loading="lazy" />
          </UnstyledButton>
          {large && <Viewer href={file.href} name={name} onClose={() => setLarge(false)} />}
        </>
      );
    case 'video':
      return (
        // biome-ignore lint/a11y/useMediaCaption: what customers send has no captions
        <video className={classes.picture} src={file.href} controls preload="metadata" aria-label={name} />
      );
    default:
      return (
        <span className={classes.line}>
          {media.voice && <IconMicrophone size={18} aria-hidden="true" />}
          {/* biome-ignore lint/a11y/useMediaCaption: likewise */}
          <audio className={classes.audio} src={file.href} controls preload="metadata" aria-label={name} />
        </span>
      );
  }
}

/** The file as a line: its kind, its name, and how it is. */
function FileLine({ media, file, name }: { media: MediaContent; file: FileState; name: string }) {
  const { t } = useTranslation('whatsapp');
  const Icon = icons[media.type];
  const linked = file.state === 'there' || file.state === 'elsewhere';
  const notes: Record<FileState['state'], ReactNode> = {
    there: t('media.open'),
    elsewhere: t('media.elsewhere'),
    coming: t('media.coming'),
    failed: t('media.failed'),
    unknown: t('media.unknown'),
  };
  return (
    <div className={classes.file} data-state={file.state}>
      <Icon size={22} stroke={1.5} aria-hidden="true" />
      <div className={classes.fileText}>
        {linked ? (
          <a href={file.href} target="_blank" rel="noopener noreferrer nofollow">
            <bdi>{name}</bdi>
          </a>
        ) : (
          <bdi>{name}</bdi>
        )}
        <div className={classes.small}>
          {notes[file.state]}
          {file.state === 'failed' && file.reason && `: ${file.reason}`}
        </div>
      </div>
      {file.state === 'failed' && <FetchAgain media={media} />}
    </div>
  );
}

function FetchAgain({ media }: { media: MediaContent }) {
  const { t } = useTranslation('whatsapp');
  const client = useQueryClient();
  const id = useContext(ConversationContext);
  const may = useMay('conversations:write');
  const again = useAct(async () => {
    await ask(
      api.POST('/api/v1/conversations/{id}/files/{media_id}/retry', {
        params: { path: { id, media_id: media.media_id ?? '' } },
      }),
    );
    await client.invalidateQueries({ queryKey: fileKey(fileAddress(id, media)) });
  });
  if (!may || !id || !media.media_id) return null;
  return (
    <Button variant="outline" loading={again.isPending} onClick={() => again.mutate(undefined)}>
      {t('media.again')}
    </Button>
  );
}
