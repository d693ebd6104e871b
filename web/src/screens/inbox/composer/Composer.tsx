import { ActionIcon, Button, Group, SegmentedControl, Text, Textarea } from '@mantine/core';
import { IconHandStop, IconLock, IconSend2, IconTemplate, IconX } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../../live/hooks';
import { tameLine } from '../../../ui/whatsapp/tame';
import type { Conversation, Message, Say } from '../types';
import type { useControl } from '../useControl';
import { useMayWrite, windowOpen } from '../useDesk';
import { Attachments } from './Attachments';
import { CannedMenu } from './CannedMenu';
import classes from './composer.module.css';
import { useOutbox } from './outbox';
import { Tools } from './Tools';
import { useAttachments } from './useAttachments';
import { useCanned } from './useCanned';
import type { Draft } from './useDraft';

export type Dialog = 'canned' | 'template' | 'choices' | 'schedule' | null;

type Props = {
  of: Conversation;
  draft: Draft;
  setDraft: (next: Draft) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  picker: RefObject<HTMLInputElement | null>;
  quoting: Message | null;
  onQuote: (message: Message | null) => void;
  control: ReturnType<typeof useControl>;
  onDialog: (dialog: Dialog) => void;
  onTyping: () => void;
  /** Who else is writing here just now; empty: nobody. */
  typing: string;
};

/** Where a person writes to the customer, or a note to colleagues. */
export function Composer(props: Props) {
  const { of, draft, setDraft, field, picker, quoting, onQuote, control, onDialog, onTyping, typing } = props;
  const { t } = useTranslation('inbox');
  const may = useMayWrite();
  const now = useServerNow(15_000);
  const box = useOutbox();
  const files = useAttachments(of.id);
  const canned = useCanned(draft.text, of, (text) => {
    setDraft({ ...draft, text });
    field.current?.focus();
  });
  const open = windowOpen(of, now);
  const locked = !draft.note && of.mode === 'bot';
  const closed = !draft.note && !open;
  const [warned, setWarned] = useState('');
  const wantsFocus = useRef(false);
  useEffect(() => {
    if (locked || !wantsFocus.current) return;
    wantsFocus.current = false;
    field.current?.focus();
  }, [locked, field]);

  if (!may)
    return (
      <div className={classes.composer}>
        <Text size="sm" c="dimmed">
          {t('composer.may_not')}
        </Text>
      </div>
    );

  const uploading = files.list.some((a) => !a.there && !a.problem);
  const ready = files.list.filter((a) => a.there);
  const text = draft.text.trim();
  const can = !locked && !closed && !uploading && (text !== '' || (ready.length > 0 && !draft.note));

  const send = () => {
    if (!can) return;
    // A soft lock: somebody else is writing the same customer. The second try goes.
    if (typing && !draft.note && warned !== text) return setWarned(text);
    if (draft.note) box.add(of.id, { note: text });
    else {
      const reply = quoting?.provider_id ? { reply_to: quoting.provider_id } : {};
      for (const say of saysOf(text, ready)) box.add(of.id, { say: { ...say, ...reply } });
    }
    setWarned('');
    setDraft({ text: '', note: false });
    onQuote(null);
    if (!draft.note) files.clear();
  };

  const modes = (
    <SegmentedControl
      size="xs"
      aria-label={t('composer.mode')}
      value={draft.note ? 'note' : 'reply'}
      onChange={(mode) => setDraft({ ...draft, note: mode === 'note' })}
      data={[
        { value: 'reply', label: t('composer.reply') },
        { value: 'note', label: t('composer.note') },
      ]}
    />
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped here; the paperclip is the way of the keyboard
    <div
      className={classes.composer}
      data-voice={draft.note ? 'note' : locked ? 'bot' : 'person'}
      onDragOver={(e) => e.preventDefault()}
      onDrop={(e) => {
        e.preventDefault();
        if (!locked && !closed && !draft.note) files.add(e.dataTransfer.files);
      }}
    >
      <Group justify="space-between" gap="xs">
        {modes}
        {typing && (
          <Text size="xs" role="status" c="person">
            {t(warned ? 'composer.typing_warned' : 'composer.typing', { name: typing })}
          </Text>
        )}
      </Group>
      {locked ? (
        <div className={classes.locked}>
          <IconLock size={16} aria-hidden="true" />
          <span>{t('composer.locked')}</span>
          <Button
            color="person"
            leftSection={<IconHandStop size={15} />}
            loading={control.busy}
            onClick={() => {
              wantsFocus.current = true;
              void control.takeOver();
            }}
          >
            {t('act.take_over')}
          </Button>
        </div>
      ) : closed ? (
        <div className={classes.locked}>
          <IconLock size={16} aria-hidden="true" />
          <span>{t('composer.closed')}</span>
          <Button
            color="person"
            leftSection={<IconTemplate size={15} />}
            onClick={() => onDialog('template')}
          >
            {t('composer.template')}
          </Button>
        </div>
      ) : null}
      {quoting && !draft.note && (
        <div className={classes.quoting}>
          <span dir="auto">
            {t('composer.quoting')}: {tameLine(quoting.text).slice(0, 120)}
          </span>
          <ActionIcon variant="subtle" aria-label={t('composer.unquote')} onClick={() => onQuote(null)}>
            <IconX size={14} />
          </ActionIcon>
        </div>
      )}
      {canned.items && (
        <CannedMenu
          items={canned.items}
          active={canned.active}
          onPick={canned.pick}
          onManage={() => onDialog('canned')}
        />
      )}
      {!draft.note && <Attachments list={files.list} onRemove={files.remove} />}
      {/* What was typed is shown even while it may not be sent: nothing is lost when the bot, or the clock, comes between. */}
      {(!(locked || closed) || draft.text !== '') && (
        <Textarea
          ref={field}
          aria-label={draft.note ? t('composer.note_label') : t('composer.reply_label')}
          placeholder={draft.note ? t('composer.note_hint') : t('composer.reply_hint')}
          value={draft.text}
          readOnly={locked || closed}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={4096}
          role={canned.items ? 'combobox' : undefined}
          aria-expanded={canned.items ? true : undefined}
          aria-controls={canned.items ? 'canned' : undefined}
          aria-activedescendant={canned.activeId}
          onChange={(e) => {
            setDraft({ ...draft, text: e.currentTarget.value });
            onTyping();
          }}
          onPaste={(e) => {
            if (e.clipboardData.files.length === 0 || draft.note) return;
            e.preventDefault();
            files.add(e.clipboardData.files);
          }}
          onKeyDown={(e) => {
            if (e.nativeEvent.isComposing || canned.onKey(e)) return;
            if (e.key === 'Enter' && !e.shiftKey && !e.altKey) {
              e.preventDefault();
              send();
            }
            if (e.key === 'Escape') field.current?.blur();
          }}
        />
      )}
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Tools
          disabled={locked || closed || draft.note}
          picker={picker}
          onFiles={files.add}
          onEmoji={(sign) => {
            setDraft({ ...draft, text: draft.text + sign });
            field.current?.focus();
          }}
          onDialog={onDialog}
          canSchedule={can && text !== '' && !draft.note}
          templates={!draft.note && !locked}
        />
        <Button
          color={draft.note ? 'bot' : 'person'}
          disabled={!can}
          rightSection={<IconSend2 size={15} />}
          onClick={send}
        >
          {draft.note ? t('composer.save_note') : t('composer.send')}
        </Button>
      </Group>
    </div>
  );
}

type Ready = ReturnType<typeof useAttachments>['list'];

/** One message a file; the text goes with the first that can carry it, or by itself. */
function saysOf(text: string, ready: Ready): Say[] {
  let caption = text;
  const files = ready.flatMap(({ there }): Say[] => {
    if (!there) return [];
    const carries =
      caption !== '' && there.kind !== 'audio' && there.kind !== 'sticker' && caption.length <= 1024;
    const media = {
      asset: there.asset,
      ...(there.kind === 'document' && { filename: there.filename }),
      ...(carries && { caption }),
    };
    if (carries) caption = '';
    return [{ type: there.kind, media }];
  });
  return caption === '' ? files : [...files, { type: 'text', text: caption }];
}
