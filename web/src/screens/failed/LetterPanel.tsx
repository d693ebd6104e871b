import { Anchor, Badge, Button, Group, Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import type { Question } from '../../ui/confirm';
import { Facts } from '../../ui/Facts';
import { useFormat } from '../../ui/format';
import { SidePanel } from '../../ui/SidePanel';
import { Loaded } from '../../ui/states';
import { Editor } from './Editor';
import classes from './Failed.module.css';
import { redriveOne } from './redriveAll';
import { Trace } from './Trace';
import { canRedrive, type Letter } from './types';

/** One letter: what it was, how far it came, why it was given up, and what to do with it. */
export function LetterPanel({
  id,
  onAsk,
  onClose,
}: {
  id: string;
  onAsk: (question: Question) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('failed');
  const query = useQuery({
    queryKey: ['letters', 'one', id],
    queryFn: () => ask(api.GET('/api/v1/dead-letters/{id}', { params: { path: { id } } })) as Promise<Letter>,
  });
  return (
    <SidePanel title={t('letter', { id })} onClose={onClose} width={440}>
      <Loaded query={query}>{(letter) => <Inside key={letter.state} letter={letter} onAsk={onAsk} />}</Loaded>
    </SidePanel>
  );
}

function Inside({ letter, onAsk }: { letter: Letter; onAsk: (question: Question) => void }) {
  const { t } = useTranslation('failed');
  // What fails hands the conversation to a person: only given back will the bot answer.
  const [handBack, setHandBack] = useState(true);
  const format = useFormat();
  const conversation = letter.conversation_id;
  return (
    <Stack gap="md">
      <Facts
        items={[
          [
            t('column.reason'),
            t(`why.${letter.reason.replaceAll('.', '_')}`, { defaultValue: letter.reason }),
          ],
          [t('column.error'), <bdi key="e">{letter.error}</bdi>],
          [t('column.kind'), t(`kind.${letter.kind}`, { defaultValue: letter.kind })],
          [t('column.at'), format.moment(letter.at)],
          [
            t('column.state'),
            <Badge key="s" color={letter.state === 'open' ? 'bad' : 'customer'}>
              {t(`state.${letter.state}`)}
            </Badge>,
          ],
          [
            t('column.conversation'),
            conversation && (
              <Group key="c" gap="sm">
                <Anchor component={Link} to={`/inbox/${conversation}`} size="sm">
                  {t('open_conversation')}
                </Anchor>
                <Anchor
                  size="sm"
                  renderRoot={(props) => <Link {...props} to="/actors" search={{ conversation }} />}
                >
                  {t('open_actor')}
                </Anchor>
              </Group>
            ),
          ],
        ]}
      />
      <Acts letter={letter} handBack={handBack} onHandBack={setHandBack} onAsk={onAsk} />
      <section className={classes.section} aria-label={t('trace')}>
        <h3>{t('trace')}</h3>
        <Trace lines={letter.trace ?? []} />
      </section>
      <Editor letter={letter} handBack={handBack} />
    </Stack>
  );
}

function Acts({
  letter,
  handBack,
  onHandBack,
  onAsk,
}: {
  letter: Letter;
  handBack: boolean;
  onHandBack: (yes: boolean) => void;
  onAsk: (question: Question) => void;
}) {
  const { t } = useTranslation('failed');
  const may = useMay('dead-letters:write');
  const path = { id: String(letter.id) };
  const redrive = useAct(() => redriveOne(letter, handBack), {
    renews: [['letters']],
    done: t('redriven'),
    what: t('redrive_failed'),
  });
  const discard = useAct(
    (reason: string) =>
      ask(api.POST('/api/v1/dead-letters/{id}/discard', { params: { path }, body: { reason } })),
    { renews: [['letters']], done: t('discarded'), what: t('discard_failed') },
  );
  if (letter.state !== 'open') return null;
  if (!may) return <Text size="sm">{t('may_not')}</Text>;
  return (
    <>
      <Group gap="sm">
        <Button
          disabled={!canRedrive(letter)}
          loading={redrive.isPending}
          onClick={() => redrive.mutate(undefined)}
        >
          {t('retry_one')}
        </Button>
        <Button
          variant="default"
          loading={discard.isPending}
          onClick={() =>
            onAsk({
              title: t('discard_title'),
              text: t('discard_text'),
              act: t('discard'),
              danger: true,
              reason: true,
              run: (reason) => discard.mutate(reason),
            })
          }
        >
          {t('discard')}
        </Button>
      </Group>
      {canRedrive(letter) ? (
        <Switch
          size="xs"
          label={t('hand_back')}
          description={t('hand_back_hint')}
          checked={handBack}
          onChange={(e) => onHandBack(e.currentTarget.checked)}
        />
      ) : (
        <Text size="sm">{t('bubble_hint')}</Text>
      )}
    </>
  );
}
