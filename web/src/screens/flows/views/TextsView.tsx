import { Badge, Checkbox, Group, Text, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context';
import { getIn, type Json } from '../model/graph';
import { languagesOf, missingTexts, type TextPlace, textIn, textsOf, withText } from '../model/texts';
import { useNames } from '../names';
import classes from './views.module.css';

function Cell({ place, language }: { place: TextPlace; language: string }) {
  const { t } = useTranslation('flows');
  const { graph, draft, may } = useEditor();
  const value = getIn(graph.nodes[place.id]?.fields, place.path) as Json | undefined;
  const text = textIn(graph, value, language) ?? '';
  const missing = text.trim() === '';
  return (
    <td className={classes.cell} data-missing={missing || undefined}>
      <Textarea
        aria-label={`${place.id} ${place.path.join('.')} (${language})`}
        variant="unstyled"
        value={text}
        lang={language}
        dir="auto"
        onChange={(e) =>
          draft.edit(
            {
              do: 'field',
              id: place.id,
              path: place.path,
              value: withText(graph, value, language, e.currentTarget.value),
            },
            `field:${place.id}:${place.path.join('.')}:${language}`,
          )
        }
        onBlur={draft.settle}
        autosize
        minRows={1}
        disabled={!may}
      />
      {missing && <Badge color="warn">{t('texts_view.missing')}</Badge>}
      {place.max !== null && text.length > place.max && (
        <Badge color="bad">
          {text.length}/{place.max}
        </Badge>
      )}
    </td>
  );
}

/** Every text that customers read, in every language of the flow, side by side. */
export function TextsView() {
  const { t } = useTranslation('flows');
  const names = useNames();
  const { graph, goTo } = useEditor();
  const [only, setOnly] = useState(false);
  const languages = languagesOf(graph);
  const places = useMemo(() => textsOf(graph), [graph]);
  const missing = missingTexts(graph);
  const lacks = (place: TextPlace) => {
    const value = getIn(graph.nodes[place.id]?.fields, place.path) as Json | undefined;
    return languages.some((l) => !textIn(graph, value, l)?.trim());
  };
  const shown = only ? places.filter(lacks) : places;
  return (
    <div className={classes.texts}>
      <Group p="md" gap="lg">
        <Text size="sm" role="status">
          {t('texts_view.count', { count: places.length })}
          {' · '}
          {missing === 0 ? t('texts_view.complete') : t('texts_view.lacking', { count: missing })}
        </Text>
        <Checkbox
          label={t('texts_view.only')}
          checked={only}
          onChange={(e) => setOnly(e.currentTarget.checked)}
        />
        {languages.length === 1 && (
          <Text size="sm" c="dimmed">
            {t('texts_view.one_language')}
          </Text>
        )}
      </Group>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('texts_view.where')}</th>
            {languages.map((l) => (
              <th key={l} scope="col">
                {l}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, 500).map((place) => (
            <tr key={`${place.id} ${place.path.join('.')}`}>
              <th scope="row">
                <button type="button" className={classes.link} onClick={() => goTo(place.id)}>
                  <bdi>{place.id}</bdi>
                </button>
                <div className={classes.field}>
                  {place.path
                    .map((p) => (typeof p === 'number' ? p + 1 : names.field(place.type, p)))
                    .join(' ')}
                </div>
              </th>
              {languages.map((l) => (
                <Cell key={l} place={place} language={l} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
