import { Button, Stack, Text } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context';
import { worstFirst } from '../model/findings';
import { lineOf, readGraph, writeGraph } from '../model/text';
import { useNames } from '../names';
import classes from './views.module.css';

const line_height = 18;

/** The same flow as text. What is typed is the flow as soon as it is JSON; until then the line that is wrong is told. */
export function TextView() {
  const { t } = useTranslation('flows');
  const names = useNames();
  const { graph, draft, may, findings } = useEditor();
  const [text, setText] = useState(() => writeGraph(graph));
  const box = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const read = useMemo(() => readGraph(text), [text]);
  const wrong = 'line' in read ? read : null;

  // A change from elsewhere (undo, a colleague's copy) is shown, unless it says what stands here already.
  useEffect(() => {
    if ('line' in read || JSON.stringify(read.graph) !== JSON.stringify(graph)) setText(writeGraph(graph));
  }, [graph]);

  const type = (next: string) => {
    setText(next);
    const now = readGraph(next);
    if ('graph' in now && JSON.stringify(now.graph) !== JSON.stringify(graph))
      draft.edit({ do: 'replace', graph: now.graph }, 'text');
  };

  const showLine = (line: number) => {
    const area = box.current;
    if (!area) return;
    const from = text.split('\n', line - 1).join('\n').length + (line > 1 ? 1 : 0);
    const to = text.indexOf('\n', from);
    area.focus();
    area.setSelectionRange(from, to < 0 ? text.length : to);
    area.scrollTop = Math.max(0, (line - 6) * line_height);
  };

  const lines = useMemo(() => text.split('\n').length, [text]);
  const numbers = useMemo(() => Array.from({ length: lines }, (_, i) => i + 1).join('\n'), [lines]);
  const problems = useMemo(
    () => (wrong ? [] : worstFirst(findings).map((f) => ({ finding: f, line: lineOf(graph, f.where) }))),
    [wrong, findings, graph],
  );

  return (
    <div className={classes.text}>
      <div className={classes.code}>
        <div ref={gutter} className={classes.gutter} aria-hidden>
          {numbers}
        </div>
        <textarea
          ref={box}
          className={classes.area}
          aria-label={t('text_view.label')}
          aria-invalid={wrong !== null}
          aria-describedby="text-problems"
          value={text}
          onChange={(e) => type(e.currentTarget.value)}
          onBlur={draft.settle}
          onScroll={(e) => {
            if (gutter.current) gutter.current.scrollTop = e.currentTarget.scrollTop;
          }}
          readOnly={!may}
          spellCheck={false}
          wrap="off"
        />
      </div>
      <Stack gap={2} className={classes.lines} id="text-problems">
        {wrong && (
          <Button variant="subtle" color="bad" justify="flex-start" onClick={() => showLine(wrong.line)}>
            {t('text_view.wrong', { line: wrong.line, what: wrong.what })}
          </Button>
        )}
        {!wrong && problems.length === 0 && (
          <Text size="sm" c="dimmed" p={4}>
            {t('text_view.fine')}
          </Text>
        )}
        {problems.slice(0, 50).map(({ finding, line }) => (
          <Button
            key={finding.code + finding.where + finding.what}
            variant="subtle"
            color={
              finding.severity === 'error' ? 'bad' : finding.severity === 'warning' ? 'warn' : 'customer'
            }
            justify="flex-start"
            onClick={() => showLine(line)}
          >
            {t('text_view.line', { line, what: names.finding(finding.code) ?? finding.what })}
          </Button>
        ))}
      </Stack>
    </div>
  );
}
